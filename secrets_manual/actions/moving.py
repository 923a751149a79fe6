"""What was written down about the wrong person goes to the right one, as a word about them."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actions import check_version
from accounts.models import Contact, Customer, Person
from crm.errors import RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.correcting import check_may_change, locked, write
from secrets_manual.actions.gating import pass_gate
from secrets_manual.actions.keeping import (
    Source,
    check_may_write,
    check_source,
    is_of_organisation,
    next_review,
)
from secrets_manual.actions.objecting import check_may_be_remembered
from secrets_manual.actions.settling import settle_as_both_true
from secrets_manual.models import Contradiction, Secret, State, Turn
from secrets_manual.queries import why_it_stays
from secrets_manual.rules.gate import Verdict
from secrets_manual.rules.kinds import Use


def move_secret(
    *,
    person: Person,
    secret: Secret,
    customer: Customer,
    contact: Contact | None = None,
    version: int | None = None,
) -> Secret:
    """Say that it was about somebody else: whoever may write about both moves it there.

    Everything is asked again for the new person, as if it was written now. What was used, what
    they wrote themselves and what another line went into stays (409).
    """
    check_may_change(person, secret)
    check_may_write(person, customer)
    check_source(Source(provenance=secret.provenance), customer, contact)
    check_may_be_remembered(customer, contact, secret.text, secret.reference)
    verdict = pass_gate(
        secret.text,
        person=person,
        provenance=secret.provenance,
        glad=secret.glad,
        kind=secret.kind,
        address=secret.address,
        colleague=secret.colleague.name if secret.colleague else "",
        uses=secret.uses,
        about_organisation=is_of_organisation(contact, secret.kind),
    )
    return _move(person, secret, version, (customer, contact), verdict)


@transaction.atomic
def _move(
    person: Person,
    secret: Secret,
    version: int | None,
    goes_to: tuple[Customer, Contact | None],
    verdict: Verdict,
) -> Secret:
    row = locked(person, secret)
    check_version(row, version)
    customer, contact = goes_to
    _check_may_move(row, customer, contact)
    before = row.customer_id
    left = {"customer": before, "contact": row.contact_id}
    for each in Contradiction.objects.filter(Q(first=row) | Q(second=row), settled_at=None):
        settle_as_both_true(person=person, contradiction=each)
    Turn.objects.filter(secret=row).update(secret=None)
    columns: dict[str, object] = {"customer": customer, "contact": contact, "pin": None}
    columns |= {"sensitivity": verdict.sensitivity, "ask_since_on": None, "missed_reviews": 0}
    if row.state == State.KEPT:
        columns["review_on"] = next_review(contact, row.kind)
        columns["uses"] = _uses(verdict, contact)
    moved = write(person, row, "moved", columns, more={"left": left})
    if before != customer.pk:
        _note_leaving(person, moved, before)
    return moved


def _check_may_move(row: Secret, customer: Customer, contact: Contact | None) -> None:
    if (row.customer_id, row.contact_id) == (customer.pk, contact.pk if contact else None):
        raise RuleBrokenError(
            _("It is about them already."), "secrets_manual.about_them_already", field="about"
        )
    if reason := why_it_stays(row):
        raise RuleBrokenError(reason, "secrets_manual.stays_where_it_is", field="about")


def _uses(verdict: Verdict, contact: Contact | None) -> list[str]:
    """Give what it may be used for; nobody is surprised by it who wants or may take nothing."""
    no_surprise = contact is not None and (contact.no_surprises or contact.is_public_official)
    return sorted(use.value for use in verdict.uses if not (no_surprise and use == Use.SURPRISE))


def _note_leaving(person: Person, moved: Secret, customer_id: int) -> None:
    """Record at the customer it left that a line went, without saying where it is now."""
    journal.record(
        "secrets_manual.secret_moved_away",
        person=person,
        subject_kind="manual",
        subject_id=customer_id,
        customer_id=customer_id,
        audience="readers" if moved.state == State.KEPT else "privacy",
    )
