"""Every rule of the gate holds by the API, by a file and by a hand in the database too."""

import datetime as dt
from pathlib import Path

import pytest

from crm.errors import RuleBrokenError
from crm.recovery import actions as recovery
from crm.recovery.queries.ideas import ideas_for
from secrets_manual.actions import confirm_secret, judge_use, record_use, sweep_secrets
from secrets_manual.models import Secret
from secrets_manual.queries import secrets_for_brief, secrets_for_ticket, secrets_visible
from secrets_manual.queries.worth import Worth, worth_of
from tests.api.callers import Caller
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import fixed
from tests.secrets_manual.doors import DOORS, DRAFT, HEARSAY, let_in
from tests.secrets_manual.test_imports import imported

pytestmark = pytest.mark.django_db
YEAR = {"since": dt.date(2026, 1, 1), "until": dt.date(2026, 12, 31)}
each_door = pytest.mark.parametrize("door", DOORS)


@pytest.mark.parametrize(
    ("said", "status", "rule"),
    [
        ({"provenance": ""}, 400, None),
        ({"provenance": "guess"}, 400, None),
        ({"provenance": "public"}, 422, "G1"),
        ({"provenance": "public", "address": "https://facebook.com/ana"}, 422, "G1"),
        ({"provenance": "third_party"}, 422, "G1"),
    ],
)
def test_the_api_asks_how_we_know_it(
    company: Company, clock: Clock, said: dict[str, str], status: int, rule: str | None
) -> None:
    body = {"contact": str(company.ana.pk), "text": "Likes tea", "kind": "habit"}
    body |= {"layer": "secret", "glad": "yes"} | said
    answer = Caller(company.dana).send("secrets/", body)
    assert (answer.status_code, answer.json().get("rule")) == (status, rule)
    assert not Secret.objects.exists()


def test_a_file_says_how_we_know_each_row(company: Company, clock: Clock, tmp_path: Path) -> None:
    norte = ("Norte Foods", "Ana Ruiz")
    report = imported(
        tmp_path,
        [
            (*norte, "Likes tea", "", "yes"),
            (*norte, "Likes coffee", "guess", "yes"),
            (*norte, "Likes milk", "public", "yes"),
            (*norte, "Likes water", "third_party", "yes"),
        ],
    )
    assert sorted(each.line for each in report.outcome.refused) == [2, 3, 4, 5]
    assert not Secret.objects.exists()


@each_door
def test_a_draft_of_any_door_is_its_authors_alone_and_gone_after_fourteen_days(
    company: Company, clock: Clock, tmp_path: Path, door: str
) -> None:
    let_in(door, company, tmp_path, "Thinks of a second site", **DRAFT)
    readers = [who for who in (company.dana, company.lea, company.max, company.olga, company.kim)
               if secrets_visible(who).exists()]  # fmt: skip
    assert readers == [company.dana]
    sweep_secrets(today=dt.date(2026, 12, 7))
    assert Secret.objects.exists()
    sweep_secrets(today=dt.date(2026, 12, 8))
    assert not Secret.objects.exists()


