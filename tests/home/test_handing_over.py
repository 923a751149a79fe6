"""A customer goes to another steward who said yes; a leaver's work goes on with others."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.actions import accept_offer, offer_customer
from accounts.models import Customer, HandOver, Person, Team
from accounts.queries import steward_of
from crm import clock as crm_clock
from crm.deals.models import Deal
from crm.errors import NotAllowedError, RuleBrokenError
from crm.home.actions.handing import accept_hand_over, move_work_of_the_day
from crm.home.actions.leaving import move_everything, work_of
from crm.home.actions.movers import MOVERS
from crm.journal.models import Entry
from crm.notices.models import Notice
from crm.recovery.actions import open_ticket
from crm.recovery.models import Ticket
from secrets_manual.actions import make_promise
from secrets_manual.models import Promise
from tests import people
from tests.conftest import Clock
from tests.people import Company

LATER = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
SignIn = Callable[[Person], Client]

#: Columns that name a person as history, as themselves, or as something that ends with them.
#: A new column that makes somebody responsible belongs to a mover instead.
STAYS = """
account.EmailAddress.user mfa.Authenticator.user
accounts.Acquaintance.person accounts.Alternative.person accounts.ContactRole.person
accounts.DecisionStep.person accounts.Trust.person
accounts.ApiToken.person accounts.BulkChange.person accounts.Contact.address_edited_by
accounts.Consent.person accounts.Pause.person accounts.Preference.person
accounts.ContactPair.parted_by accounts.CustomerPair.parted_by accounts.HandOver.giver
accounts.HandOver.offered_by accounts.HandOver.receiver accounts.ImportBatch.person
accounts.Merge.person accounts.Merge.undone_by accounts.PersonInvitation.invited_by
accounts.PersonInvitation.person accounts.RoleGrant.person accounts.SavedView.person
compensation.Assignment.person compensation.Dispute.answered_by compensation.FrozenFacts.person
compensation.LedgerEntry.approver compensation.LedgerEntry.author compensation.LedgerEntry.person
compensation.Period.approved_by compensation.Period.calculated_by compensation.Period.closed_by
compensation.PlanVersion.approver compensation.PlanVersion.author
compensation.PlanVersion.published_by compensation.Statement.person deals.DealCredit.person
deals.SuccessDefinition.recorded_by home.MeetingDecision.person
journal.Entry.person journal.OnceKey.person
notices.DigestHour.person notices.NoticeChoice.person notices.Endpoint.made_by
notices.Endpoint.person notices.Notice.person recovery.Appointment.made_by recovery.Comment.person
recovery.Cycle.fixed_by recovery.Cycle.lost_by recovery.Cycle.recovered_by
recovery.Cycle.responded_by recovery.Cycle.surprised_by recovery.Cycle.worked_around_by
recovery.Cycle.lesson_done_by recovery.OnCall.made_by
recovery.PassOn.person recovery.Strength.edited_by recovery.Strength.person
recovery.TicketLink.made_by recovery.TicketMerge.merged_by recovery.TicketMerge.undone_by
recovery.Loyalty.hidden_from recovery.Message.person
recovery.Mention.person recovery.SavedReply.person
recovery.Policy.made_by recovery.Policy.withdrawn_by
recovery.SurprisePlan.made_by recovery.Ticket.hidden_from recovery.Ticket.opened_by
report_cards.Card.person report_cards.Card.released_by
report_cards.Design.published_by report_cards.Exclusion.decided_by
report_cards.Exclusion.proposed_by report_cards.Invitation.person report_cards.Skip.person
"""


def test_every_column_for_somebody_responsible_has_a_mover() -> None:
    there = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Person
    }
    moved = {column for mover in MOVERS for column in mover.columns}
    assert moved <= there
    known = moved | set(STAYS.split())
    history = {label for label in there - known if label.startswith("secrets_manual.")}
    # Who wrote, read, asked or voted stays who did; "owner" and "keeper" would not.
    assert not [label for label in history if label.endswith(("owner", "keeper", "steward"))]
    assert there - known - history == set()


@pytest.fixture
def busy(company: Company) -> Company:
    """Dana with a ticket, a promise and a deal at Norte Foods, a team and a deputy's duty."""
    open_ticket(person=company.kim, customer=company.norte, words="Late", severity=2,
                channel="phone", owner=company.dana)  # fmt: skip
    make_promise(
        person=company.dana, customer=company.norte, words="Call back",
        due_at=crm_clock.now() + dt.timedelta(days=3),
    )  # fmt: skip
    Deal.objects.create(customer=company.norte, owner=company.dana, opened_on=dt.date(2026, 1, 5))
    Customer.objects.filter(pk=company.norte.pk).update(keeper=company.dana)
    Person.objects.filter(pk=company.kim.pk).update(deputy=company.dana)
    Team.objects.filter(pk=company.other_sales.pk).update(manager=company.dana)
    return company


