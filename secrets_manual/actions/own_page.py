"""What contacts do on their own page: correct, delete, object. Effective at once, everywhere."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.actions import (
    check_may_note,
    forget_map_of,
    lift_suppression,
    note_consent,
    suppress,
)
from accounts.models import Answer, Contact, Person, Purpose
from accounts.queries import steward_of
from crm import clock
from crm.journal import actions as journal
from crm.notices import actions as notices
from secrets_manual.actions.gating import clean_text, digest_of, pass_gate
from secrets_manual.actions.keeping import is_of_organisation, standing
from secrets_manual.actions.letting_go import forget_what_was_given, let_go_of
from secrets_manual.actions.objecting import digest_of_reference
from secrets_manual.actions.setting_aside import forget_about, forget_of_lines
from secrets_manual.models import (
    Asking,
    Conversation,
    Gift,
    Secret,
    SecretChange,
    State,
    TakenBack,
    Turn,
)
from secrets_manual.rules.gate import Verdict
from secrets_manual.rules.kinds import DEFAULT_USES, Glad, Provenance


def correct_line(*, contact: Contact, secret_id: int, text: str) -> Secret | None:
    """Let the contact's own words replace ours; None when the line is gone already.

    They pass the gate like everybody's (SecretRefusedError). What was a draft or hearsay is
    confirmed by that, and shared as what they told us.
    """
    found = _lines(contact).filter(pk=secret_id).first()
    if found is None:
        return None
    plain = clean_text(text)
    if plain == found.text and found.in_their_hand:
        return found
    uses = found.uses if found.state == State.KEPT else DEFAULT_USES
    verdict = pass_gate(
        plain,
        person=None,
        provenance=Provenance.TOLD_US.value,
        glad=Glad.YES.value,
        kind=found.kind,
        uses=uses,
        about_organisation=is_of_organisation(contact, found.kind),
    )
    return _put_right(contact, secret_id, plain, verdict)


@transaction.atomic
def _put_right(contact: Contact, secret_id: int, plain: str, verdict: Verdict) -> Secret | None:
    # First what was made of the words before: who gives a surprise locks the ticket, then the line.
    reworded = _lines(contact).filter(pk=secret_id).exclude(text=plain)
    let_go_of(reworded.values_list("pk", flat=True), corrected=True)
    row = _line(contact, secret_id)
    if row is None:
        return None
    TakenBack.objects.filter(contact=contact, digest=digest_of(plain)).delete()
    _rewrite(row, plain, standing(verdict, contact, row.kind))
    _note("secrets_manual.line_corrected", contact, row)
    _tell(
        contact,
        row,
        "corrected",
        _("%(name)s wrote a line themselves") % {"name": contact.name},
        _("On their own page they put a line into their own words. Read it before you next talk."),
    )
    return row


def _rewrite(row: Secret, plain: str, columns: dict[str, object]) -> None:
    """Put the new words in; no copy stays of what they did not want to stand there."""
    columns |= {
        "text": plain,
        "glad": Glad.YES.value,
        "provenance": Provenance.TOLD_US.value,
        "told_on": clock.today(),
        "told_to": row.author,
        "colleague": None,
        "address": "",
        "nearly_their_words": True,
        "in_their_hand": True,
        "missed_reviews": 0,
        "set_aside_on": None,
        "version": row.version + 1,
    }
    for name, value in columns.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    row.changes.all().delete()
    row.used.update(how=_("(put right by them)"))
    row.predecessors.all().delete()
    forget_of_lines([row.pk])
    SecretChange.objects.create(secret=row, person=None, what="corrected", at=clock.now())
    row.turns.all().delete()


@transaction.atomic
def take_back_line(*, contact: Contact, secret_id: int) -> bool:
    """Delete a line for good, with its history and its uses; False when it was gone already.

    A keyed hash stays, so that neither a person nor an import writes the same down again.
    """
    # First what was made of it: who gives a surprise locks the ticket, and then the line.
    let_go_of(_lines(contact).filter(pk=secret_id).values_list("pk", flat=True))
    row = _line(contact, secret_id)
    if row is None:
        return False
    _take_back([row], contact, None)
    _tell(
        contact,
        row,
        "taken-back",
        _("%(name)s took a line back") % {"name": contact.name},
        _(
            "They deleted it on their own page, as anybody may. It is gone everywhere. It says"
            " nothing against you, and it changes nothing of what you earn."
        ),
    )
    return True


def _take_back(rows: list[Secret], contact: Contact, person: Person | None) -> None:
    now = clock.now()
    digests = {digest_of(row.text) for row in rows}
    digests |= {digest_of_reference(row.reference) for row in rows if row.reference}
    TakenBack.objects.bulk_create(
        [TakenBack(contact=contact, digest=digest, at=now) for digest in sorted(digests)],
        ignore_conflicts=True,
    )
    forget_of_lines(row.pk for row in rows)
    for row in rows:
        _note("secrets_manual.line_taken_back", contact, row, person)
        row.turns.all().delete()
    Secret.objects.filter(pk__in=[row.pk for row in rows]).delete()


@transaction.atomic
def object_to_remembering(
    *,
    contact: Contact,
    person: Person | None = None,
    how: str = "",
    told_on: dt.date | None = None,
) -> int:
    """Forget everything written down about the contact, and let nobody write down more.

    They say it on their own page, or told a person, who notes how. Gives how many lines went.
    Imports know them no more; our promises to them stay.
    """
    if person is not None:
        check_may_note(person, contact)
    Contact.objects.select_for_update().get(pk=contact.pk)
    let_go_of(Secret.objects.filter(contact=contact).values_list("pk", flat=True))
    rows = list(Secret.objects.select_for_update().filter(contact=contact).order_by("pk"))
    _take_back(rows, contact, person)
    forget_about(contact)
    parts = forget_map_of(contact)
    now = clock.now()
    forget_what_was_given(Gift.objects.filter(contact=contact))
    _forget_talks(contact)
    note_consent(
        person=person,
        contact=contact,
        purpose=Purpose.REMEMBERING,
        answer=Answer.REFUSED,
        how=how,
        told_on=told_on,
    )
    suppress([contact.email, contact.phone, contact.reference], at=now)
    _tell_of_objection(contact, rows, now)
    return len(rows) + parts


def _tell_of_objection(contact: Contact, rows: list[Secret], now: dt.datetime) -> None:
    steward = steward_of(contact.customer)
    authors = Person.objects.filter(pk__in={row.author_id for row in rows})
    notices.tell(
        people={*authors, *([steward] if steward else [])},
        once_key=f"objects:{contact.pk}:{now.isoformat()}",
        subject=_("%(name)s asks us to remember nothing about them") % {"name": contact.name},
        body=_(
            "What was written down about them is gone, and nothing more may be. Promises and"
            " orders stay. It says nothing against you, and it changes nothing of what you earn."
        ),
        url=f"/contacts/{contact.pk}/",
        about_kind="contact",
        about_id=str(contact.pk),
        customer_id=contact.customer_id,
    )


@transaction.atomic
def allow_remembering(
    *,
    contact: Contact,
    person: Person | None = None,
    how: str = "",
    told_on: dt.date | None = None,
) -> None:
    """Take the objection back: from now on what they tell us may be written down again."""
    note_consent(
        person=person,
        contact=contact,
        purpose=Purpose.REMEMBERING,
        answer=Answer.GRANTED,
        how=how,
        told_on=told_on,
    )
    lift_suppression([contact.email, contact.phone, contact.reference])


def _lines(contact: Contact) -> QuerySet[Secret]:
    return Secret.objects.filter(contact=contact, successor__isnull=True)


def _line(contact: Contact, secret_id: int) -> Secret | None:
    rows = _lines(contact).select_for_update(of=("self",)).select_related("customer", "author")
    return rows.filter(pk=secret_id).first()


def _forget_talks(contact: Contact) -> None:
    """Leave of the talks they took part in only that they were held, and how."""
    talks = Conversation.objects.filter(Q(contact=contact) | Q(parts__contact=contact))
    ids = list(talks.values_list("pk", flat=True).distinct())
    Turn.objects.filter(conversation__in=ids).delete()
    noted = Conversation.objects.filter(pk__in=ids).exclude(words="")
    noted.update(words="", version=F("version") + 1)
    Asking.objects.filter(contact=contact).delete()


def _note(kind: str, contact: Contact, row: Secret, person: Person | None = None) -> None:
    journal.record(
        kind,
        person=person,
        contact_id=None if person else contact.pk,
        subject_kind="secret",
        subject_id=row.pk,
        customer_id=row.customer_id,
        facts={"state": row.state, "layer": row.layer, "kind": row.kind},
        audience="readers" if row.state == State.KEPT else "privacy",
    )


def _tell(contact: Contact, row: Secret, what: str, subject: str, body: str) -> None:
    """Tell who wrote the line, and the steward where it was theirs to read."""
    steward = steward_of(contact.customer) if row.state == State.KEPT else None
    notices.tell(
        people={row.author, *([steward] if steward else [])},
        once_key=f"line-{what}:{row.pk}:{row.version}",
        subject=subject,
        body=body,
        url=f"/manuals/{row.customer_id}/",
        about_kind="contact",
        about_id=str(contact.pk),
        customer_id=row.customer_id,
    )
