"""The sweep: who is told, once each; what is spared; what is never lost."""

import pytest

from accounts.models import Person, Team
from crm.journal.models import Entry
from crm.notices.models import Heartbeat, Notice
from crm.recovery import actions, rules
from crm.recovery.models import Rung
from tests.conftest import Clock
from tests.people import Company, make_person
from tests.recovery.tickets import answered, hours, open_one, recovered, rung, states

pytestmark = pytest.mark.django_db


def told() -> set[str]:
    return set(Notice.objects.filter(channel="in_app").values_list("person__name", flat=True))


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("nudge", {"Kim Osei"}),
        ("respond_soon", {"Kim Osei", "Sara Lind"}),
        ("respond_breach", {"Sara Lind", "Dana Vogt"}),
        ("halfway", {"Kim Osei", "Dana Vogt"}),
        ("at_risk", {"Kim Osei", "Sara Lind"}),
        ("last_call", {"Sara Lind", "Olga Brandt"}),
        ("breach", {"Olga Brandt", "Sara Lind", "Kim Osei", "Dana Vogt"}),
    ],
)
def test_each_rung_tells_its_own_people(
    company: Company, clock: Clock, key: str, names: set[str]
) -> None:
    ticket = open_one(company, owner=company.kim)
    ticket.rungs.exclude(key=key).update(state="stale")
    clock.set(rung(ticket, key).due_at)
    assert actions.climb_ladders().climbed == 0
    clock.move(microseconds=1)
    assert actions.climb_ladders().climbed == 1
    assert told() == names
    notice = Notice.objects.filter(channel="in_app").first()
    assert "Norte Foods" in notice.subject
    assert notice.once_key == f"recovery:{ticket.pk}:1:{key}"


def test_an_unassigned_ticket_tells_the_service_lead_and_an_owned_one_nobody(
    company: Company, clock: Clock
) -> None:
    open_one(company)
    open_one(company, customer=company.vega, owner=company.kim)
    clock.move(minutes=15, microseconds=1)
    swept = actions.climb_ladders()
    assert (swept.climbed, swept.spared) == (1, 1)
    assert told() == {"Sara Lind"}


def test_a_backdated_report_climbs_everything_and_tells_each_person_once(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company, owner=company.kim, reported_at=clock.at - hours(25))
    swept = actions.climb_ladders()
    assert (swept.climbed, swept.spared) == (7, 1)
    assert Notice.objects.filter(channel="in_app").count() == 4
    assert Notice.objects.filter(once_key=f"recovery:{ticket.pk}:1:breach").count() == swept.notices
    climbed = ticket.rungs.filter(state="climbed")
    assert all(one.climbed_at == clock.at > one.due_at for one in climbed)


def test_a_rung_is_climbed_once(company: Company, clock: Clock) -> None:
    open_one(company)
    clock.move(hours=30)
    assert actions.climb_ladders().climbed == 8
    before = Notice.objects.count()
    assert actions.climb_ladders().climbed == 0
    assert Notice.objects.count() == before


def test_a_step_recorded_first_spares_its_rungs_and_tells_nobody(
    company: Company, clock: Clock
) -> None:
    ticket = answered(company)
    assert states(ticket)["nudge"] == "spared"
    clock.move(hours=5)
    assert actions.climb_ladders().climbed == 0
    assert not Notice.objects.exists()


def test_a_rung_found_due_after_its_step_is_spared_however_late(
    company: Company, clock: Clock
) -> None:
    ticket = answered(company)
    ticket.rungs.filter(key="respond_breach").update(state="waiting")
    clock.move(hours=9)
    swept = actions.climb_ladders()
    assert (swept.climbed, swept.spared) == (0, 1)
    assert not Notice.objects.exists()


