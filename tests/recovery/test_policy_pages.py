"""The ladder is edited in the browser, tried on a real ticket, published and taken back."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.journal.models import Entry
from crm.recovery import actions, rules
from crm.recovery.models import Policy
from crm.recovery.rules import DEFAULT_POLICY
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.editing import as_sent
from tests.recovery.tickets import open_one, recovered

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
EDIT = reverse("ladder_edit", args=[2])


def keys(page: str) -> list[str]:
    return re.findall(r'name="rung-\d+-key" value="([^"]*)"', page)


def test_a_ladder_is_rearranged_without_javascript_and_nothing_is_saved(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    client = signed_in(company.sara)
    page = client.get(EDIT).content.decode()
    assert keys(page) == [rung.key for rung in DEFAULT_POLICY.rungs]
    typed = as_sent(DEFAULT_POLICY, **{"rung-1-number": "not yet a number"})
    for pressed, first in (("up:1", ["nudge", "unassigned"]), ("remove:0", ["nudge"])):
        answer = client.post(EDIT, typed | {"do": pressed})
        page = answer.content.decode()
        assert (answer.status_code, keys(page)[: len(first)]) == (200, first)
        assert "not yet a number" in page
    longer = client.post(EDIT, typed | {"do": "add"}).content.decode()
    assert keys(longer)[-1:] == ["breach"]
    assert 'name="rung-8-number"' in longer
    for odd in ("down:7", "up:99", "remove:-1", "up:", "nonsense"):
        assert client.post(EDIT, typed | {"do": odd}).status_code == 200
    assert not Policy.objects.exists()


def test_what_is_wrong_stands_at_its_level_and_is_not_published(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    client = signed_in(company.olga)
    wrong = {"rung-1-key": "unassigned", "rung-2-tells": [], "rung-7-number": "99", "do": "publish"}
    answer = client.post(EDIT, as_sent(DEFAULT_POLICY, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Level 2: Two levels are called “unassigned”" in page
    assert "Level 3: This level tells nobody" in page
    assert "Nobody would hear that it was not put right in time" in page
    past = as_sent(DEFAULT_POLICY, effective_from="2026-11-23T09:00", do="publish")
    assert "This lies in the past" in client.post(EDIT, past).content.decode()
    assert not Policy.objects.exists()


def test_the_edited_ladder_is_played_over_a_real_ticket(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = open_one(company, owner=company.kim)
    clock.move(hours=3)
    actions.climb_ladders()
    actions.respond(person=company.kim, ticket=ticket, how="phone", words="We look.")
    actions.fix(person=company.kim, ticket=ticket, words="Fitted.")
    actions.recover(person=company.kim, ticket=ticket, no_surprise_reason="They asked for none.")
    answer = signed_in(company.sara).post(
        EDIT,
        as_sent(DEFAULT_POLICY, respond_hours="2", **{"rung-2-tells": ["director"], "ticket": ""}),
        headers={"HX-Request": "true"},
    )
    page = answer.content.decode()
    would, did = page.split("What really happened")
    assert answer.status_code == 200
    assert "<form" not in page
    # In two hours instead of four: overdue, and the director hears of it on the way.
    assert "response overdue" in would
    assert "told Olga Brandt" in would
    assert "told Kim Osei" in would
    assert "response overdue" not in did
    assert "told Kim Osei" in did
    assert "Olga" not in did


def test_a_policy_to_come_is_published_read_by_all_and_taken_back(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    running, client = recovered(company), signed_in(company.sara)
    later = as_sent(
        DEFAULT_POLICY, recover_hours="12", effective_from="2026-11-25T08:00", do="publish"
    )
    assert client.post(EDIT, later).status_code == 302
    row = Policy.objects.get()
    assert (row.made_by, row.severity) == (company.sara, 2)
    assert open_one(company, reported_at=clock.at).cycle.recover_by == clock.at + dt.timedelta(1)
    page = signed_in(company.dana).get(reverse("settings_recovery")).content.decode()
    assert "Put it right: 24 h becomes 12 h" in page
    assert "Take it back" not in page
    assert client.post(reverse("policy_withdraw", args=[row.pk])).status_code == 302
    clock.move(hours=72)
    assert open_one(company).cycle.recover_by == clock.at + dt.timedelta(1)
    running.refresh_from_db()
    assert running.cycle.policy == rules.policy_as_mapping(DEFAULT_POLICY)
    kinds = (
        Entry.objects.filter(subject_kind="policy").order_by("id").values_list("kind", flat=True)
    )
    assert list(kinds) == ["recovery.policy_set", "recovery.policy_withdrawn"]
    begun = actions.set_policy(person=company.olga, severity=1, policy=DEFAULT_POLICY)
    with pytest.raises(RuleBrokenError, match="in force already"):
        actions.withdraw_policy(person=company.sara, policy=begun)