def test_no_door_lets_one_say_how_sensitive_something_is(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    body = {"contact": str(company.ana.pk), "text": "Likes tea", "provenance": "told_us",
            "kind": "habit", "glad": "yes", "layer": "secret"}  # fmt: skip
    dana = Caller(company.dana)
    assert dana.send("secrets/", body | {"sensitivity": "business"}).status_code == 400
    assert dana.send("secrets/", body).status_code == 201
    for door in ("api", "import"):
        secret = let_in(door, company, tmp_path, f"Plays golf on Sundays by {door}")
        assert secret.sensitivity == "personal"


@each_door
def test_hearsay_of_any_door_is_seen_by_author_and_manager_and_by_nobody_else(
    company: Company, clock: Clock, tmp_path: Path, door: str
) -> None:
    secret = let_in(door, company, tmp_path, "Prefers training in Portuguese", **HEARSAY)
    assert (secret.state, secret.uses) == ("third_party", [])
    everybody = (company.dana, company.max, company.lea, company.olga, company.kim, company.rui,
                 company.mira, company.petra, company.fin, company.ada)  # fmt: skip
    readers = [who for who in everybody if secrets_visible(who).exists()]
    assert readers == [company.dana, company.max]
    with pytest.raises(RuleBrokenError):
        confirm_secret(person=company.lea, secret=secret)


@each_door
def test_hearsay_of_any_door_is_in_no_brief_no_surprise_and_no_bonus(
    company: Company, clock: Clock, tmp_path: Path, door: str
) -> None:
    nothing = worth_of(company.dana, **YEAR)
    secret = let_in(door, company, tmp_path, "Prefers training in Portuguese", **HEARSAY)
    ticket = fixed(company)
    assert secrets_for_brief(company.dana, company.norte).shown == []
    reading = {"customer": company.norte, "ticket_id": str(ticket.pk)}
    for who in (company.kim, company.dana, company.max):
        assert secrets_for_ticket(person=who, **reading) == []
    with pytest.raises(RuleBrokenError):
        recovery.surprise(
            person=company.kim, ticket=ticket, words="In Portuguese", secret_id=secret.pk
        )
    with pytest.raises(RuleBrokenError):
        record_use(person=company.dana, secret=secret, how="Sent it in Portuguese")
    assert worth_of(company.dana, **YEAR) == nothing


@each_door
def test_hearsay_of_any_door_is_gone_after_thirty_days_unless_confirmed(
    company: Company, clock: Clock, tmp_path: Path, door: str
) -> None:
    let_in(door, company, tmp_path, "Prefers training in Portuguese", **HEARSAY)
    said = let_in(door, company, tmp_path, "Prefers calls at noon", **HEARSAY)
    confirm_secret(person=company.dana, secret=said)
    sweep_secrets(today=dt.date(2026, 12, 23))
    assert Secret.objects.count() == 2
    sweep_secrets(today=dt.date(2026, 12, 24))
    assert Secret.objects.get().text == "Prefers calls at noon"


@each_door
def test_what_was_not_asked_for_is_used_for_service_and_briefs_alone(
    company: Company, clock: Clock, tmp_path: Path, door: str
) -> None:
    secret = let_in(door, company, tmp_path, "Decides on paper")
    assert sorted(secret.uses) == ["brief", "service"]
    ticket = fixed(company)
    found = ideas_for(ticket, [secret], clock.at.date())
    assert (len(found.suggestions), len(found.refused)) == (0, 1)
    with pytest.raises(RuleBrokenError) as refused:
        recovery.surprise(person=company.kim, ticket=ticket, words="A pad", secret_id=secret.pk)
    assert refused.value.code == "recovery.not_for_surprises"


@each_door
def test_what_is_not_for_briefs_is_in_none(
    company: Company, clock: Clock, tmp_path: Path, door: str
) -> None:
    let_in(door, company, tmp_path, "Decides on paper", uses="service")
    assert secrets_for_brief(company.dana, company.norte).shown == []


@pytest.mark.parametrize("door", ["api", "import"])
def test_a_use_that_nobody_knows_is_refused(
    company: Company, clock: Clock, tmp_path: Path, door: str
) -> None:
    with pytest.raises(AssertionError):
        let_in(door, company, tmp_path, "Decides on paper", uses="gossip")
    assert not Secret.objects.exists()


@each_door
def test_two_missed_reviews_hide_what_came_by_any_door_and_thirty_days_later_it_is_gone(
    company: Company, clock: Clock, tmp_path: Path, door: str
) -> None:
    secret = let_in(door, company, tmp_path, "Decides on paper")
    assert secret.review_on == dt.date(2027, 11, 23)
    day, swept = dt.date(2027, 11, 23), []
    for _time in range(3):
        day += dt.timedelta(days=31)
        swept.append(sweep_secrets(today=day))
        seen = secrets_visible(company.dana).filter(state="kept").exists()
        assert seen == (swept[-1].missed == 1)
    assert [(each.missed, each.hidden, each.purged) for each in swept] == [
        (1, 0, 0), (0, 1, 0), (0, 0, 1),
    ]  # fmt: skip
    assert not Secret.objects.exists()


@each_door
def test_more_secrets_of_any_door_are_worth_no_more(
    company: Company, clock: Clock, tmp_path: Path, door: str
) -> None:
    first = let_in(door, company, tmp_path, "Decides on paper")
    judge_use(
        person=company.dana,
        use=record_use(person=company.dana, secret=first, how="Printed it"),
        reception="welcome",
    )
    once = worth_of(company.dana, **YEAR)
    for number in range(3):
        let_in(door, company, tmp_path, f"Likes tea number {number}")
    assert once == worth_of(company.dana, **YEAR) == Worth(once.contacts, 1, 1, 1, 1)
