"""What a person has in hand, app by app, and how each kind moves to somebody else.

A model with a new column for somebody who is responsible adds a `Mover` here, or its column to
STAYS with the others that are history; a test holds every column against both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actions import entrust_many, pass_on_periods
from accounts.models import Customer, Person, Stewardship, Team
from crm import clock
from crm.deals.models import ENDED, Deal
from crm.journal import actions as journal
from crm.journal.actions import NewEntry
from crm.recovery.actions import assign_owner
from crm.recovery.models import Cycle, OnCall, Ticket
from crm.recovery.queries.planned import open_plans
from secrets_manual.models import Commitment, KeyCustomer, Promise

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Mover:
    """One kind of work: `columns` it answers for, what is in hand, and how it moves."""

    key: str
    label: object
    columns: tuple[str, ...]
    in_hand: Callable[[Person], Rows]
    move: Callable[[Person, Rows, Person, Person], int]
    roles: tuple[str, ...] = ()
    customer_path: str = ""


def _looked_after(person: Person) -> Rows:
    """Give the customers somebody looks after, today or by promise from a later day on."""
    theirs = Stewardship.objects.filter(person=person).exclude(until_on__lt=clock.today())
    return Customer.objects.filter(pk__in=theirs.values("customer"))


def _move_customers(by: Person, rows: Rows, leaver: Person, receiver: Person) -> int:
    ids = list(rows.values_list("pk", flat=True))
    entrust_many(person=by, customer_ids=ids, steward=receiver)
    pass_on_periods(person=by, leaver=leaver, steward=receiver)
    return len(ids)


def _move_tickets(_by: Person, rows: Rows, _leaver: Person, receiver: Person) -> int:
    tickets = list(rows)
    for ticket in tickets:
        assign_owner(person=None, ticket=ticket, owner=receiver)
    return len(tickets)


def _column(
    column: str, kind: str, subject_kind: str, **also: object
) -> Callable[[Person, Rows, Person, Person], int]:
    """Give a move that sets one column, counts the edit and journals every row."""

    def move(by: Person, rows: Rows, leaver: Person, receiver: Person) -> int:
        found: list[Model] = list(rows.select_for_update(of=("self",)))
        versioned = {"version": F("version") + 1} if hasattr(rows.model, "version") else {}
        ids = [row.pk for row in found]
        rows.model._base_manager.filter(pk__in=ids).update(  # noqa: SLF001 - rows found above
            **{column: receiver}, **versioned, **also
        )
        facts = {"from": leaver.pk, "to": receiver.pk}
        journal.record_many(
            NewEntry(
                kind=kind,
                person=by,
                subject_kind=subject_kind,
                subject_id=row.pk,
                customer_id=row.pk
                if isinstance(row, Customer)
                else getattr(row, "customer_id", None),
                facts=facts,
            )
            for row in found
        )
        return len(found)

    return move


MOVERS = (
    Mover("customers", _("Customers they look after"), ("accounts.Stewardship.person",),
          _looked_after, _move_customers, ("rep",)),
    Mover("manuals", _("Manuals they keep"), ("accounts.Customer.keeper",),
          lambda who: Customer.objects.filter(keeper=who),
          _column("keeper", "accounts.keeper_changed", "customer"),
          ("rep", "service", "lead", "manager")),
    Mover("keys", _("Key customers they answer for"), ("secrets_manual.KeyCustomer.owner",),
          lambda who: KeyCustomer.objects.filter(owner=who, until_on__isnull=True),
          _column("owner", "secrets_manual.key_customer_moved", "key_customer")),
    Mover("tickets", _("Open OOPS! tickets"), ("recovery.Ticket.owner",),
          lambda who: Ticket.objects.filter(owner=who, present__recovered_at__isnull=True,
                                            present__lost_at__isnull=True,
                                            present__merged_at__isnull=True),
          _move_tickets, ("rep", "service", "lead", "manager", "director"), "customer"),
    Mover("lessons", _("Lessons they carry out"), ("recovery.Cycle.lesson_owner",),
          lambda who: Cycle.objects.filter(lesson_owner=who, lesson_done_at__isnull=True),
          _column("lesson_owner", "recovery.lesson_moved", "cycle", lesson_reminded=0)),
    Mover("surprises", _("Surprises they hand over"), ("recovery.SurprisePlan.giver",),
          lambda who: open_plans().filter(giver=who),
          _column("giver", "recovery.surprise_moved", "surprise_plan"),
          ("rep", "service", "lead", "manager", "director")),
    Mover("on_call", _("Times they are on call"), ("recovery.OnCall.person",),
          lambda who: OnCall.objects.filter(person=who, until_at__gt=clock.now()),
          _column("person", "recovery.on_call_moved", "on_call"), ("service", "director")),
    Mover("promises", _("Open promises"), ("secrets_manual.Promise.owner",),
          lambda who: Promise.objects.filter(owner=who, kept_at__isnull=True,
                                             broken_at__isnull=True),
          _column("owner", "secrets_manual.promise_handed_over", "promise"), (), "customer"),
    Mover("commitments", _("What customers owe us, minded by them"),
          ("secrets_manual.Commitment.owner",),
          lambda who: Commitment.objects.filter(owner=who, came_at__isnull=True,
                                                missed_at__isnull=True),
          _column("owner", "secrets_manual.commitment_handed_over", "commitment"), (), "customer"),
    Mover("deals", _("Open deals"), ("deals.Deal.owner",),
          lambda who: Deal.objects.filter(owner=who).exclude(stage__in=ENDED),
          _column("owner", "deals.deal_handed_over", "deal"), ("rep", "lead"), "customer"),
    Mover("leads", _("Teams they lead"), ("accounts.Team.lead",),
          lambda who: Team.objects.filter(lead=who),
          _column("lead", "accounts.team_changed", "team"), ("lead",)),
    Mover("manages", _("Teams they manage"), ("accounts.Team.manager",),
          lambda who: Team.objects.filter(manager=who),
          _column("manager", "accounts.team_changed", "team"), ("manager",)),
    Mover("deputies", _("People they stand in for"), ("accounts.Person.deputy",),
          lambda who: Person.objects.filter(deputy=who, is_active=True),
          _column("deputy", "accounts.settings_changed", "person")),
)  # fmt: skip
