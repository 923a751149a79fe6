"""Lists over the API: keyset pages of at most a hundred rows."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from rest_framework import pagination
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.queries import keyset
from crm.errors import RuleBrokenError

Row = TypeVar("Row", bound=Model)


class KeysetPagination(pagination.BasePagination):
    """Lists answer `{"next": cursor, "results": […]}`; `?page_size=` is at most 100."""

    next_cursor = ""

    def paginate_queryset(  # type: ignore[override]  # every list of ours is a queryset
        self, queryset: QuerySet[Row], request: Request, view: Any = None
    ) -> list[Row]:
        page = keyset(
            queryset,
            order=getattr(view, "order", ("-id",)),
            cursor=request.query_params.get("cursor"),
            size=self._size(request),
        )
        self.next_cursor = page.next_cursor
        return page.rows

    def _size(self, request: Request) -> int:
        raw = request.query_params.get("page_size", "50")
        if not raw.isdecimal() or len(raw) > 3 or not 1 <= int(raw) <= 100:
            raise RuleBrokenError(
                _("page_size lies between 1 and 100."),
                "bad_page_size",
                field="page_size",
                status=400,
            )
        return int(raw)

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next_cursor or None, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {"next": {"type": "string", "nullable": True}, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:  # noqa: ARG002
        return [
            {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}},
            {
                "name": "page_size",
                "in": "query",
                "required": False,
                "schema": {"type": "integer", "minimum": 1, "maximum": 100},
            },
        ]
