"""What a contact allows and wishes: noted with who said so, and never overwritten."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.formats import date_format
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
from accounts.queries import contacts_reachable, mail_policy
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal


@transaction.atomic
def note_consent(
    *,
    person: Person | None,
    contact: Contact,
    purpose: str,
    answer: str,
    how: str = "",
    told_on: dt.date | None = None,
) -> Consent | None:
    """Note what a contact allows; None when that is what they said before.

    A person notes what they were told and says how, and on which day where the contact had
    said something else themselves; without a person the contact says it themselves, on a page
    of their own. The flags `may_be_asked` and `no_surprises` follow.
    """
    if person is not None:
        check_may_note(person, contact)
    Contact.objects.select_for_update().get(pk=contact.pk)
    before = contact.consents.filter(purpose=purpose).order_by("-id").first()
    if answer == (before.answer if before else Answer.UNKNOWN):
        return None
    row = Consent(
        contact=contact,
        purpose=purpose,
        answer=answer,
        source=Told.PERSON if person else Told.CONTACT,
        how=" ".join(how.split()),
        person=person,
        at=_told_at(contact, before, told_on) if person else clock.now(),
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
    told_on: dt.date | None = None,
    version: int | None = None,
) -> Preference:
    """Note how a contact wishes to hear from us; without a person, they say it themselves."""
    if person is not None:
        check_may_note(person, contact)
    Contact.objects.select_for_update().get(pk=contact.pk)
    before = Preference.objects.filter(contact=contact).first()
    row = before or Preference(contact=contact, version=0)
    if before:
        check_version(row, version)
    at = _told_at(contact, before, told_on) if person else clock.now()
    save_versioned(
        row,
        {
            "channels": sorted(set(channels)),
            "topics": sorted(set(topics)),
            "mails_a_month": mails_a_month,
            "source": Told.PERSON if person else Told.CONTACT,
            "how": " ".join(how.split()) if person else "",
            "person": person,
            "at": at,
        },
    )
    facts: dict[str, object] = {
        "channels": row.channels,
        "topics": row.topics,
        "mails_a_month": mails_a_month,
    }
    _write_down("accounts.preference_noted", person, contact, facts)
    return row


def _told_at(
    contact: Contact, before: Consent | Preference | None, told_on: dt.date | None
) -> dt.datetime:
    """Give when we were told; what they said themselves yields only to a newer word, with its day.

    An older word never takes the place of a newer one, whoever noted that.
    """
    now, zone = clock.now(), clock.company_zone()
    if told_on is None and (before is None or before.source != Told.CONTACT):
        return now
    said_on = before.at.astimezone(zone).date() if before and before.at else None
    if told_on is None:
        raise _their_own_word(contact, said_on)
    today = now.astimezone(zone).date()
    if told_on > today:
        raise RuleBrokenError(
            _("This lies in the future. When did they tell us?"),
            "accounts.told_in_the_future",
            field="told_on",
        )
    if said_on and told_on < said_on:
        raise RuleBrokenError(
            _("They said something else later, on %(day)s. Only a newer word changes that.")
            % {"day": date_format(said_on)},
            "accounts.older_word",
            field="told_on",
        )
    return now if told_on == today else dt.datetime.combine(told_on, dt.time(12), zone)


def _their_own_word(contact: Contact, said_on: dt.date | None) -> RuleBrokenError:
    day = date_format(said_on) if said_on else _("an earlier day")
    return RuleBrokenError(
        _(
            "%(name)s chose this themselves on %(day)s. When did they tell you otherwise? Note it"
            " with that day under their preferences."
        )
        % {"name": contact.name, "day": day},
        "accounts.their_own_word",
        field="told_on",
    )


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
def note_wishes(
    *,
    person: Person,
    contact: Contact,
    answers: Mapping[str, str],
    channels: Iterable[str],
    topics: Iterable[str],
    mails_a_month: int | None,
    language: str,
    how: str,
    told_on: dt.date | None = None,
    version: int | None = None,
) -> int:
    """Note all that a contact told a person at once; gives how much of it was new."""
    check_may_note(person, contact)
    told = {"person": person, "contact": contact, "how": how, "told_on": told_on}
    stands = Preference.objects.filter(contact=contact).first() or Preference()
    if stands.pk:
        check_version(stands, version)
    new = [
        note_consent(purpose=purpose, answer=answer, **told)  # type: ignore[arg-type]
        for purpose, answer in answers.items()
    ]
    noted = sum(row is not None for row in new)
    wanted = (sorted(set(channels)), sorted(set(topics)), mails_a_month)
    if wanted != (sorted(stands.channels), sorted(stands.topics), stands.mails_a_month):
        change_preference(
            channels=wanted[0],
            topics=wanted[1],
            mails_a_month=mails_a_month,
            version=version,
            **told,  # type: ignore[arg-type]
        )
        noted += 1
    if language != contact.language:
        speak_to(contact=contact, language=language, person=person)
        noted += 1
    return noted


@transaction.atomic
def speak_to(*, contact: Contact, language: str, person: Person | None = None) -> Contact:
    """Set the language of our letters to a contact, as they chose or told a person."""
    if person is not None:
        check_may_note(person, contact)
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    if row.language != language:
        save_versioned(row, {"language": language})
        _write_down("accounts.contact_changed", person, contact, {"fields": ["language"]})
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
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )


MAIL_SENTENCES = {
    "refused": "accounts.consent_refused",
    "not_granted": "accounts.consent_missing",
    "no_mail": "accounts.no_mail_wanted",
    "topic": "accounts.other_topics_wanted",
    "cap": "accounts.mail_cap",
}


def refusal_of_mail(contact: Contact, problem: str, purpose: str, sent: int) -> RuleBrokenError:
    """Say to whoever wanted to send why this mail does not go."""
    sentence = {
        "refused": _("%(name)s does not want such mail from us: %(purpose)s."),
        "not_granted": _("%(name)s has not said yes to such mail: %(purpose)s. Ask them first."),
        "no_mail": _("%(name)s does not want to hear from us by email."),
        "topic": _("%(name)s asked for mail about other things than this."),
        "cap": _("%(name)s has had %(number)s mails from us in a month; that is enough."),
    }[problem] % {"name": contact.name, "purpose": purpose, "number": sent}
    return RuleBrokenError(sentence, MAIL_SENTENCES[problem])
