"""Programs read the bell and the journal with the rights of the token's person."""

from rest_framework.test import APIRequestFactory, force_authenticate

from accounts.models import Person
from crm.journal import actions as journal
from crm.journal.api import EntryViewSet
from crm.notices import actions as notices
from crm.notices.api import NoticeViewSet
from crm.notices.models import Notice
from tests.people import Company


def entries_for(person: Person, **filters: str) -> list[dict[str, object]]:
    request = APIRequestFactory().get("/api/v1/journal/", filters)
    force_authenticate(request, person)
    answer = EntryViewSet.as_view({"get": "list"})(request)
    assert answer.status_code == 200
    return answer.data["results"]


def test_the_journal_has_words_for_privacy_none_for_admin_and_own_acts_for_others(
    company: Company,
) -> None:
    for person in (company.dana, company.rui):
        journal.record(
            "recovery.ticket_opened",
            person=person,
            subject_kind="ticket",
            subject_id=person.pk,
            words={"what": "Late."},
        )
    about = {"subject_kind": "ticket"}

    assert [entry["words"] for entry in entries_for(company.petra, **about)] == [
        {"what": "Late."},
        {"what": "Late."},
    ]
    assert [entry["words"] for entry in entries_for(company.ada, **about)] == [None, None]
    assert [entry["person_id"] for entry in entries_for(company.dana, **about)] == [company.dana.pk]
    assert entries_for(company.petra, subject_kind="ticket", subject_id="0") == []


def test_a_notice_is_read_by_its_own_person_only(company: Company) -> None:
    notices.tell(people=[company.dana], once_key="k", subject="Nudge", body="Call Ana.")
    notice = Notice.objects.get(channel="in_app")

    def read(person: Person) -> int:
        request = APIRequestFactory().post("/")
        force_authenticate(request, person)
        view = NoticeViewSet.as_view({"post": "read"})
        return view(request, pk=str(notice.pk)).status_code

    assert read(company.kim) == 404
    assert read(company.dana) == 200
    notice.refresh_from_db()
    assert notice.read_at is not None