def offer(company: Company, **changes: object) -> HandOver:
    given = {
        "person": company.dana,
        "customer": company.norte,
        "receiver": company.rui,
        "from_on": crm_clock.today(),
        "must_know": "Ana decides on paper.",
    }
    return offer_customer(**(given | changes))


def test_nothing_moves_until_the_receiver_accepts_and_then_the_open_work_does(
    busy: Company, signed_in: SignIn
) -> None:
    dana, rui = signed_in(busy.dana), signed_in(busy.rui)
    sent = {"receiver": busy.rui.pk, "from_on": str(crm_clock.today()), "must_know": "On paper."}
    page = dana.post(reverse("hand_over_new", args=[busy.norte.pk]), sent).url
    assert steward_of(busy.norte) == busy.dana
    assert "is offered to you" in rui.get("/").content.decode()
    seen = rui.get(page).content.decode()
    assert "On paper." in seen
    assert "Open promises" in seen
    rui.post(page + "answer/", {"answer": "accept"})
    assert steward_of(busy.norte) == busy.rui
    assert {row.owner for row in (Ticket.objects.get(), Promise.objects.get())} == {busy.rui}
    assert Deal.objects.get().owner == busy.rui
    told = rui.get(page).content.decode()
    assert "Dear Ana Ruiz" in told
    rui.post(page + "answer/", {"answer": "told"})
    assert HandOver.objects.get().told_at is not None
    kinds = Entry.objects.filter(kind__startswith="accounts.hand_over_").values_list("kind")
    assert len(kinds) == 3


def test_a_no_needs_a_reason_and_leaves_the_steward(company: Company, signed_in: SignIn) -> None:
    row = offer(company)
    rui = signed_in(company.rui)
    url = reverse("hand_over_answer", args=[row.pk])
    assert rui.post(url, {"answer": "decline", "reason": " "}).status_code == 409
    rui.post(url, {"answer": "decline", "reason": "Full until March"})
    assert steward_of(company.norte) == company.dana
    page = signed_in(company.dana).get(reverse("hand_over", args=[row.pk])).content.decode()
    assert "Full until March" in page


def test_the_stewardship_moves_on_the_day_agreed(company: Company, clock: Clock) -> None:
    row = offer(company, from_on=dt.date(2026, 12, 1))
    made = make_promise(person=company.dana, customer=company.norte, words="Call back",
                        due_at=LATER)  # fmt: skip
    accept_hand_over(person=company.rui, hand_over_id=row.pk)
    assert steward_of(company.norte) == company.dana
    assert (move_work_of_the_day(), Promise.objects.get().owner) == (0, company.dana)
    assert steward_of(company.norte, dt.date(2026, 11, 30)) == company.dana
    assert steward_of(company.norte, dt.date(2026, 12, 1)) == company.rui
    clock.move(days=9)
    assert (move_work_of_the_day(), Promise.objects.get().owner) == (1, company.rui)
    Promise.objects.filter(pk=made.pk).update(owner=company.dana)
    assert (move_work_of_the_day(), Promise.objects.get().owner) == (0, company.dana)


def test_only_the_receiver_answers_and_only_once(company: Company, signed_in: SignIn) -> None:
    row = offer(company)
    with pytest.raises(NotAllowedError):
        accept_offer(person=company.dana, hand_over_id=row.pk)
    assert signed_in(company.kim).get(reverse("hand_over", args=[row.pk])).status_code == 404
    accept_offer(person=company.rui, hand_over_id=row.pk)
    with pytest.raises(RuleBrokenError, match="answered already"):
        accept_offer(person=company.rui, hand_over_id=row.pk)


