"""Other systems are told a kind, a number and a link: signed, safely, and until they took it."""

import hashlib
import hmac
import json
import socket
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from accounts.models import Person
from crm.errors import NotAllowedError, RuleBrokenError
from crm.notices import actions as notices
from crm.notices import channels, queries, webhooks
from crm.notices.models import Endpoint, Notice
from tests.conftest import Clock
from tests.notices.hook_server import HookServer, open_hook_server
from tests.people import Company


@pytest.fixture
def hook(settings: Settings) -> Iterator[HookServer]:
    with open_hook_server() as server:
        settings.NOTICES_WEBHOOK_INSIDE = [server.place]
        yield server


def made(company: Company, url: str, **changes: object) -> notices.MadeEndpoint:
    asked = {"name": "Room", "style": "signed", "kinds": ["ticket"], "team_id": company.service.pk}
    return notices.make_endpoint(by=company.sara, url=url, **(asked | changes))


def tell(*people: Person, **changes: object) -> None:
    told = {
        "once_key": "recovery:412:1:halfway",
        "subject": "OOPS 412, Norte Foods: half the time has passed",
        "body": "Ana said: the freezer broke.",
        "url": "/recovery/412/",
        "about_kind": "ticket",
        "about_id": "412",
        "event": "halfway",
    }
    for person in people:
        notices.tell_many([notices.NewNotice(person=person, **(told | changes))])


def posts() -> list[tuple[str, str]]:
    return list(Notice.objects.filter(endpoint__isnull=False).values_list("state", "last_error"))


@pytest.mark.django_db
def test_a_team_is_posted_one_signed_line_without_anybodys_words(
    company: Company, hook: HookServer, settings: Settings, clock: Clock
) -> None:
    key = made(company, hook.url).key
    made(company, hook.url, style="chat", team_id=None, person_id=company.kim.pk)

    tell(company.kim, company.sara)
    tell(company.kim, about_kind="gift", once_key="g")
    tell(company.kim, once_key="hidden", is_private=True)
    assert notices.send_waiting() == 3 + 4

    assert [post.path for post in hook.posts] == ["/hook?room=7"] * 3
    first = hook.posts[0]
    assert json.loads(first.body) | {"id": "", "told_at": ""} == {
        "id": "",
        "kind": "ticket",
        "event": "halfway",
        "about": {"kind": "ticket", "id": "412"},
        "text": "OOPS 412: halfway",
        "url": f"{settings.BASE_URL}/recovery/412/",
        "told_at": "",
    }
    timestamp = first.headers["X-Confidant-Timestamp"]
    assert timestamp == str(int(clock.at.timestamp()))
    mac = hmac.new(key.encode(), f"{timestamp}.".encode() + first.body, hashlib.sha256)
    assert first.headers["X-Confidant-Signature"] == f"sha256={mac.hexdigest()}"
    said = {"text": f"OOPS 412: halfway {settings.BASE_URL}/recovery/412/"}
    assert [json.loads(post.body) for post in hook.posts[1:]] == [said, said]
    assert "X-Confidant-Signature" not in hook.posts[1].headers
    row = Endpoint.objects.earliest("pk")
    assert key not in row.sealed_key
    assert "hook" not in row.sealed_url


@pytest.mark.django_db
def test_a_server_that_is_busy_is_asked_again_and_one_that_refuses_fails_at_once(
    company: Company, hook: HookServer, clock: Clock
) -> None:
    endpoint = made(company, hook.url).endpoint
    hook.answers = [503, 429]
    notices.try_endpoint(by=company.ada, endpoint=endpoint)
    for error in ("503", "429"):
        assert notices.send_waiting() == 0
        assert posts() == [("waiting", f"NotNowError: the webhook answered {error}")]
        clock.move(minutes=10)
    assert notices.send_waiting() == 1
    assert "it works" not in str(posts())

    for refused in (302, 404, 410):
        hook.answers = [refused]
        trial = notices.try_endpoint(by=company.ada, endpoint=endpoint)
        notices.send_waiting()
        trial.refresh_from_db()
        assert (trial.state, str(refused) in trial.last_error) == ("failed", True)
    assert len(hook.posts) == 6

    notices.switch_endpoint(by=company.ada, endpoint=endpoint, active=False)
    notices.resend_notice(person=company.sara, notice_id=trial.pk)
    notices.send_waiting()
    assert queries.failed_notices().first().last_error == "RefusedError: the webhook was stopped"
    tell(company.kim)
    assert Notice.objects.filter(endpoint=endpoint).count() == 4


