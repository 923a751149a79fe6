"""Signed links in mail to contacts: to their own page, to tell of a mishap, and to stop mail.

Nothing is stored for a link. The one to the page opens nothing by itself: a code goes to the
address on file. The one to tell of a mishap shows nothing but a form; it ends with the address
it was sent to. The one that stops works as long as the mail lies around.
"""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import Contact
from crm import clock

PAGE_DAYS = 400
_PAGE = signing.Signer(salt="accounts.own_page", sep=".")
_MISHAP = signing.Signer(salt="accounts.mishap", sep=".")
_STOP = signing.Signer(salt="accounts.stop_mail", sep=".")


def page_token(contact: Contact) -> str:
    """Give a token for the contact's own page."""
    return _PAGE.sign_object([contact.pk, clock.today().toordinal()])


def page_url(contact: Contact) -> str:
    """Give the whole address of the contact's own page."""
    return f"{settings.BASE_URL}{reverse('me', args=[page_token(contact)])}"


def contact_of_page(token: str) -> Contact | None:
    """Find whose page a token opens; None for a foreign, broken or very old one."""
    try:
        pk, day = _PAGE.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if clock.today() - dt.date.fromordinal(day) > dt.timedelta(days=PAGE_DAYS):
        return None
    return Contact.objects.select_related("customer").filter(pk=pk).first()


def mark_of_address(contact: Contact) -> str:
    """Give what a link says of the address it went to: with another address it opens nothing."""
    return salted_hmac("accounts.links", contact.email.lower(), algorithm="sha256").hexdigest()[:16]


def is_of_now(contact: Contact, day: int, mark: str) -> bool:
    """Say whether a link made on a day still goes to the contact's address, and is not very old."""
    age = clock.today() - dt.date.fromordinal(day)
    fits = constant_time_compare(mark, mark_of_address(contact))
    return fits and age <= dt.timedelta(days=PAGE_DAYS)


def mishap_url(contact: Contact) -> str:
    """Give the whole address, for a mail, where a contact tells us that something went wrong."""
    return f"{settings.BASE_URL}{mishap_path(contact)}"


def mishap_path(contact: Contact) -> str:
    """Give the same address for a page of ours, which knows where it stands."""
    named = [contact.pk, clock.today().toordinal(), mark_of_address(contact)]
    return reverse("oops_own", args=[_MISHAP.sign_object(named)])


def contact_of_mishap(token: str) -> Contact | None:
    """Find who tells us by this link; None for a foreign, broken or very old one."""
    try:
        pk, day, mark = _MISHAP.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    contact = Contact.objects.select_related("customer").filter(pk=pk).first()
    return contact if contact and is_of_now(contact, day, mark) else None


def stop_url(contact: Contact, purpose: str) -> str:
    """Give the whole address that stops mail of one purpose, by one tap or one click."""
    token = _STOP.sign_object([contact.pk, purpose])
    return f"{settings.BASE_URL}{reverse('stop_mail', args=[token])}"


def contact_of_stop(token: str) -> tuple[Contact, str] | None:
    """Find whose mail of which purpose a token stops; None for a foreign or broken one."""
    try:
        pk, purpose = _STOP.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    contact = Contact.objects.select_related("customer").filter(pk=pk).first()
    return (contact, str(purpose)) if contact else None
