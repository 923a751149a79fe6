"""What every resource of the API stands on.

A resource names its rows (`visible`, which takes the person), its serializer and its order;
writes call one action. Errors are always `{"code", "message", "field"?}`.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, mixins, serializers, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.tokens import TokenScopeAllows
from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.journal import actions as journal

Row = TypeVar("Row", bound=Model)


class StaleVersionError(RuleBrokenError):
    """An edit that began from an older text; `extra` carries the newer one."""

    def __init__(self, error: RuleBrokenError, current: object) -> None:
        super().__init__(error.message, error.code, status=error.status)
        self.extra = {"current": current}


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields it does not know: a misspelt one must not be lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = sorted(set(data) - set(self.fields))
            if unknown:
                raise serializers.ValidationError(
                    {unknown[0]: [_("There is no such field.")]}, "unknown_field"
                )
        return super().to_internal_value(data)


class Resource(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """A list and its rows, seen with the eyes of the token's person."""

    permission_classes = [IsAuthenticated, TokenScopeAllows]
    order: ClassVar[tuple[str, ...]] = ("-id",)

    @property
    def person(self) -> Person:
        """The person whose token this is."""
        if not isinstance(self.request.user, Person):
            raise exceptions.NotAuthenticated
        return self.request.user

    def visible(self, person: Person) -> QuerySet[Any]:
        """Give the rows the person may see."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.visible(Person()).none()
        return self.visible(self.person)

    def get_object(self) -> Any:
        return self.row(self.kwargs["pk"])

    def row(self, pk: str) -> Any:
        """Give one row that the person may see; what they may not see is not there."""
        try:
            return self.get_queryset().get(pk=pk)
        except (ValueError, OverflowError, self.get_queryset().model.DoesNotExist) as error:
            raise Http404 from error

    def asked(self, name: str) -> str:
        """Give a filter of the list, or an empty text; single rows are not filtered."""
        if self.action != "list" or getattr(self, "swagger_fake_view", False):
            return ""
        value = self.request.query_params.get(name, "")
        if "\x00" in value or len(value) > 500:
            raise RuleBrokenError(
                _("This filter cannot be read."), "bad_filter", field=name, status=400
            )
        return value

    def asked_id(self, name: str) -> int | None:
        """Give an id filter; a sentence when it is none of ours."""
        value = self.asked(name)
        if value and (not value.isascii() or not value.isdecimal() or len(value) > 18):
            raise RuleBrokenError(
                _("This is not one of our ids."), "bad_filter", field=name, status=400
            )
        return int(value) if value else None

    def asked_word(self, name: str, known: Iterable[str]) -> str:
        """Give a filter that is one of a few words; a sentence when it is none of them."""
        value = self.asked(name)
        if value and value not in set(known):
            raise RuleBrokenError(
                _("Choose one of: %(words)s.") % {"words": ", ".join(known)},
                "bad_filter",
                field=name,
                status=400,
            )
        return value

    def read(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """Read the body by a serializer; a sentence at the field when it does not fit."""
        reader = serializer(data=self.request.data)
        reader.is_valid(raise_exception=True)
        return dict(reader.validated_data)

    def answer(self, row: Model, status: int = 200) -> Response:
        """Answer with one row as this person may see it."""
        return Response(self.get_serializer(row).data, status=status)

    def made_once(self, act: Callable[[], Row]) -> Response:
        """Run a creating act; 201 with what it made, 200 when the key had made it before."""
        row, is_new = act_once(self.request, act, again=self.row)
        return self.answer(row, 201 if is_new else 200)

    def done_once(self, act: Callable[[], Model]) -> Response:
        """Run an act on the row of this address; sent again, it answers as it is now."""
        act_once(self.request, act, again=self.row)
        return self.answer(self.get_object())

    def changed(self, act: Callable[[int | None], Model]) -> Response:
        """Run an edit with the version of `If-Match`; the second editor gets the newer text."""
        version = expected_version(self.request)
        try:
            return self.done_once(lambda: act(version))
        except RuleBrokenError as error:
            if error.code != "stale_version":
                raise
            newer = self.get_serializer(self.get_object()).data
            raise StaleVersionError(error, newer) from error


class Nowhere(APIView):
    """Answers addresses of the API that lead nowhere as it answers everything: by code."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002
        raise Http404


def act_once(
    request: Request, act: Callable[[], Row], *, again: Callable[[str], Row]
) -> tuple[Row, bool]:
    """Run an act once per `Idempotency-Key`; the second time `again` finds what was made.

    Gives the row and whether it is new. The key is claimed in the act's own transaction. A
    refusal by the gate (422) is a fact of its own: its note stays, though nothing was made.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return act(), True
    person, once, sent = _read_key(request, key)
    with transaction.atomic():
        before = journal.claim_once(once, person=person)
        if before:
            made, _space, was_sent = before.partition(" ")
            if was_sent != sent:
                raise RuleBrokenError(
                    _("This Idempotency-Key was used for something else."),
                    "idempotency_key_reused",
                    status=422,
                )
            return again(made), False
        try:
            row = act()
        except RuleBrokenError as error:
            if error.status != 422:
                raise
            refused = error
        else:
            journal.answer_once(once, person=person, made=f"{row.pk} {sent}")
            return row, True
    raise refused


def _read_key(request: Request, key: str) -> tuple[Person | None, str, str]:
    """Give whose key it is, the key within its place, and a digest of what was sent."""
    if len(key) > 200:
        raise RuleBrokenError(
            _("The Idempotency-Key is too long."), "bad_idempotency_key", status=400
        )
    person = request.user if isinstance(request.user, Person) else None
    place = f"{person and person.pk}|{request.path}|{key}"
    body = json.dumps(request.data, sort_keys=True, default=str)
    once, sent = (hashlib.sha256(text.encode()).hexdigest() for text in (place, body))
    return person, once, sent


def expected_version(request: Request) -> int | None:
    """Read `If-Match`, a version in quotes or without; None when the caller does not mind."""
    raw = request.headers.get("If-Match", "").strip().strip('"')
    if not raw or raw == "*":
        return None
    if not raw.isascii() or not raw.isdecimal() or len(raw) > 9:
        raise RuleBrokenError(
            _("If-Match must be the version you read."), "bad_version", status=400
        )
    return int(raw)