@pytest.mark.django_db
def test_one_webhook_that_hangs_holds_up_no_other_and_ends_as_failed(
    company: Company,
    hook: HookServer,
    settings: Settings,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(webhooks, "SECONDS_A_STEP", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"127.0.0.1:{silent.getsockname()[1]}"
        settings.NOTICES_WEBHOOK_INSIDE = [place, hook.place]
        made(company, f"http://{place}/", name="Silent")
        made(company, hook.url)
        tell(company.kim)
        tell(company.kim, once_key="another")
        assert notices.send_waiting() == 2 + 2
        assert len(hook.posts) == 2
        errors = Notice.objects.filter(endpoint__name="Silent").order_by("pk")
        assert [notice.attempts for notice in errors] == [1, 0]
        assert errors[0].last_error.startswith("OutOfReachError: TimeoutError")
        for _turn in range(12):
            clock.move(hours=7)
            notices.send_waiting()
    assert [notice.state for notice in errors.all()] == ["failed", "failed"]


@pytest.mark.django_db
def test_whoever_makes_one_is_told_at_once_what_is_wrong_with_it(
    company: Company, settings: Settings
) -> None:
    for url in (
        "http://hooks.example/x",
        "ftp://hooks.example/x",
        "https://user@hooks.example/",
        "https://127.0.0.1/",
        "https://[::1]:8443/",
        "https://169.254.169.254/latest/meta-data",
        "https://hooks.example:99999/",
        "https:///",
    ):
        with pytest.raises(RuleBrokenError) as caught:
            made(company, url)
        assert (caught.value.code, caught.value.field) == ("notices.bad_url", "url"), url
    settings.NOTICES_WEBHOOK_INSIDE = ["chat.halden.example:8065"]
    with pytest.raises(RuleBrokenError, match="whole team"):
        made(company, "http://chat.halden.example:8065/h", kinds=["pay"])
    with pytest.raises(NotAllowedError):
        notices.make_endpoint(
            by=company.kim, name="x", style="chat", url="https://a.example", kinds=["ticket"]
        )
    kept = made(company, "http://chat.halden.example:8065/h").endpoint
    assert kept.host == "chat.halden.example"
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 10, []
    with pytest.raises(channels.RefusedError, match="sealed with another"):
        webhooks.opened(kept)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False), ("10.0.0.8", False), ("169.254.169.254", False), ("::1", False),
        ("100.64.0.1", False), ("224.0.0.1", False), ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("64:ff9b::a00:8", False),
        ("64:ff9b:1::1", False), ("2001:0:1::1", False), ("fd00::1", False),
        ("::127.0.0.1", False), ("::ffff:0:7f00:1", False), ("fec0::1", False), ("::", False),
        ("2606:2800::5efe:a00:8", False), ("3fff::1", False), ("192.0.0.8", False),
        ("192.0.32.8", True), ("2606:2800:220:1::1", True), ("64:ff9b::c000:2008", True),
    ],
)  # fmt: skip
def test_an_address_is_public_only_when_what_it_wraps_is(address: str, public: bool) -> None:
    assert webhooks.is_public(address) is public


def test_a_name_that_leads_into_our_own_network_is_refused() -> None:
    with pytest.raises(channels.RefusedError, match="private"):
        channels.public_address("localhost", 443)


@pytest.mark.django_db
def test_the_company_s_own_webhook_needs_https_and_is_left_out_where_there_is_none(
    company: Company, settings: Settings
) -> None:
    tell(company.dana, channels=("webhook",))
    assert not Notice.objects.exists()

    settings.NOTICES_WEBHOOK_URL, settings.NOTICES_WEBHOOK_KEY = "http://hooks.example/x", "key"
    tell(company.dana, channels=("webhook",), once_key="hidden", is_private=True)
    for _turn in "once", "again":
        people = {"person": company.dana}, {"person": company.kim}
        told = {"once_key": "one", "subject": "s", "body": "b", "channels": ("webhook",)}
        notices.tell_many(notices.NewNotice(**told, **one) for one in people)  # type: ignore[arg-type]
    notices.send_waiting()
    assert Notice.objects.get().once_key == "one"
    assert queries.failed_notices().get().last_error.startswith("RefusedError: the webhook needs")


@pytest.mark.django_db
def test_the_database_itself_refuses_a_webhook_that_cannot_be(company: Company) -> None:
    row = Endpoint(name="n", style="chat", sealed_url="x", kinds=["ticket"], team=company.service)
    row.save()
    for odd, name in (
        ("person_id = made_by_id, team_id = null", "endpoint_of_a_team_or_a_person"),
        (f"person_id = {company.kim.pk}", "endpoint_of_a_team_or_a_person"),
        ("kinds = '{}'", "endpoint_wants_something"),
        ("style = 'signed'", "endpoint_signs_with_a_key"),
        ("name = ''", "endpoint_has_name_and_address"),
    ):
        with (
            pytest.raises(IntegrityError, match=name),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"update notices_endpoint set {odd}")  # noqa: S608
    told = {"channel": "webhook", "subject": "s", "body": ""}
    Notice.objects.create(endpoint=row, once_key="k", **told)
    for odd, name in (
        ({"endpoint": row, "once_key": "k"}, "notice_once_per_endpoint"),
        ({"endpoint": row, "person": company.kim, "once_key": "l"}, "notice_goes_to_one"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Notice.objects.create(**(told | odd))
