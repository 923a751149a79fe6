"""What a contact allows and wishes: noted with who said so, and never overwritten."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.versions import check_version, save_versioned
from accounts.models import (
    Answer,
    Consent,
    Contact,
    MailPolicy,
    Person,
    Preference,
    Told,
)
from accounts.permissions import may_write_customer
from accounts.queries import answer_to, contacts_reachable, mail_policy
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal


@transaction.atomic
def note_consent(
    *, person: Person | None, contact: Contact, purpose: str, answer: str, how: str = ""
) -> Consent | None:
    """Note what a contact allows; None when that is what they said before.

    A person notes what they were told and says how; without a person the contact says it
    themselves, on a page of their own. The flags `may_be_asked` and `no_surprises` follow.
    """
    if person is not None:
        check_may_note(person, contact)
    Contact.objects.select_for_update().get(pk=contact.pk)
    if answer_to(contact, purpose) == answer:
        return None
    row = Consent(
        contact=contact,
        purpose=purpose,
        answer=answer,
        source=Told.PERSON if person else Told.CONTACT,
        how=" ".join(how.split()),
        person=person,
        at=clock.now(),
    )
    row.full_clean()
    row.save()
    contact.refresh_from_db(fields=["may_be_asked", "no_surprises"])
    facts: dict[str, object] = {"purpose": purpose, "answer": answer}
    _write_down("accounts.consent_noted", person, contact, facts)
    return row


@transaction.atomic
def change_preference(
    *,
    person: Person | None,
    contact: Contact,
    channels: Iterable[str],
    topics: Iterable[str],
    mails_a_month: int | None,
    how: str = "",
    version: int | None = None,
) -> Preference:
    """Note how a contact wishes to hear from us; without a person, they say it themselves."""
    if person is not None:
        check_may_note(person, contact)
    Contact.objects.select_for_update().get(pk=contact.pk)
    row = Preference.objects.filter(contact=contact).first()
    if row is None:
        row = Preference(contact=contact, version=0)
    else:
        check_version(row, version)
    save_versioned(
        row,
        {
            "channels": sorted(set(channels)),
            "topics": sorted(set(topics)),
            "mails_a_month": mails_a_month,
            "source": Told.PERSON if person else Told.CONTACT,
            "how": " ".join(how.split()) if person else "",
            "person": person,
            "at": clock.now(),
        },
    )
    facts: dict[str, object] = {
        "channels": row.channels,
        "topics": row.topics,
        "mails_a_month": mails_a_month,
    }
    _write_down("accounts.preference_noted", person, contact, facts)
    return row


def _write_down(
    kind: str, person: Person | None, contact: Contact, facts: dict[str, object]
) -> None:
    journal.record(
        kind,
        person=person,
        contact_id=None if person else contact.pk,
        subject_kind="contact",
        subject_id=contact.pk,
        customer_id=contact.customer_id,
        facts=facts,
    )


@transaction.atomic
def speak_to(*, contact: Contact, language: str) -> Contact:
    """Let a contact choose the language of our letters to them."""
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    save_versioned(row, {"language": language})
    _write_down("accounts.contact_changed", None, contact, {"fields": ["language"]})
    return row


def note_flags(*, person: Person, contact: Contact, changes: dict[str, object]) -> None:
    """Note who ticked the flags of a contact's form, before they are saved with the rest."""
    for flag, purpose, yes, no in (
        ("may_be_asked", "card", Answer.GRANTED, Answer.REFUSED),
        ("no_surprises", "surprise", Answer.REFUSED, Answer.UNKNOWN),
    ):
        if flag in changes and changes[flag] != getattr(contact, flag):
            note_consent(
                person=person,
                contact=contact,
                purpose=purpose,
                answer=yes if changes[flag] else no,
                how=_("noted on the contact's form"),
            )


@transaction.atomic
def change_mail_policy(
    *, person: Person, cap: int, days: int, version: int | None = None
) -> MailPolicy:
    """Set the one cap over all mail to a contact; only a director does."""
    if not person.has_role("director"):
        raise NotAllowedError(_("Only a director sets the cap on mail."))
    MailPolicy.objects.bulk_create([mail_policy()], ignore_conflicts=True)
    row = MailPolicy.objects.select_for_update().get(pk=MailPolicy.THE_ONE)
    check_version(row, version)
    save_versioned(row, {"cap": cap, "days": days})
    journal.record(
        "accounts.mail_policy_changed",
        person=person,
        subject_kind="mail_policy",
        subject_id=row.pk,
        facts={"cap": cap, "days": days},
    )
    return row


def check_may_note(person: Person, contact: Contact) -> None:
    """Let the customer's steward note what a contact told; others hear no, or nothing at all."""
    if not contacts_reachable(person).filter(pk=contact.pk).exists():
        raise NotVisibleError(_("There is no such contact."))
    if not may_write_customer(person, contact.customer):
        raise NotAllowedError(_("Only the customer's steward may change this."))


MAIL_SENTENCES = {
    "refused": "accounts.consent_refused",
    "not_granted": "accounts.consent_missing",
    "no_mail": "accounts.no_mail_wanted",
    "cap": "accounts.mail_cap",
}


def refusal_of_mail(contact: Contact, problem: str, purpose: str, sent: int) -> RuleBrokenError:
    """Say to whoever wanted to send why this mail does not go."""
    sentence = {
        "refused": _("%(name)s does not want such mail from us: %(purpose)s."),
        "not_granted": _("%(name)s has not said yes to such mail: %(purpose)s. Ask them first."),
        "no_mail": _("%(name)s does not want to hear from us by email."),
        "cap": _("%(name)s has had %(number)s mails from us in a month; that is enough."),
    }[problem] % {"name": contact.name, "purpose": purpose, "number": sent}
    return RuleBrokenError(sentence, MAIL_SENTENCES[problem])
