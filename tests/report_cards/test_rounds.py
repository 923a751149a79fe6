"""A round is drawn by rule with a stored seed; every skip has its reason."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.actions import mail_contact
from accounts.models import Contact, MailToContact
from crm.deals.actions import open_deal
from crm.errors import RuleBrokenError
from crm.notices.models import Notice
from crm.recovery.actions import open_ticket
from report_cards.actions import (
    decide_exclusion,
    draw_round,
    expire_invitations,
    note_deliveries,
    plan_round,
    propose_exclusion,
    remind,
    send_round,
)
from report_cards.models import Invitation, Link, Round, Skip
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer
from tests.report_cards.stories import FIRST_ON, LAST_ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(company: Company, clock: Clock) -> Company:
    """Norte has a deal, Vega a mishap, Orsa nothing at all in the quarter."""
    make_customer("Orsa", steward=company.dana)
    open_deal(person=None, customer=company.norte, owner=company.dana, contact=company.ana)
    open_ticket(
        person=None,
        customer=company.vega,
        contact=company.luis,
        words="Late",
        severity=1,
        channel="phone",
    )
    return company


def planned(company: Company, name: str = "Q4 2026", **more: object) -> Round:
    return plan_round(person=company.olga, name=name, first_on=FIRST_ON, last_on=LAST_ON, **more)


def asked() -> list[tuple[str, str]]:
    rows = Invitation.objects.order_by("contact__name")
    return list(rows.values_list("contact__name", "person__name"))


def test_everybody_with_a_deal_or_a_mishap_is_met_and_nobody_else(busy: Company) -> None:
    draw_round(person=busy.olga, this_round=planned(busy), seed=7)
    assert asked() == [("Ana Ruiz", "Dana Vogt"), ("Luis Prado", "Rui Alves")]


def test_the_same_seed_draws_the_same_sample(busy: Company) -> None:
    for n in range(6):
        customer = make_customer(f"More {n}", steward=busy.dana)
        make_contact(f"Contact {n}", customer)
        open_deal(person=None, customer=customer, owner=busy.dana)
    names = []
    for name in ("first", "second"):
        this_round = planned(busy, name, sample=3)
        plan = draw_round(person=busy.olga, this_round=this_round, seed=42)
        names.append([one.contact.name for one in plan.asked])
        Invitation.objects.all().delete()
        assert plan.skipped_by_reason() == {"not_in_sample": 5}
    assert names[0] == names[1]
    assert len(names[0]) == 3


def reasons() -> dict[str, str]:
    return dict(Skip.objects.values_list("contact__name", "reason"))


def test_each_skip_is_kept_with_its_reason(busy: Company, clock: Clock) -> None:
    norte = busy.norte

    def known(name: str, **details: object) -> Contact:
        contact = make_contact(name, norte, **details)
        open_deal(person=None, customer=norte, owner=busy.dana, contact=contact)
        return contact

    known("No consent", may_be_asked=False)
    known("No address", email="")
    known("Colleague", email="x@halden.example")
    edited = known("Edited by Dana")
    other = known("Edited by Kim")
    for contact, person in ((edited, busy.dana), (other, busy.kim)):
        contact.address_edited_by, contact.address_edited_at = (
            person,
            clock() - dt.timedelta(days=3),
        )
        contact.save()
    lately = known("Asked lately")
    mail_contact(contact=lately, purpose="loyalty", once_key="l", subject="s", body="b")
    MailToContact.objects.update(written_at=clock() - dt.timedelta(days=89))
    draw_round(person=busy.olga, this_round=planned(busy), seed=1)
    assert reasons() == {
        "No consent": "no_consent",
        "No address": "no_address",
        "Colleague": "own_domain",
        "Edited by Dana": "address_edited",
        "Asked lately": "asked_recently",
    }
    assert ("Edited by Kim", "Dana Vogt") in asked()


def test_who_was_asked_ninety_days_ago_is_asked_again(busy: Company, clock: Clock) -> None:
    mail_contact(contact=busy.ana, purpose="card", once_key="l", subject="s", body="b")
    MailToContact.objects.update(written_at=clock() - dt.timedelta(days=90, seconds=1))
    draw_round(person=busy.olga, this_round=planned(busy), seed=1)
    assert ("Ana Ruiz", "Dana Vogt") in asked()


def test_a_rep_neither_draws_nor_sends(busy: Company) -> None:
    this_round = planned(busy)
    for somebody in (busy.dana, busy.lea, busy.max):
        with pytest.raises(RuleBrokenError, match="Only a director"):
            draw_round(person=somebody, this_round=this_round)
        with pytest.raises(RuleBrokenError, match="Only a director"):
            send_round(person=somebody, this_round=this_round)


def test_sending_twice_mails_once_through_the_ledger(busy: Company, clock: Clock) -> None:
    this_round = planned(busy)
    draw_round(person=busy.olga, this_round=this_round, seed=3)
    this_round.refresh_from_db()
    done = [send_round(person=busy.olga, this_round=this_round) for _time in range(2)]
    assert [one.queued for one in done] == [2, 0]
    assert MailToContact.objects.filter(purpose="card").count() == 2
    assert set(Invitation.objects.values_list("state", flat=True)) == {"queued"}
    mail = Notice.objects.get(contact_id=busy.ana.pk)
    assert "/card/" in mail.body
    assert "stop/" in mail.body
    assert "?" in mail.subject
    Notice.objects.filter(contact_id=busy.ana.pk).update(state="sent", sent_at=clock())
    Notice.objects.filter(contact_id=busy.luis.pk).update(state="failed")
    assert note_deliveries() == 2
    states = dict(Invitation.objects.values_list("contact__name", "state"))
    assert states == {"Ana Ruiz": "sent", "Luis Prado": "bounced"}


def test_who_withdraws_consent_after_the_draw_is_not_mailed(busy: Company) -> None:
    this_round = planned(busy)
    draw_round(person=busy.olga, this_round=this_round, seed=3)
    Contact.objects.filter(pk=busy.ana.pk).update(may_be_asked=False)
    this_round.refresh_from_db()
    done = send_round(person=busy.olga, this_round=this_round)
    assert (done.queued, done.skipped) == (1, {"no_consent": 1})


def test_reminders_go_on_day_four_and_nine_and_never_to_who_answered(
    busy: Company, clock: Clock
) -> None:
    this_round = planned(busy)
    draw_round(person=busy.olga, this_round=this_round, seed=3)
    this_round.refresh_from_db()
    send_round(person=busy.olga, this_round=this_round)
    Notice.objects.update(state="sent", sent_at=clock())
    note_deliveries()
    Invitation.objects.filter(contact=busy.luis).update(state="submitted")
    sent = []
    for _day in range(12):
        clock.move(days=1)
        sent.append(remind())
    assert sent == [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0]
    assert Link.objects.filter(invitation__contact=busy.ana).count() == 3
    clock.move(days=12)
    assert expire_invitations() == 1
    assert Invitation.objects.get(contact=busy.ana).state == "expired"


def test_a_rep_proposes_an_exclusion_and_only_a_manager_decides(busy: Company) -> None:
    this_round = planned(busy)
    proposal = propose_exclusion(
        person=busy.dana, this_round=this_round, customer=busy.norte, reason="In mourning"
    )
    with pytest.raises(RuleBrokenError, match="no such customer"):
        propose_exclusion(
            person=busy.dana, this_round=this_round, customer=busy.vega, reason="Not mine"
        )
    for somebody in (busy.dana, busy.lea):
        with pytest.raises(RuleBrokenError, match="manager of the rated person"):
            decide_exclusion(person=somebody, exclusion=proposal, leave_out=True)
    decide_exclusion(person=busy.max, exclusion=proposal, leave_out=True)
    plan = draw_round(person=busy.olga, this_round=this_round, seed=5)
    assert plan.skipped_by_reason() == {"excluded": 1}
    assert asked() == [("Luis Prado", "Rui Alves")]


def test_an_exclusion_after_the_draw_withdraws_the_card_visibly(busy: Company) -> None:
    this_round = planned(busy)
    draw_round(person=busy.olga, this_round=this_round, seed=5)
    proposal = propose_exclusion(
        person=busy.dana, this_round=this_round, customer=busy.norte, reason="In mourning"
    )
    decide_exclusion(person=busy.max, exclusion=proposal, leave_out=True)
    assert Invitation.objects.get(contact=busy.ana).state == "revoked"
    assert reasons() == {"Ana Ruiz": "excluded"}


def test_the_command_tells_what_it_plans_and_a_dry_run_writes_nothing(busy: Company) -> None:
    Contact.objects.filter(pk=busy.luis.pk).update(may_be_asked=False)
    told = StringIO()
    call_command("send_round", "Q4 2026", "--seed", "11", "--dry-run", stdout=told)
    assert "planned 1" in told.getvalue()
    assert "no_consent 1" in told.getvalue()
    assert (Round.objects.count(), Invitation.objects.count()) == (0, 0)
    told = StringIO()
    call_command("send_round", "Q4 2026", "--seed", "11", stdout=told)
    assert "sent 1" in told.getvalue()
    this_round = Round.objects.get()
    assert (this_round.seed, this_round.first_on, this_round.state) == (11, FIRST_ON, "sent")
    told = StringIO()
    call_command("send_round", "Q4 2026", stdout=told)
    assert "sent 0" in told.getvalue()
    assert MailToContact.objects.count() == 1
