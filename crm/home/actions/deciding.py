"""Writing down how a customer decides: their steps in their order, and what else they consider."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.actions import check_version, save_versioned
from accounts.models import Alternative, Contact, Customer, DecisionStep, Person
from crm import clock
from crm.errors import RuleBrokenError
from crm.home.actions.mapping import check_writes
from crm.journal import actions as journal
from secrets_manual.actions.gating import reads
from secrets_manual.actions.objecting import check_words_may_be_kept

Partial = tuple[dt.date, str]
MOST_STEPS = 40


@reads("words")
@transaction.atomic
def add_step(
    *,
    person: Person,
    customer: Customer,
    words: str,
    owner: Contact | None = None,
    by: Partial | None = None,
) -> DecisionStep:
    """Write down the next step of the customer's way to a decision."""
    check_writes(person, customer)
    Customer.objects.select_for_update().get(pk=customer.pk)
    steps = DecisionStep.objects.filter(customer=customer)
    if steps.count() >= MOST_STEPS:
        raise RuleBrokenError(
            _("These are steps enough. Take one away first."), "home.too_many_steps"
        )
    last = steps.aggregate(last=Max("place"))["last"] or 0
    row = DecisionStep(
        customer=customer,
        place=last + 1,
        person=person,
        written_at=clock.now(),
        **_columns(customer, words, owner, by),
    )
    row.full_clean()
    row.save()
    _note("home.step_added", person, customer, {"step": row.pk})
    return row


@reads("words")
@transaction.atomic
def change_step(
    *,
    person: Person,
    step: DecisionStep,
    words: str,
    owner: Contact | None = None,
    by: Partial | None = None,
    version: int | None = None,
) -> DecisionStep:
    """Correct a step."""
    row = _locked(person, step)
    check_version(row, version)
    save_versioned(row, _columns(row.customer, words, owner, by))
    _note("home.step_changed", person, row.customer, {"step": row.pk})
    return row


@transaction.atomic
def finish_step(*, person: Person, step: DecisionStep, done: bool) -> DecisionStep:
    """Say that the customer has done a step, or that it is still to come after all."""
    row = _locked(person, step)
    save_versioned(row, {"done_on": clock.today() if done else None})
    kind = "home.step_done" if done else "home.step_reopened"
    _note(kind, person, row.customer, {"step": row.pk})
    return row


@transaction.atomic
def move_step(*, person: Person, step: DecisionStep, up: bool) -> None:
    """Let a step change places with the one before it, or after it; the places stay 1, 2, 3."""
    row = _locked(person, step)
    Customer.objects.select_for_update().get(pk=row.customer_id)
    steps = list(DecisionStep.objects.filter(customer=row.customer_id).order_by("place", "id"))
    here = next(place for place, each in enumerate(steps) if each.pk == row.pk)
    there = min(max(here + (-1 if up else 1), 0), len(steps) - 1)
    steps[here], steps[there] = steps[there], steps[here]
    for place, each in enumerate(steps, start=1):
        each.place = place
    DecisionStep.objects.bulk_update(steps, ["place"])
    _note("home.step_moved", person, row.customer, {"step": row.pk, "place": there + 1})


@transaction.atomic
def remove_step(*, person: Person, step: DecisionStep) -> None:
    """Take away a step that is not theirs."""
    row = _locked(person, step)
    row.delete()
    _note("home.step_removed", person, row.customer, {"step": step.pk})


@reads("words")
@transaction.atomic
def add_alternative(
    *,
    person: Person,
    customer: Customer,
    kind: str,
    words: str,
    heard_on: dt.date,
    contact: Contact | None = None,
) -> Alternative:
    """Write down what else they consider, as they put it."""
    check_writes(person, customer)
    _check_there(customer, contact, "contact")
    check_words_may_be_kept(customer, [contact] if contact else [], words)
    if heard_on > clock.today():
        raise RuleBrokenError(
            _("This day is still to come."), "home.known_in_future", field="heard_on"
        )
    row = Alternative(
        customer=customer,
        contact=contact,
        kind=kind,
        words=" ".join(words.split()),
        heard_on=heard_on,
        person=person,
        written_at=clock.now(),
    )
    row.full_clean()
    row.save()
    _note("home.alternative_added", person, customer, {"alternative": row.pk, "kind": kind})
    return row


@transaction.atomic
def remove_alternative(*, person: Person, alternative: Alternative) -> None:
    """Take away what they consider no more."""
    check_writes(person, alternative.customer)
    Alternative.objects.filter(pk=alternative.pk).delete()
    facts: dict[str, object] = {"alternative": alternative.pk}
    _note("home.alternative_removed", person, alternative.customer, facts)


def _columns(
    customer: Customer, words: str, owner: Contact | None, by: Partial | None
) -> dict[str, object]:
    _check_there(customer, owner, "owner")
    check_words_may_be_kept(customer, [owner] if owner else [], words)
    return {
        "words": " ".join(words.split()),
        "owner": owner,
        "by_on": by[0] if by else None,
        "by_precision": by[1] if by else "",
    }


def _check_there(customer: Customer, contact: Contact | None, name: str) -> None:
    if contact is not None and contact.customer_id != customer.pk:
        raise RuleBrokenError(
            _("This contact is not at this customer."), "home.foreign_contact", field=name
        )


def _locked(person: Person, step: DecisionStep) -> DecisionStep:
    check_writes(person, step.customer)
    return (
        DecisionStep.objects.select_for_update(of=("self",))
        .select_related("customer")
        .get(pk=step.pk)
    )


def _note(kind: str, person: Person, customer: Customer, facts: dict[str, object]) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="customer",
        subject_id=customer.pk,
        customer_id=customer.pk,
        facts=facts,
    )
