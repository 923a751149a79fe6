"""The bell, what failed, and the demo's mailbox, with enough rows to show a query per row."""

from django.urls import reverse

from accounts.models import Person
from crm.notices import actions
from crm.notices.channels import STOP
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


def _hooked(places: dict[str, Place]) -> Asked:
    """Make webhooks with posts of every state; give one's page."""
    company = places["own"].company
    for number in range(12):
        endpoint = actions.make_endpoint(
            by=company.ada, name=f"Room {number}", style="signed", kinds=["ticket", "promise"],
            url="https://192.0.32.8/hook", team_id=company.service.pk,
        ).endpoint  # fmt: skip
    for number in range(20):
        actions.tell(
            people=[company.kim], once_key=f"recovery:{number}:1:halfway", subject="Late",
            body="Call.", url="/", about_kind="ticket", about_id=number,
        )  # fmt: skip
    posts = Notice.objects.filter(endpoint__isnull=False, about_id__contains="1")
    posts.update(state="failed", attempts=6, last_error="NotNowError: the webhook answered 503")
    return company.ada, reverse("settings_webhook", args=[endpoint.pk])


def settings_webhook(places: dict[str, Place]) -> Asked:
    return _hooked(places)


def settings_webhooks(places: dict[str, Place]) -> Asked:
    person, _page = _hooked(places)
    return person, reverse("settings_webhooks")


def settings_webhook_new(places: dict[str, Place]) -> Asked:
    return places["own"].company.ada, reverse("settings_webhook_new")


def settings_notices(places: dict[str, Place]) -> Asked:
    person = places["own"].steward
    actions.choose_ways(person=person, ways={"promise": "digest", "idea": "never"}, hour=7)
    return person, reverse("settings_notices")


def notices_stop(places: dict[str, Place]) -> Asked:
    token = STOP.sign_object([places["own"].steward.pk, "promise"])
    return places["own"].steward, reverse("notices_stop", args=[token])


def notices_log(places: dict[str, Place]) -> Asked:
    _hooked(places)
    _told(places["own"])
    return places["own"].company.ada, reverse("notices_log")


def notices_watch(places: dict[str, Place]) -> Asked:
    company = places["own"].company
    _told(places["own"])
    for name in ("beat", "climb_ladders", "queue", "worker"):
        actions.beat(name)
    found = [actions.Found("rungs_overdue", "ticket", str(number), 2) for number in range(30)]
    actions.note_findings(found, people=[company.sara])
    actions.note_findings(found[:20], people=[company.sara])
    return company.ada, reverse("notices_watch")


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


PAGES = [
    notices,
    bell_count,
    notices_failed,
    settings_notices,
    notices_log,
    notices_watch,
    notices_stop,
    settings_webhook,
    settings_webhooks,
    settings_webhook_new,
    mailbox,
    mail,
]
