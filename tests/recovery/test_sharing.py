"""Tickets nobody took find somebody: fairly, with a reason, and never straight back."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Contact, Person
from crm.errors import RuleBrokenError
from crm.journal.models import Entry
from crm.notices.models import Notice
from crm.recovery import actions
from crm.recovery.models import PassOn, Sharing, Strength, Ticket
from tests.conftest import Clock
from tests.people import Company, make_person
from tests.recovery.test_constraints import set_columns
from tests.recovery.tickets import answered, open_one, states

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def tomas(company: Company) -> Person:
    """A second pair of hands who speaks Spanish, as does Ana."""
    tomas = make_person("Tomas Berg", "service", team=company.service)
    Contact.objects.filter(pk=company.ana.pk).update(language="es-MX")
    actions.set_strength(by=company.sara, person=tomas, languages=["es"], causes=[])
    return tomas


def test_a_selection_is_handed_out_by_language_and_load_and_the_sentence_says_why(
    company: Company, clock: Clock, tomas: Person, signed_in: SignIn
) -> None:
    """Ana's two go to Tomas; of Vega's, nobody speaks more, so that they go to empty hands."""
    spanish = [open_one(company) for _one in range(2)]
    plain = [open_one(company, customer=company.vega) for _one in range(2)]
    sara = signed_in(company.sara)
    page = sara.get(reverse("load")).content.decode()
    assert "Tomas: speaks Español, 0 open, least loaded" in page
    sent = {"ticket": [one.pk for one in (*plain, *spanish)]}
    said = sara.post(reverse("load_share"), sent, follow=True).content.decode()
    assert f"OOPS {spanish[1].pk}: Tomas: speaks Español, 1 open" in said
    owners = {row.pk: row.owner and row.owner.get_short_name() for row in Ticket.objects.all()}
    assert [owners[one.pk] for one in spanish] == ["Tomas", "Tomas"]
    assert {owners[one.pk] for one in plain} == {"Kim", "Sara"}
    assert "Every open ticket has an owner" in said
    entry = Entry.objects.filter(kind="recovery.owner_assigned", subject_id=plain[0].pk).get()
    assert "least loaded" in entry.words_row.words["why"]
    assert Notice.objects.filter(person=tomas, about_id=str(spanish[0].pk)).exists()


def test_the_policy_hands_out_beside_the_ladder_and_only_to_people_at_work(
    company: Company, clock: Clock, tomas: Person, signed_in: SignIn
) -> None:
    ticket = open_one(company)
    clock.move(minutes=20)
    assert actions.share_unowned() == 0  # it only suggests
    sent = {"mode": "assign", "after_minutes": 20}
    signed_in(company.olga).post(reverse("load_policy"), sent)
    Person.objects.filter(pk=tomas.pk).update(away_from=clock.at)
    Person.objects.filter(pk=company.kim.pk).update(
        quiet_from=dt.time(0), quiet_until=dt.time(23, 59)
    )
    assert actions.climb_ladders().climbed == 1  # nobody took it: the lead hears of it first
    assert actions.share_unowned() == 1
    assert actions.share_unowned() == 0
    ticket.refresh_from_db()
    assert ticket.owner == company.sara
    assert states(ticket)["unassigned"] == "climbed"
    assert Entry.objects.get(kind="recovery.owner_assigned").person is None
    open_one(company)
    clock.move(hours=16)  # at night, and nobody is on call
    assert actions.share_unowned() == 0
    actions.plan_on_call(
        by=None, team=company.service, person=company.kim,
        from_at=clock.at, until_at=clock.at + dt.timedelta(days=1),
    )  # fmt: skip
    assert actions.share_unowned() == 1
    assert Ticket.objects.filter(owner=company.kim).count() == 1


def test_what_is_passed_on_never_comes_straight_back_and_the_lead_hears_of_the_second_time(
    company: Company, clock: Clock, tomas: Person, signed_in: SignIn
) -> None:
    ticket = open_one(company, owner=tomas)
    url = reverse("ticket_act", args=[ticket.pk, "owner"])
    client, knows = signed_in(tomas), "I know nothing of sterilisers"
    assert (
        "This was handed to you" in client.get(reverse("ticket", args=[ticket.pk])).content.decode()
    )
    assert client.post(url, {"owner": "rule", "reason": " "}).status_code == 422
    assert client.post(url, {"owner": "rule", "reason": knows}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.owner in {company.kim, company.sara}
    assert f"handed it on: “{knows}”" in _refusal(company, ticket, tomas)
    assert not Notice.objects.filter(subject__contains="handed on").exists()
    first = ticket.owner
    assert (
        signed_in(first).post(url, {"owner": "rule", "reason": "Full until four"}).status_code
        == 302
    )
    ticket.refresh_from_db()
    assert ticket.owner not in {tomas, first}
    told = Notice.objects.filter(subject__contains="handed on", channel="in_app")
    assert [row.person for row in told] == [company.sara]
    last = ticket.owner
    assert last is not None
    actions.accept(person=last, ticket=ticket)
    actions.pass_on(person=last, ticket=ticket, reason="My train leaves")
    again = Ticket.objects.get()
    assert (again.owner, again.assigned_at, again.accepted_at) == (None, None, None)
    assert actions.assign_owner(person=company.sara, ticket=ticket, owner=last).owner == last
    reasons = PassOn.objects.order_by("id").values_list("reason", flat=True)
    assert list(reasons)[1:] == ["Full until four", "My train leaves"]


def _refusal(company: Company, ticket: Ticket, owner: Person) -> str:
    with pytest.raises(RuleBrokenError) as refused:
        actions.assign_owner(person=None, ticket=ticket, owner=owner)
    assert refused.value.code == "recovery.passed_on_before"
    return refused.value.message


def test_oneself_and_the_lead_say_what_somebody_is_good_at(
    company: Company, clock: Clock, tomas: Person, signed_in: SignIn
) -> None:
    cause = actions.add_cause(person=None, name="Packed wrongly")
    url = reverse("load_person", args=[tomas.pk])
    assert signed_in(company.kim).get(url).status_code == 403
    sent = {"languages": ["el", "es"], "causes": [cause.pk]}
    assert signed_in(tomas).post(url, {**sent, "languages": ["xx"]}).status_code == 422
    assert signed_in(tomas).post(url, {**sent, "languages": ["ar"]}).status_code == 302
    row = Strength.objects.get(person=tomas)
    assert (row.languages, row.takes_tickets, row.edited_by) == (["ar"], False, tomas)
    page = signed_in(company.sara).get(reverse("load")).content.decode()
    assert "Packed wrongly" in page
    assert "by themselves" in page
    ticket = open_one(company)
    actions.set_cause(person=company.kim, ticket=ticket, cause=cause)
    made = actions.assign_fairly(person=company.sara, tickets=[ticket])
    assert made[0].person != tomas  # who is not handed any by the rule is not
    signed_in(company.sara).post(url, {"causes": [cause.pk], "takes_tickets": "on"})
    other = open_one(company, customer=company.vega)
    actions.set_cause(person=company.kim, ticket=other, cause=cause)
    made = actions.assign_fairly(person=company.kim, tickets=[other])
    assert made[0].why == "Tomas: knows “Packed wrongly”, 0 open, least loaded"


def test_a_ticket_born_of_a_card_shows_in_nobodys_load(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    hidden = actions.open_ticket(
        person=None, customer=company.norte, words="Rude", severity=3, channel="card",
        origin="card", hidden_from=company.sara, owner=company.kim,
    )  # fmt: skip
    open_one(company, owner=company.kim)
    answered(company)
    page = signed_in(company.sara).get(reverse("load")).content.decode()
    assert f'?owner={company.kim.pk}">2</a>' in page
    assert f"OOPS {hidden.pk}," not in page
    assert actions.assign_fairly(person=company.sara, tickets=[hidden]) == []


def test_what_sharing_keeps_is_refused_where_it_cannot_be(company: Company, clock: Clock) -> None:
    actions.set_sharing(by=None, mode="assign", after_minutes=5)
    for columns, name in (
        ({"mode": "never"}, "sharing_mode_known"),
        ({"after_minutes": 0}, "sharing_within_a_day"),
        ({"id": 2}, "sharing_is_one_row"),
    ):
        assert set_columns("recovery_sharing", Sharing.objects.get().pk, **columns) == name
    row = actions.set_strength(by=None, person=company.kim, languages=["es"], causes=[])
    assert set_columns("recovery_strength", row.pk, languages=[""]) == "strength_languages_named"
    ticket = open_one(company, owner=company.kim)
    actions.pass_on(person=company.kim, ticket=ticket, reason="Full")
    assert set_columns("recovery_passon", PassOn.objects.get().pk, reason="") == (
        "pass_on_has_a_reason"
    )
