"""Signed links in mail to contacts: to their own page, and to stop one kind of mail.

Nothing is stored for a link. The one to the page opens nothing by itself: a code goes to the
address on file. The one that stops works as long as the mail lies around.
"""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import Contact
from crm import clock

PAGE_DAYS = 400
_PAGE = signing.Signer(salt="accounts.own_page", sep=".")
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
