"""Who is not to be remembered, and what was taken back: asked before anything is written down."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import Answer, Contact, Purpose
from accounts.queries import answers_of_many, objects_to_being_remembered
from crm.errors import RuleBrokenError
from secrets_manual.actions.gating import digest_of
from secrets_manual.models import TakenBack


def check_may_be_remembered(contact: Contact | None, text: str, reference: str = "") -> None:
    """Refuse what a contact took back, and anything about somebody who objects."""
    if contact is None:
        return
    digests = [digest_of(text)] + ([digest_of_reference(reference)] if reference else [])
    if objects_to_being_remembered(contact):
        raise _objects(contact)
    if TakenBack.objects.filter(contact=contact, digest__in=digests).exists():
        raise _took_back(contact)


class Unwanted:
    """The same for many contacts at once, as an import asks it."""

    def __init__(self, contact_ids: Iterable[int]) -> None:
        ids = list(contact_ids)
        answers = answers_of_many(ids)
        self.objecting = {
            pk
            for pk, given in answers.items()
            if Purpose.REMEMBERING in given and given[Purpose.REMEMBERING].answer == Answer.REFUSED
        }
        taken = TakenBack.objects.filter(contact__in=ids)
        self.taken_back = set(taken.values_list("contact_id", "digest"))

    def check(self, contact: Contact | None, text: str, reference: str) -> None:
        """Refuse a row as `check_may_be_remembered` does."""
        if contact is None:
            return
        if contact.pk in self.objecting:
            raise _objects(contact)
        if not self.taken_back:
            return
        digests = {digest_of(text), digest_of_reference(reference) if reference else ""}
        if any((contact.pk, digest) in self.taken_back for digest in digests):
            raise _took_back(contact)


def digest_of_reference(reference: str) -> str:
    """Give the keyed hash of an import's reference, which is never the hash of a text."""
    return digest_of(f"reference\n{reference}")


def _objects(contact: Contact) -> RuleBrokenError:
    return RuleBrokenError(
        _("%(name)s asked us to remember nothing about them.") % {"name": contact.name},
        "secrets_manual.not_to_be_remembered",
        field="about",
    )


def _took_back(contact: Contact) -> RuleBrokenError:
    return RuleBrokenError(
        _("%(name)s took this back themselves. Ask them before you write it down again.")
        % {"name": contact.name},
        "secrets_manual.taken_back",
        field="text",
    )
