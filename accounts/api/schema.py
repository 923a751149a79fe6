"""What the OpenAPI schema says of every endpoint: its refusals, its keys, its filters."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers


class RefusalOut(serializers.Serializer[Any]):
    """Every refusal: a stable code for programs and a sentence for the person."""

    code = serializers.CharField()
    message = serializers.CharField()
    field = serializers.CharField(required=False, help_text="The field the sentence is about.")
    rule = serializers.CharField(required=False, help_text="The gate's rule, such as G5.")
    suggestion = serializers.CharField(required=False, help_text="What may be kept instead.")
    current = serializers.DictField(
        required=False, help_text="The newer text, where If-Match named an older version."
    )


ONCE = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="The same key makes one row, however often it is sent.",
)
VERSION = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The version you read; 409 with the newer text when there is one.",
)


class HouseSchema(AutoSchema):
    """Adds to every endpoint what all have in common."""

    def get_override_parameters(self) -> list[Any]:
        common = {"POST": [ONCE], "PATCH": [VERSION]}
        return [*super().get_override_parameters(), *common.get(self.method, [])]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        refused = self._get_response_for_code(RefusalOut, "4XX")  # type: ignore[no-untyped-call]
        return bodies | {"4XX": refused}


def takes(body: Any, gives: Any, status: int = 200) -> Callable[..., Any]:
    """Say what a writing endpoint takes and gives; one that makes a row gives 200 for it again."""
    answers = {200: gives} | ({status: gives} if status != 200 else {})
    return extend_schema(request=body, responses=answers)


def filtered_by(**filters: str) -> Callable[..., Any]:
    """Name the filters of a resource's list, each with what it means."""
    parameters = [OpenApiParameter(name, str, description=told) for name, told in filters.items()]
    return extend_schema_view(list=extend_schema(parameters=parameters))
