"""What every resource of the API stands on.

A resource names its rows (`visible`, which takes the person), its serializer and its order;
writes call one action. Errors are always `{"code", "message", "field"?}`.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, mixins, serializers, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.tokens import TokenScopeAllows
from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.journal import actions as journal

Row = TypeVar("Row", bound=Model)


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
        try:
            return self.get_queryset().get(pk=self.kwargs["pk"])
        except (ValueError, OverflowError, self.get_queryset().model.DoesNotExist) as error:
            raise Http404 from error

    def asked(self, name: str) -> str:
        """Give a filter of the list, or an empty text."""
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

    def read(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """Read the body by a serializer; a sentence at the field when it does not fit."""
        reader = serializer(data=self.request.data)
        reader.is_valid(raise_exception=True)
        return dict(reader.validated_data)

    def answer(self, row: Model, status: int = 200) -> Response:
        """Answer with one row as this person may see it."""
        return Response(self.get_serializer(row).data, status=status)


def act_once(
    request: Request, act: Callable[[], Row], *, again: Callable[[str], Row]
) -> tuple[Row, bool]:
    """Run a creating act once per `Idempotency-Key`; the second time `again` finds what was made.

    Gives the row and whether it is new. The key is claimed in the act's own transaction.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return act(), True
    if len(key) > 200:
        raise RuleBrokenError(
            _("The Idempotency-Key is too long."), "bad_idempotency_key", status=400
        )
    person = request.user if isinstance(request.user, Person) else None
    digest = hashlib.sha256(f"{person and person.pk}|{request.path}|{key}".encode()).hexdigest()
    with transaction.atomic():
        before = journal.claim_once(digest, person=person)
        if before:
            return again(before), False
        row = act()
        journal.answer_once(digest, person=person, made=str(row.pk))
        return row, True


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
