"""Consent and preferences by the thousand: what an import writes, and what it must not.

A file never overrules what contacts said themselves, nor a newer word; a refusal in it always
counts. What is refused is said row by row, and nothing of that row is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actions.bulk import Ready, Refusal, Run
from accounts.actions.told_in_file import FLAGS, PREFIX, ToldInFile, told_in
from accounts.models import Answer, Consent, Contact, Preference, Purpose, Told
from accounts.queries import answers_of_many
from crm import clock
from crm.journal import actions as journal

PREFERRED = ("channels", "topics", "mails_a_month")


@dataclass(slots=True)
class WishesInFile:
    """What some rows say of contacts' wishes, held against what stands there."""

    run: Run
    answers: dict[int, dict[str, Consent]]
    preferences: dict[int, Preference]
    rows: list[tuple[Ready, Contact]] = field(default_factory=list)
    new: list[tuple[Ready, Contact]] = field(default_factory=list)
    made: list[Consent] = field(default_factory=list)

    @classmethod
    def of(cls, contacts: Iterable[Contact | None], run: Run) -> "WishesInFile":
        """Ask for what stands, once for all contacts that rows may mean."""
        ids = {contact.pk for contact in contacts if contact is not None}
        rows = Preference.objects.filter(contact__in=ids)
        return cls(run, answers_of_many(ids), {row.contact_id: row for row in rows})

    def refusal(self, row: Ready, contact: Contact | None) -> Refusal | None:
        """Say why a row may not be written, if it may not."""
        if contact is None:
            return None
        problems = {
            PREFIX + name: self._problem(name, told, contact) for name, told in told_in(row).items()
        }
        for purpose, (flag, _refused) in FLAGS.items():
            problems[flag] = self._problem_of_flag(row, contact, purpose)
        problems |= self._problem_of_preference(row, contact)
        return next(
            (Refusal(row.line, column, why) for column, why in problems.items() if why), None
        )

    def _problem(self, purpose: str, told: ToldInFile, contact: Contact) -> str:
        stands = self.answers.get(contact.pk, {}).get(purpose)
        if told.answer == (stands.answer if stands else Answer.UNKNOWN):
            return ""
        if purpose == Purpose.REMEMBERING and (stands or told.answer == Answer.REFUSED):
            return _("Note this under the contact's preferences: it deletes what is remembered.")
        if stands is None or told.answer == Answer.REFUSED:
            return ""
        is_newer = told.at is not None and (stands.at is None or told.at > stands.at)
        return "" if is_newer or stands.source == Told.RECORD else _said_otherwise(contact, stands)

    def _problem_of_flag(self, row: Ready, contact: Contact, purpose: str) -> str:
        flag = FLAGS[purpose][0]
        stands = self.answers.get(contact.pk, {}).get(purpose)
        changes = row.values.get(flag, getattr(contact, flag)) != getattr(contact, flag)
        if stands is None or stands.source != Told.CONTACT or PREFIX + purpose in row.values:
            return ""
        return _said_otherwise(contact, stands) if changes else ""

    def _problem_of_preference(self, row: Ready, contact: Contact) -> dict[str, str]:
        stands = self.preferences.get(contact.pk)
        if stands is None or stands.source != Told.CONTACT:
            return {}
        return dict.fromkeys(_differing(row, stands), _said_otherwise(contact, stands))

    def lay(self, row: Ready, contact: Contact, *, is_new: bool) -> None:
        """Keep a row until it is written: of a new contact, only after the contact itself."""
        (self.new if is_new else self.rows).append((row, contact))

    def write(self) -> set[int]:
        """Write what is said of contacts that were there; gives those for whom it was news."""
        self.made = self._answers(self.rows)
        self._journal(self.made)
        chosen = {contact.pk for row, contact in self.rows if self._prefer(row, contact)}
        return {row.contact_id for row in self.made} | chosen

    def write_new(self) -> None:
        """Write what is said of new contacts; it goes with them when the import is undone.

        Answers of the others are noted only now, behind their contacts: the undo begins at the
        end, and flags that are given back must not find the answers still there.
        """
        self.run.note_made(self.made)
        self._journal(self._answers(self.new))
        for row, contact in self.new:
            self._prefer(row, contact, follows=True)
        if self.run.trail is not None:
            ids = [contact.pk for _row, contact in self.new]
            self.run.note_made(Consent.objects.filter(contact__in=ids), follows=True)

    def _answers(self, pairs: list[tuple[Ready, Contact]]) -> list[Consent]:
        rows = [
            Consent(
                contact=contact,
                purpose=purpose,
                answer=told.answer,
                source=Told.IMPORT,
                how=told.source or row.text("consent_source"),
                at=told.at or self.run.written_at,
            )
            for row, contact in pairs
            for purpose, told in told_in(row).items()
            if told.answer != self._answer(contact.pk, purpose)
        ]
        return Consent.objects.bulk_create(rows, batch_size=1000)

    def _answer(self, contact_id: int, purpose: str) -> str:
        stands = self.answers.get(contact_id, {}).get(purpose)
        return stands.answer if stands else Answer.UNKNOWN.value

    def _prefer(self, row: Ready, contact: Contact, *, follows: bool = False) -> bool:
        """Write how they wish to hear from us, where the row says something new of it."""
        there = self.preferences.get(contact.pk)
        stands = there or Preference(contact=contact, version=0)
        differing = _differing(row, stands)
        if not differing:
            return False
        changes = {name: row.values[name] for name in differing} | {
            "source": Told.IMPORT.value,
            "how": row.text("consent_source"),
            "person": None,
            "at": self.run.written_at,
        }
        before = {name: getattr(stands, name) for name in changes}
        for name, value in changes.items():
            setattr(stands, name, value)
        stands.version += 1
        stands.save()
        if there is None:
            self.run.note_made([stands], follows=follows)
        else:
            self.run.note_changed(stands, before)
        return True

    def _journal(self, rows: list[Consent]) -> None:
        journal.record_many(
            journal.NewEntry(
                kind="accounts.consent_noted",
                person=self.run.person,
                subject_kind="contact",
                subject_id=row.contact_id,
                customer_id=row.contact.customer_id,
                facts={"purpose": row.purpose, "answer": row.answer, "imported": True},
                at=self.run.written_at,
            )
            for row in rows
        )


def _differing(row: Ready, stands: Preference) -> list[str]:
    now = {name: getattr(stands, name) for name in PREFERRED if name in row.values}
    return [
        name
        for name, value in now.items()
        if row.values[name] != (sorted(value) if isinstance(value, list) else value)
    ]


def _said_otherwise(contact: Contact, stands: Consent | Preference) -> str:
    day = stands.at.astimezone(clock.company_zone()).date() if stands.at else None
    return _(
        "%(name)s said something else on %(day)s; only a newer word with its day changes that."
    ) % {"name": contact.name, "day": date_format(day) if day else "–"}
