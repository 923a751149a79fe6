"""Who is not to be remembered, and what was taken back: asked before anything is written down."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import Contact, Customer
from accounts.queries import who_object_at
from crm.errors import RuleBrokenError
from secrets_manual.actions.gating import digest_of
from secrets_manual.models import TakenBack
from secrets_manual.rules.naming import is_named


def check_may_be_remembered(
    customer: Customer, contact: Contact | None, text: str, reference: str = ""
) -> None:
    """Refuse what a contact took back, and anything about somebody who objects.

    A line about the organisation, or about somebody else there, must not name them either.
    """
    objecting = who_object_at(customer.pk)[customer.pk]
    _check_objections(objecting, [contact] if contact else [], [text], field="about")
    if contact is None:
        return
    digests = [digest_of(text)] + ([digest_of_reference(reference)] if reference else [])
    if TakenBack.objects.filter(contact=contact, digest__in=digests).exists():
        raise _took_back(contact)


def check_words_may_be_kept(
    customer: Customer, contacts: Iterable[Contact], *texts: str, field: str = "words"
) -> None:
    """Refuse words of a talk in which somebody took part who objects, or that name them.

    That one talked, when and how, is written down all the same: without words.
    """
    if any(text.strip() for text in texts):
        objecting = who_object_at(customer.pk)[customer.pk]
        _check_objections(objecting, contacts, texts, field=field)


def _check_objections(
    objecting: Iterable[Contact], about: Iterable[Contact], texts: Iterable[str], *, field: str
) -> None:
    ids, texts = {contact.pk for contact in about}, list(texts)
    for contact in objecting:
        if contact.pk in ids or any(is_named(contact.name, text) for text in texts):
            raise _objects(contact, field)


class Unwanted:
    """The same for many contacts at once, as an import asks it."""

    def __init__(self, contacts: Iterable[Contact]) -> None:
        here = list(contacts)
        self.objecting = who_object_at(*{contact.customer_id for contact in here})
        taken = TakenBack.objects.filter(contact__in=here)
        self.taken_back = set(taken.values_list("contact_id", "digest"))

    def check(self, customer: Customer, contact: Contact | None, text: str, reference: str) -> None:
        """Refuse a row as `check_may_be_remembered` does."""
        objecting = self.objecting.get(customer.pk, [])
        _check_objections(objecting, [contact] if contact else [], [text], field="contact")
        if contact is None or not self.taken_back:
            return
        digests = {digest_of(text), digest_of_reference(reference) if reference else ""}
        if any((contact.pk, digest) in self.taken_back for digest in digests):
            raise _took_back(contact)


def digest_of_reference(reference: str) -> str:
    """Give the keyed hash of an import's reference, which is never the hash of a text."""
    return digest_of(f"reference\n{reference}")


def _objects(contact: Contact, field: str) -> RuleBrokenError:
    return RuleBrokenError(
        _("%(name)s asked us to remember nothing about them.") % {"name": contact.name},
        "secrets_manual.not_to_be_remembered",
        field=field,
    )


def _took_back(contact: Contact) -> RuleBrokenError:
    return RuleBrokenError(
        _("%(name)s took this back themselves. Ask them before you write it down again.")
        % {"name": contact.name},
        "secrets_manual.taken_back",
        field="text",
    )
