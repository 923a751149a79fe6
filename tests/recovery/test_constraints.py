"""The database refuses what the acts refuse, whoever writes to it."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Person
from crm.recovery.actions import comment
from crm.recovery.models import Breach, Comment, Cycle, Loyalty, Policy, Rung, SavedReply, Ticket
from crm.recovery.rules import DEFAULT_POLICY, policy_as_mapping
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import fixed, hours, open_one

pytestmark = pytest.mark.django_db


def set_columns(table: str, pk: int, **columns: object) -> str:
    """Write past the ORM; give the name of the constraint that refused, or nothing."""
    sets = ", ".join(f"{name} = %s" for name in columns)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update {table} set {sets} where id = %s", [*columns.values(), pk])  # noqa: S608
            cursor.execute("set constraints all immediate")
    except IntegrityError as error:
        return str(error.__cause__.diag.constraint_name)
    return ""


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"words": ""}, "ticket_words_not_empty"),
        ({"severity": 0}, "ticket_severity_known"),
        ({"severity": 4}, "ticket_severity_known"),
        ({"channel": "pigeon"}, "ticket_channel_known"),
        ({"origin": "rumour"}, "ticket_origin_known"),
        ({"about_kind": "deal"}, "ticket_about_is_whole"),
    ],
)
def test_a_ticket_that_cannot_be_is_refused(
    company: Company, clock: Clock, columns: dict[str, object], name: str
) -> None:
    ticket = open_one(company)
    assert set_columns("recovery_ticket", ticket.pk, **columns) == name


def test_a_saved_reply_says_something_and_its_title_is_taken_once(
    company: Company, clock: Clock
) -> None:
    one, two = (
        SavedReply.objects.create(title=title, words="{me}") for title in ("We come", "We write")
    )
    unsaid, taken = "saved_reply_has_title_and_words", "saved_reply_title_unique"
    assert set_columns("recovery_savedreply", one.pk, words=" ") == unsaid
    assert set_columns("recovery_savedreply", one.pk, title="") == unsaid
    assert set_columns("recovery_savedreply", two.pk, title="we COME") == taken


def test_a_mention_begins_with_its_sign_and_is_noted_once(company: Company, clock: Clock) -> None:
    remark = comment(person=company.kim, ticket=open_one(company), words="@Dana @Olga")
    one = remark.mentions.get(written="@Dana")
    table, sign = "recovery_mention", "mention_begins_with_its_sign"
    assert set_columns(table, one.pk, written="Dana") == sign
    assert set_columns(table, one.pk, written="@Olga") == "mention_written_once"


def test_only_a_ticket_born_of_a_card_is_hidden(company: Company, clock: Clock) -> None:
    ticket = open_one(company)
    refused = set_columns("recovery_ticket", ticket.pk, hidden_from_id=company.dana.pk)
    assert refused == "ticket_hidden_only_when_born_of_a_card"
    assert (
        set_columns("recovery_ticket", ticket.pk, repeat_of_id=ticket.pk)
        == "ticket_not_a_repeat_of_itself"
    )


T0 = dt.datetime(2026, 11, 23, 9, 12, tzinfo=dt.UTC)
EARLIER, LATER = T0 - hours(1), T0 + hours(1)
ANSWERED = {"responded_at": LATER, "response_how": "phone", "response_words": "Hi"}
FIXED = {"fixed_at": LATER, "fix_words": "Done"}
SURPRISED = {"surprised_at": LATER, "surprise_words": "A photo"}


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ({"respond_by": T0}, "cycle_deadlines_after_start"),
        ({"number": 0}, "cycle_deadlines_after_start"),
        ({**ANSWERED, "responded_at": EARLIER}, "cycle_steps_after_start"),
        ({**FIXED, "fixed_at": EARLIER}, "cycle_steps_after_start"),
        ({"responded_at": LATER}, "cycle_response_says_how_and_what"),
        ({"fixed_at": LATER}, "cycle_steps_say_what"),
        ({"fix_refused_at": LATER}, "cycle_refusal_says_why"),
        ({**SURPRISED, "refusal_words": "It leaks"}, "cycle_surprise_after_fix"),
        (SURPRISED, "cycle_surprise_after_fix"),
        ({**SURPRISED, **FIXED, "surprised_at": T0}, "cycle_surprise_after_fix"),
        (
            {**SURPRISED, "worked_around_at": LATER, "workaround_words": "Lent"},
            "cycle_surprise_after_fix",
        ),
        ({"recovered_at": LATER}, "cycle_recovered_needs_its_steps"),
        ({"recovered_at": LATER, **ANSWERED, **FIXED}, "cycle_recovered_needs_its_steps"),
        (
            {"recovered_at": T0, **ANSWERED, **FIXED, **SURPRISED},
            "cycle_recovered_comes_last",
        ),
        (
            {
                "recovered_at": LATER,
                **ANSWERED,
                **FIXED,
                **SURPRISED,
                "lost_at": LATER,
                "lost_reason": "x",
            },
            "cycle_ends_once",
        ),
        ({"lost_at": LATER}, "cycle_lost_has_a_reason"),
        ({"surprise_cost_minor": 1}, "cycle_surprise_cost_possible"),
        ({"surprise_cost_minor": -1}, "cycle_surprise_cost_possible"),
        ({"lesson_change": "Check the list"}, "cycle_lesson_is_whole"),
        ({"reacted_at": LATER}, "cycle_reaction_follows_surprise"),
        ({"reaction_words": "Nice"}, "cycle_reaction_follows_surprise"),
    ],
)
def test_a_cycle_that_cannot_be_is_refused(
    company: Company, clock: Clock, columns: dict[str, object], name: str
) -> None:
    ticket = open_one(company)
    assert set_columns("recovery_cycle", ticket.present_id, **columns) == name


def test_a_whole_course_is_allowed(company: Company, clock: Clock) -> None:
    ticket = open_one(company)
    whole = {"recovered_at": LATER, **ANSWERED, **FIXED, **SURPRISED}
    assert set_columns("recovery_cycle", ticket.present_id, **whole) == ""


def refused(make: object) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make.save()
    return str(error.value.__cause__.diag.constraint_name)


def test_what_is_one_per_is_one_per(company: Company, clock: Clock) -> None:
    ticket = open_one(company)
    cycle = ticket.cycle
    again = Cycle.objects.get(pk=cycle.pk)
    again.pk, again.number, again._state.adding = None, 2, True
    assert refused(again) == "cycle_one_open_per_ticket"
    again.number = 1
    assert refused(again) in {"cycle_has_its_number", "cycle_one_open_per_ticket"}
    rung = ticket.rungs.get(key="nudge")
    rung.pk, rung._state.adding = None, True
    assert refused(rung) == "rung_once_per_ticket_and_cycle"
    Breach.objects.create(cycle=cycle, clock="respond", breached_at=clock.at)
    late = Breach(cycle=cycle, clock="respond", breached_at=clock.at)
    assert refused(late) == "breach_once_per_clock"
    assert refused(Breach(cycle=cycle, clock="noon", breached_at=clock.at)) == "breach_clock_known"


def test_a_policy_is_whole_and_begins_once_and_never_in_the_past(
    company: Company, clock: Clock
) -> None:
    """The table itself says so, whoever writes to it."""
    ladder = policy_as_mapping(DEFAULT_POLICY)
    noon = {"severity": 1, "effective_from": clock.at, "made_at": clock.at}
    first = Policy.objects.create(ladder=ladder, **noon)
    assert refused(Policy(ladder=ladder, **noon)) == "policy_one_per_severity_and_start"
    noon["severity"] = 2
    assert refused(Policy(ladder={}, **noon)) == "policy_has_clocks_and_rungs"
    assert refused(Policy(ladder=ladder | {"rungs": []}, **noon)) == "policy_has_clocks_and_rungs"
    for clocks in ({"respond_s": "0"}, {"recover_s": "14399"}):
        hasty = Policy(ladder=ladder | clocks, **noon)
        assert refused(hasty) == "policy_recovers_after_it_responds"
    late = {"made_at": clock.at + hours(1)}
    assert set_columns("recovery_policy", first.pk, **late) == "policy_never_from_the_past"
    back = {"withdrawn_at": clock.at}
    assert set_columns("recovery_policy", first.pk, **back) == "policy_withdrawn_before_it_begins"


def test_a_rung_is_climbed_at_a_time_after_it_was_due(company: Company, clock: Clock) -> None:
    rung = Rung.objects.filter(ticket=open_one(company)).first()
    assert set_columns("recovery_rung", rung.pk, state="climbed") == "rung_climbed_has_a_time"
    assert (
        set_columns("recovery_rung", rung.pk, state="climbed", climbed_at=rung.due_at)
        == "rung_climbed_after_it_was_due"
    )


@pytest.mark.parametrize("score", [-1, 11])
def test_loyalty_is_a_number_from_0_to_10(company: Company, clock: Clock, score: int) -> None:
    answer = Loyalty(
        customer=company.norte, score=5, moment="before", answered_at=clock.at, respect=6
    )
    assert refused(answer) == "loyalty_lines_in_range"
    answer.respect = None
    answer.save()
    named = set_columns("recovery_loyalty", answer.pk, score=score)
    assert named in {"loyalty_score_in_range", "recovery_loyalty_score_check"}


def test_an_empty_comment_is_refused(company: Company, clock: Clock) -> None:
    comment = Comment(ticket=open_one(company), person=company.kim, words="")
    assert refused(comment) == "comment_words_not_empty"


def test_step_and_next_deadline_follow_from_the_row_itself(company: Company, clock: Clock) -> None:
    ticket = fixed(company)
    row = Cycle.objects.get(pk=ticket.present_id)
    assert (row.step, row.state, row.due_at) == ("surprise", "open", row.recover_by)
    assert Ticket.objects.filter(present__step="surprise", present__state="open").count() == 1
    assert Person.objects.filter(tickets=ticket).get() == company.kim
