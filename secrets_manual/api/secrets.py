"""Secrets and needs: kept if the gate lets them pass, found by words, corrected, taken back.

Whoever lists or opens a secret has read it; that is recorded here with the rows, as pages do.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.fields import DayField, IdField
from accounts.api.finding import find_named, find_person
from accounts.api.ground import Resource, StrictSerializer
from accounts.api.schema import filtered_by, takes
from accounts.models import Customer, Person
from accounts.permissions import may_read_customer
from secrets_manual import actions
from secrets_manual.models import KIND_LABELS, Precision, ReadingWindow, Secret, State
from secrets_manual.queries import answering, note_reading, secrets_visible
from secrets_manual.rules.kinds import Glad, Layer, Provenance, Use

_KINDS = [str(kind) for kind in KIND_LABELS]
_DATES = ("told_on", "told_precision", "dated_on", "dated_precision")


class SecretIn(StrictSerializer):
    """What somebody wants (`contact`), or their organisation (`customer`), and how we know."""

    contact = IdField(required=False)
    customer = IdField(required=False)
    text = serializers.CharField(max_length=280)
    kind = serializers.ChoiceField(_KINDS)
    layer = serializers.ChoiceField([str(layer) for layer in Layer])
    provenance = serializers.ChoiceField([str(way) for way in Provenance])
    told_on = DayField(required=False)
    told_precision = serializers.ChoiceField(Precision.choices, required=False)
    dated_on = DayField(required=False, help_text="The date it is about.")
    dated_precision = serializers.ChoiceField(Precision.choices, required=False)
    glad = serializers.ChoiceField([str(glad) for glad in Glad])
    uses = serializers.ListField(
        child=serializers.ChoiceField([str(use) for use in Use]), max_length=4, required=False
    )
    address = serializers.CharField(
        max_length=500, required=False, help_text="Where it stands in public."
    )
    colleague = IdField(required=False, help_text="Who told us, of a third party's word.")
    nearly_their_words = serializers.BooleanField(required=False)
    do_not_mention = serializers.BooleanField(required=False)


class SecretChange(StrictSerializer):
    """What may be corrected, each left out at will; new words pass the gate like new ones."""

    text = serializers.CharField(max_length=280, required=False)
    kind = serializers.ChoiceField(_KINDS, required=False)
    layer = serializers.ChoiceField([str(layer) for layer in Layer], required=False)
    uses = serializers.ListField(
        child=serializers.ChoiceField([str(use) for use in Use]), max_length=4, required=False
    )
    nearly_their_words = serializers.BooleanField(required=False)
    do_not_mention = serializers.BooleanField(required=False)
    told_on = DayField(required=False)
    told_precision = serializers.ChoiceField(Precision.choices, required=False)
    dated_on = DayField(required=False)
    dated_precision = serializers.ChoiceField(Precision.choices, required=False)


class SecretMove(StrictSerializer):
    """About whom it was, after all: a contact, or a customer as a whole."""

    contact = IdField(required=False)
    customer = IdField(required=False)


class SecretOut(serializers.Serializer[Secret]):
    """A secret or a need; drafts and third parties' words have a day on which they end."""

    id = serializers.CharField(source="pk")
    customer = serializers.CharField(source="customer_id")
    contact = serializers.CharField(source="contact_id", allow_null=True)
    text = serializers.CharField()
    kind = serializers.CharField()
    layer = serializers.CharField()
    provenance = serializers.CharField()
    told_on = serializers.DateField(allow_null=True)
    told_precision = serializers.CharField(help_text="day, month or year; the first day of it.")
    dated_on = serializers.DateField(allow_null=True)
    dated_precision = serializers.CharField()
    glad = serializers.CharField()
    uses = serializers.ListField(child=serializers.CharField())
    state = serializers.CharField()
    sensitivity = serializers.CharField()
    nearly_their_words = serializers.BooleanField()
    do_not_mention = serializers.BooleanField()
    author = serializers.CharField(source="author_id")
    review_on = serializers.DateField(allow_null=True)
    confirmed_on = serializers.DateField(allow_null=True)
    pin = serializers.IntegerField(allow_null=True)
    draft_until = serializers.DateField(allow_null=True)
    confirm_until = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()