def test_a_customer_is_offered_to_one_at_a_time_and_not_to_its_steward(company: Company) -> None:
    row = offer(company)
    with pytest.raises(IntegrityError, match="hand_over_offered_once"):
        HandOver.objects.bulk_create([HandOver(
            customer=company.norte, receiver=company.rui, offered_by=company.dana,
            offered_at=row.offered_at, from_on=row.from_on, must_know="x")])  # fmt: skip


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "lost", "answered_at": LATER}, "hand_over_state_known"),
        ({"state": "accepted"}, "hand_over_answered_or_open"),
        (
            {"state": "declined", "answered_at": LATER},
            "hand_over_declined_with_a_reason",
        ),
    ],
)
def test_the_table_of_offers_refuses_nonsense(
    values: dict[str, object], constraint: str, company: Company
) -> None:
    row = offer(company)
    with pytest.raises(IntegrityError, match=constraint):
        HandOver.objects.filter(pk=row.pk).update(**values)


def test_all_work_of_a_leaver_moves_in_one_act_and_the_door_closes(
    busy: Company, signed_in: SignIn
) -> None:
    tom = people.make_person("Tom Reed", "rep", "manager", team=busy.sales)
    client = signed_in(busy.lea)
    offered = offer(busy, customer=busy.vega, person=busy.rui, receiver=busy.dana)
    later = people.make_customer("Delta Mills", steward=busy.rui)
    day = crm_clock.today() + dt.timedelta(days=9)
    promised = offer(busy, customer=later, person=busy.rui, receiver=busy.dana, from_on=day)
    accept_offer(person=busy.dana, hand_over_id=promised.pk)
    page = client.get(reverse("leaving", args=[busy.dana.pk])).content.decode()
    assert "Open promises: 1, to" in page
    sent = {mover.key: tom.pk for mover in MOVERS}
    answer = client.post(reverse("leaving", args=[busy.dana.pk]), sent)
    assert answer.url == reverse("settings_people")
    assert not any(work_of(busy.dana).values())
    assert steward_of(busy.norte) == tom
    assert Ticket.objects.get().owner == Promise.objects.get().owner == Deal.objects.get().owner
    assert Customer.objects.get(pk=busy.norte.pk).keeper == tom
    assert Person.objects.get(pk=busy.kim.pk).deputy == tom
    assert not Person.objects.get(pk=busy.dana.pk).is_active
    assert (steward_of(later), steward_of(later, day)) == (busy.rui, tom)
    offered.refresh_from_db()
    assert (offered.state, offered.reason) == ("withdrawn", "Dana Vogt is no longer with us.")
    told = Notice.objects.filter(once_key=f"hand-over:{offered.pk}:withdrawn", channel="in_app")
    assert [row.person for row in told] == [busy.rui]
    yours = Notice.objects.get(person=tom, channel="in_app", about_kind="person")
    assert "Open promises: 1\n" in yours.body
    entry = Entry.objects.get(kind="accounts.person_let_go")
    assert entry.facts["moved"]["customers"] == 2


def test_without_a_receiver_for_one_kind_nothing_moves_at_all(
    busy: Company, signed_in: SignIn
) -> None:
    tom = people.make_person("Tom Reed", "rep", "manager", team=busy.sales)
    before = work_of(busy.dana)
    sent = {mover.key: tom.pk for mover in MOVERS if mover.key != "deputies"}
    answer = signed_in(busy.lea).post(reverse("leaving", args=[busy.dana.pk]), sent)
    assert answer.status_code == 422
    assert "Say who receives this" in answer.content.decode()
    assert work_of(busy.dana) == before
    assert Person.objects.get(pk=busy.dana.pk).is_active


def test_nobody_lets_go_of_themselves_or_of_people_elsewhere(
    busy: Company, signed_in: SignIn
) -> None:
    for person, leaver in ((busy.lea, busy.rui), (busy.ada, busy.ada), (busy.sara, busy.dana)):
        assert signed_in(person).get(reverse("leaving", args=[leaver.pk])).status_code == 404
        with pytest.raises(NotAllowedError):
            move_everything(by=person, leaver=leaver, receivers={})
