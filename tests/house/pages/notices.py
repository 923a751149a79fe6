"""The bell, what failed, and the demo's mailbox, with enough rows to show a query per row."""

from django.urls import reverse

from accounts.models import Person
from crm.notices import actions
from crm.notices.models import Mail, Notice
from tests.house.access import Place

Asked = tuple[Person, str]


def _told(place: Place) -> None:
    for number in range(60):
        actions.tell(
            people=[place.steward, place.company.kim], once_key=f"k{number}",
            subject=f"Nudge {number}", body="Call Ana.", url="/",
        )  # fmt: skip


def notices(places: dict[str, Place]) -> Asked:
    _told(places["own"])
    return places["own"].steward, reverse("notices")


def bell_count(places: dict[str, Place]) -> Asked:
    _told(places["own"])
    return places["own"].steward, reverse("bell_count")


def notices_failed(places: dict[str, Place]) -> Asked:
    _told(places["own"])
    Notice.objects.filter(channel="email").update(state="failed")
    return places["own"].company.ada, reverse("notices_failed")


def _kept() -> Mail:
    return [
        Mail.objects.create(sender="a@b.example", subject=f"Letter {number}")
        for number in range(30)
    ][-1]


def mailbox(places: dict[str, Place]) -> Asked:
    _kept()
    return places["own"].steward, reverse("mailbox")


def mail(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("mail", args=[_kept().pk])


PAGES = [notices, bell_count, notices_failed, mailbox, mail]