def test_a_missed_deadline_is_a_breach_at_the_deadline_itself_and_stays(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(company)
    clock.move(hours=40)
    actions.climb_ladders()
    found = dict(ticket.cycle.breaches.values_list("clock", "breached_at"))
    assert found == {"respond": ticket.cycle.respond_by, "recover": ticket.cycle.recover_by}
    actions.respond(person=company.kim, ticket=ticket, how="phone", words="Sorry.")
    assert ticket.cycle.breaches.count() == 2


def test_rungs_of_a_closed_cycle_never_climb(company: Company, clock: Clock) -> None:
    ticket = answered(company)
    actions.lose(person=company.kim, ticket=ticket, reason="They left.")
    again = actions.reopen(person=company.kim, ticket=ticket, reason="They are back.")
    clock.move(hours=2, microseconds=1)
    swept = actions.climb_ladders()
    assert (swept.climbed, swept.spared) == (1, 1)
    assert set(Rung.objects.filter(state="climbed").values_list("cycle", flat=True)) == {
        again.present_id
    }


def test_after_a_change_of_owner_the_new_one_is_told(company: Company, clock: Clock) -> None:
    ticket = open_one(company, owner=company.kim)
    actions.assign_owner(person=company.kim, ticket=ticket, owner=company.sara)
    Notice.objects.all().delete()
    clock.move(hours=2, microseconds=1)
    actions.climb_ladders()
    assert told() == {"Sara Lind"}


def test_the_deputy_is_told_while_somebody_is_away(company: Company, clock: Clock) -> None:
    ola = make_person("Ola Berg", "service", team=company.service)
    Person.objects.filter(pk=company.kim.pk).update(
        deputy=ola, away_from=clock.at, away_until=clock.at + hours(48)
    )
    open_one(company, owner=Person.objects.get(pk=company.kim.pk))
    clock.move(hours=2, microseconds=1)
    actions.climb_ladders()
    assert told() == {"Ola Berg"}


def test_quiet_hours_hold_back_only_the_gentle_rungs(company: Company, clock: Clock) -> None:
    kim = Person.objects.filter(pk=company.kim.pk)
    kim.update(quiet_from="10:00", quiet_until="20:00", zone="UTC")
    open_one(company, owner=kim.get())
    clock.move(hours=2, microseconds=1)
    actions.climb_ladders()
    nudge = Notice.objects.get(channel="email", person=company.kim)
    assert nudge.next_try_at.hour == 20
    clock.move(hours=1)
    actions.climb_ladders()
    soon = Notice.objects.get(
        channel="email", once_key__endswith="respond_soon", person=company.kim
    )
    assert soon.next_try_at == clock.at


def test_the_rated_person_is_never_told_of_a_ticket_born_of_their_card(
    company: Company, clock: Clock
) -> None:
    ticket = open_one(
        company, origin="card", channel="card", hidden_from=company.dana, owner=company.kim
    )
    clock.move(hours=30)
    actions.climb_ladders()
    assert "Dana Vogt" not in told()
    assert "Lea Marsh" in told()
    assert set(
        Entry.objects.filter(subject_id=str(ticket.pk)).values_list("audience", flat=True)
    ) == {"managers"}


def test_nobody_to_tell_is_shown_to_the_service_lead(company: Company, clock: Clock) -> None:
    ticket = open_one(company)
    clock.move(hours=2, microseconds=1)
    actions.climb_ladders()
    assert rung(ticket, "nudge").error == "nobody to tell"
    notice = Notice.objects.get(person=company.sara, channel="in_app")
    assert "nobody could be told" in notice.subject


def test_without_service_leads_the_directors_hear_of_it(company: Company, clock: Clock) -> None:
    Team.objects.update(lead=None)
    open_one(company)
    clock.move(hours=2, microseconds=1)
    actions.climb_ladders()
    assert told() == {"Olga Brandt"}


def test_a_row_that_raises_is_parked_and_the_others_go_on(company: Company, clock: Clock) -> None:
    poison = open_one(company)
    poison.rungs.filter(key="nudge").update(tells=["persons"], persons=["no number"])
    healthy = open_one(company, customer=company.vega)
    clock.move(hours=2, microseconds=1)
    swept = actions.climb_ladders()
    assert (swept.climbed, swept.parked) == (2, 2)
    assert states(healthy)["nudge"] == "climbed"
    parked = rung(poison, "nudge")
    assert parked.state == "waiting"
    assert "ValueError" in parked.error
    assert actions.climb_ladders().parked == 0
    parked.persons, parked.tells = [str(company.kim.pk)], ["persons"]
    parked.save()
    clock.move(minutes=6)
    assert actions.climb_ladders().climbed == 2


def test_named_persons_of_a_policy_are_told(company: Company, clock: Clock) -> None:
    named = rules.Rung(
        key="board", clock="recover", at_pct=10, tells=("persons",), persons=(str(company.fin.pk),)
    )
    policy = rules.Policy(respond_s=14400, recover_s=86400, rungs=(named,))
    actions.set_policy(person=None, severity=2, policy=policy)
    open_one(company)
    clock.move(hours=3)
    actions.climb_ladders()
    assert told() == {"Fin Adler"}


def test_a_sweep_leaves_a_heartbeat_even_when_nothing_is_due(
    company: Company, clock: Clock
) -> None:
    actions.climb_ladders()
    assert Heartbeat.objects.get(name="climb_ladders").at == clock.at


def test_a_recovered_ticket_is_left_alone(company: Company, clock: Clock) -> None:
    recovered(company)
    clock.move(days=2)
    swept = actions.climb_ladders()
    assert (swept.climbed, swept.spared, swept.notices) == (0, 0, 0)


def test_each_climbed_ticket_is_one_entry_in_the_journal(company: Company, clock: Clock) -> None:
    ticket = open_one(company)
    clock.move(hours=30)
    actions.climb_ladders()
    entry = Entry.objects.get(kind="recovery.ladder_climbed")
    assert entry.subject_id == str(ticket.pk)
    assert len(entry.facts["climbed"]) == 8
    assert entry.facts["breached"] == ["respond", "recover"]
