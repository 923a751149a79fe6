"""Tickets: opened, brought step by step to recovered, read with both clocks."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.finding import find_contact, find_named, find_person, refuse_field
from accounts.api.schema import filtered_by, takes
from accounts.models import Person
from crm.recovery import actions
from crm.recovery.api import bodies
from crm.recovery.api.acting import Wanted
from crm.recovery.api.answers import TicketOut, TicketWithRungsOut, TicketWithSecretsOut
from crm.recovery.api.surprises import SurpriseActs
from crm.recovery.models import State, Ticket
from crm.recovery.queries import tickets_visible_to
from secrets_manual.models import Reception


@filtered_by(customer="The customer's id.", owner="The owner's id.", state="open, recovered, lost.")
class TicketResource(SurpriseActs):
    """Tickets, the latest report first."""

    serializer_class = TicketOut
    order: ClassVar[tuple[str, ...]] = ("-reported_at", "-id")

    def visible(self, person: Person) -> QuerySet[Ticket]:
        rows = tickets_visible_to(person).select_related(
            "customer", "contact", "owner", "present", "repeat_of"
        )
        rows = rows.prefetch_related("cycles__breaches", "rungs")
        customer, owner = self.asked_id("customer"), self.asked_id("owner")
        state = self.asked_word("state", State.values)
        rows = rows.filter(customer_id=customer) if customer else rows
        rows = rows.filter(owner_id=owner) if owner else rows
        return rows.filter(present__state=state) if state else rows

    def get_serializer_class(self) -> type[TicketOut]:
        shown = {"list": TicketOut, "retrieve": TicketWithSecretsOut}
        return shown.get(self.action, TicketWithRungsOut)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "person": self.request.user}

    @takes(bodies.TicketIn, TicketWithRungsOut, status=201)
    def create(self, request: Request) -> Response:  # noqa: ARG002 - read() reads it
        wanted = self.read(bodies.TicketIn)
        find_named(self.person, wanted)
        return self.made_once(lambda: actions.open_ticket(person=self.person, **wanted))

    @takes(bodies.RespondIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def respond(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        return self.step(actions.respond, bodies.RespondIn, _reached)

    @takes(bodies.WorkaroundIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def workaround(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        return self.step(actions.work_around, bodies.WorkaroundIn, _promised)

    @takes(bodies.FixIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def fix(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        return self.step(actions.fix, bodies.FixIn)

    @takes(bodies.SurpriseIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def surprise(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        return self.step(actions.surprise, bodies.SurpriseIn, _surprised)

    @takes(bodies.RecoverIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def recover(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        return self.step(actions.recover, bodies.RecoverIn, _learnt)

    @takes(bodies.LoseIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def lose(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        return self.step(actions.lose, bodies.LoseIn)

    @takes(bodies.ReopenIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        return self.step(actions.reopen, bodies.ReopenIn)

    @takes(bodies.AppointIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def appoint(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        return self.step(actions.appoint, bodies.AppointIn, _appointed)

    @takes(bodies.RaiseIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"], url_path="raise", url_name="raise")
    def raise_severity(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        return self.step(actions.raise_severity, bodies.RaiseIn)

    @takes(bodies.CommentIn, TicketWithRungsOut)
    @action(detail=True, methods=["post"])
    def comment(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        return self.step(actions.comment, bodies.CommentIn)


def _reached(person: Person, ticket: Ticket, wanted: Wanted) -> Wanted:
    pk = wanted.pop("contact", None)
    if pk and find_contact(person, pk).pk != ticket.contact_id:
        refuse_field("contact", _("This ticket has another contact: name them in the words."))
    return wanted


def _promised(person: Person, ticket: Ticket, wanted: Wanted) -> Wanted:  # noqa: ARG001
    promised = {"promised_at": wanted.pop("until", None), "promised_words": wanted.pop("fix", "")}
    return wanted | promised


def _surprised(person: Person, ticket: Ticket, wanted: Wanted) -> Wanted:  # noqa: ARG001
    secret = wanted.pop("secret", None)
    return wanted | {
        "secret_id": int(secret) if secret else None,
        "cost_minor": wanted.pop("cost", 0),
        "reception": wanted.pop("how", Reception.UNKNOWN),
    }


def _learnt(person: Person, ticket: Ticket, wanted: Wanted) -> Wanted:  # noqa: ARG001
    lesson = wanted.pop("lesson", None)
    if lesson:
        wanted["lesson_change"], wanted["lesson_by_on"] = lesson["change"], lesson["by"]
        wanted["lesson_owner"] = find_person(lesson["owner"], "owner")
    return wanted | {"no_surprise_reason": wanted.pop("reason", "")}


def _appointed(person: Person, ticket: Ticket, wanted: Wanted) -> Wanted:
    asked_by = wanted.pop("contact")
    if not asked_by.isdecimal():
        return wanted | {"contact_name": asked_by}
    contact = find_contact(person, asked_by)
    if contact.customer_id != ticket.customer_id:
        refuse_field("contact", _("There is no such contact."))
    return wanted | {"contact": contact}