@filtered_by(customer="The customer's id.", contact="The contact's id.", q="Words of the text.")
class SecretResource(Resource):
    """Secrets the person may see, newest first; service staff see those of open tickets."""

    serializer_class = SecretOut

    def visible(self, person: Person) -> QuerySet[Secret]:
        rows = secrets_visible(person)
        if person.has_role("service"):
            rows = rows | _opened_to_service(rows)
        customer, contact = self.asked_id("customer"), self.asked_id("contact")
        rows = rows.filter(customer_id=customer) if customer else rows
        rows = rows.filter(contact_id=contact) if contact else rows
        return answering(rows, self.asked("q")) if self.asked("q").strip() else rows

    def paginate_queryset(self, queryset: Any) -> Any:
        rows = super().paginate_queryset(queryset)
        _note_readings(self.person, rows or [])
        return rows

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002
        secret = self.get_object()
        _note_readings(self.person, [secret])
        return self.answer(secret)

    @takes(SecretIn, SecretOut, status=201)
    def create(self, request: Request) -> Response:  # noqa: ARG002 - read() reads it
        wanted = self.read(SecretIn)
        find_named(self.person, wanted)
        if "colleague" in wanted:
            wanted["colleague"] = find_person(wanted["colleague"], "colleague")
        return self.made_once(lambda: actions.record_secret(person=self.person, **wanted))

    @takes(SecretChange, SecretOut)
    def partial_update(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        secret, wanted = self.get_object(), self.read(SecretChange)
        dates = {name: wanted.pop(name) for name in _DATES if name in wanted}
        return self.changed(
            lambda version: actions.change_secret(
                person=self.person, secret=secret, version=version, dates=dates, **wanted
            )
        )

    @takes(None, SecretOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Share a draft, or a third party's word, now that the customer confirmed it."""
        secret = self.get_object()
        return self.changed(
            lambda version: actions.confirm_secret(
                person=self.person, secret=secret, version=version
            )
        )

    @takes(None, SecretOut)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Say that it is still true."""
        secret = self.get_object()
        return self.changed(
            lambda version: actions.review_secret(
                person=self.person, secret=secret, version=version
            )
        )

    @takes(SecretMove, SecretOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Say that it was about somebody else; everything is asked again for the new person."""
        secret, wanted = self.get_object(), self.read(SecretMove)
        find_named(self.person, wanted)
        return self.changed(
            lambda version: actions.move_secret(
                person=self.person, secret=secret, version=version, **wanted
            )
        )

    def destroy(self, request: Request, pk: str) -> Response:  # noqa: ARG002 - get_object reads it
        """Take it back: nobody sees it any more, and in 30 days it is gone for good."""
        actions.withdraw_secret(person=self.person, secret=self.get_object())
        return Response(status=204)


def _opened_to_service(rows: QuerySet[Secret]) -> QuerySet[Secret]:
    """Give what a customer's open ticket shows to service staff."""
    windows = ReadingWindow.objects.filter(customer=OuterRef("customer"), closed_at__isnull=True)
    return rows.model.objects.select_related(*_BESIDE).filter(
        Q(Exists(windows)),
        state=State.KEPT,
        uses__overlap=[Use.SERVICE.value, Use.SURPRISE.value],
    )


_BESIDE = ("customer", "contact", "author", "told_to", "colleague")


def _note_readings(person: Person, secrets: Iterable[Secret]) -> None:
    """Record who read the secrets of which customers, and through which ticket if not by right."""
    by_right: list[Customer] = []
    for customer in {secret.customer_id: secret.customer for secret in secrets}.values():
        if may_read_customer(person, customer):
            by_right.append(customer)
            continue
        windows = ReadingWindow.objects.filter(customer=customer, closed_at__isnull=True)
        window = windows.order_by("-id").first()
        if window is not None:
            note_reading(person=person, customers=[customer], ticket_id=window.ticket_id)
    if by_right:
        note_reading(person=person, customers=by_right)
