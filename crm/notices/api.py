"""Notices by API: what the token's person was told in the app."""

from typing import ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.notices import actions, queries
from crm.notices.models import Notice


class NoticeOut(serializers.ModelSerializer[Notice]):
    """One notice as the bell shows it; `read_at` is null until it was read."""

    id = serializers.CharField()

    class Meta:
        model = Notice
        fields: ClassVar[list[str]] = [
            "id",
            "subject",
            "body",
            "url",
            "about_kind",
            "about_id",
            "created_at",
            "read_at",
        ]
        read_only_fields: ClassVar[list[str]] = fields


class NoticeViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Notice]
):
    """Lists one's own notices, newest first; `read` marks one as read."""

    queryset = Notice.objects.none()
    serializer_class = NoticeOut
    order: ClassVar[tuple[str, ...]] = ("-id",)

    def get_queryset(self) -> QuerySet[Notice]:
        if not self.request.user.is_authenticated:
            return Notice.objects.none()
        return queries.bell_for(self.request.user)

    @extend_schema(request=None, responses=NoticeOut)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str | None = None) -> Response:  # noqa: ARG002 - routed
        """Mark the notice as read; repeating it changes nothing."""
        notice = self.get_object()
        if request.user.is_authenticated:
            actions.mark_read(person=request.user, notice_ids=[notice.pk])
        notice.refresh_from_db()
        return Response(self.get_serializer(notice).data)
