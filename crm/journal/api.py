"""The journal by API: all of it for privacy officers, without words for administrators.

Everybody else finds what they did themselves, without words; the timeline of a customer
or a ticket, with its words, belongs to those who may read that customer or ticket.
"""

from typing import ClassVar

from django.db.models import QuerySet
from rest_framework import mixins, serializers, viewsets

from crm.journal import permissions, queries
from crm.journal.models import Entry


class EntryOut(serializers.ModelSerializer[Entry]):
    """One entry; `words` is null for those who may not read words."""

    id = serializers.CharField()
    words = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields: ClassVar[list[str]] = [
            "id",
            "kind",
            "at",
            "actor",
            "person_id",
            "contact_id",
            "subject_kind",
            "subject_id",
            "customer_id",
            "audience",
            "facts",
            "words",
            "position",
            "entry_hash",
        ]
        read_only_fields: ClassVar[list[str]] = fields

    def get_words(self, entry: Entry) -> dict[str, str] | None:
        return entry.words if self.context.get("with_words") else None


class EntryViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Entry]
):
    """Lists entries, newest first; `?subject_kind=` and `?subject_id=` narrow the list."""

    queryset = Entry.objects.none()
    serializer_class = EntryOut
    order: ClassVar[tuple[str, ...]] = ("-id",)

    def get_queryset(self) -> QuerySet[Entry]:
        person = self.request.user
        if not person.is_authenticated:
            return Entry.objects.none()
        if permissions.may_read_all(person):
            found = queries.all_entries()
        else:
            found = queries.entries_by_person(person.pk)
        for name in ("subject_kind", "subject_id"):
            if value := self.request.GET.get(name):
                found = found.filter(**{name: value.replace("\0", "")})
        return found

    def get_serializer_context(self) -> dict[str, object]:
        person = self.request.user
        allowed = person.is_authenticated and permissions.may_read_words(person)
        return {**super().get_serializer_context(), "with_words": allowed}
