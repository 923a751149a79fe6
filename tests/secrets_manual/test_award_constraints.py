"""The database keeps the rules of awards, also against those who go round the actions."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from secrets_manual.actions import cast_vote, close_awards
from secrets_manual.models import Award, Story, Vote, Win
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.stories import told_story, use_well

BROKEN = {
    "award_kind_known": "update secrets_manual_award set kind = 'gossip'",
    "award_begins_with_its_time": "update secrets_manual_award set begins_on = '2026-11-02'",
    "award_outcome_known": "update secrets_manual_award set outcome = 'rigged', closed_at = now(),"
    " voters = 0",
    "award_closed_says_how": "update secrets_manual_award set closed_at = now(), voters = 0",
    "award_voters_once_closed": "update secrets_manual_award set voters = 3",
    "award_once_a_time": "insert into secrets_manual_award (kind, begins_on, outcome)"
    " select kind, begins_on, '' from secrets_manual_award",
    "story_once_of_a_use": "insert into secrets_manual_story (award_id, use_id, agent_id,"
    " nominated_by_id, how, received, at) select award_id, use_id, agent_id, nominated_by_id,"
    " how, received, at from secrets_manual_story",
    "story_says_how_while_it_may": "update secrets_manual_story set how = ' '",
    "story_of_a_use_received_well": "update secrets_manual_story set agent_id ="
    " (select max(id) from accounts_person)",
    "vote_one_each": "insert into secrets_manual_vote (award_id, story_id, voter_id, at)"
    " select award_id, story_id, voter_id, at from secrets_manual_vote",
    "vote_not_for_oneself": "update secrets_manual_vote set voter_id ="
    " (select agent_id from secrets_manual_story)",
    "win_once_a_person": "insert into secrets_manual_win (award_id, person_id)"
    " select id, voter_id from secrets_manual_award, (select voter_id from secrets_manual_vote"
    " union all select voter_id from secrets_manual_vote) twice",
    "win_figures_whole": "insert into secrets_manual_win (award_id, person_id, contacts, known,"
    " fresh, shared) select award_id, voter_id, 6, 7, 0, 0 from secrets_manual_vote",
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_an_award_that_breaks_a_rule(
    company: Company, clock: Clock, name: str
) -> None:
    story = told_story(company)
    cast_vote(person=company.lea, story_id=story.pk)
    assert refused(BROKEN[name]) == name


def refused(sql: str) -> str:
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as base:
        base.execute(sql)
    return error.value.__cause__.diag.constraint_name


def test_every_rule_has_its_sentence_and_its_test() -> None:
    checks = [each for model in (Award, Story, Vote, Win) for each in model._meta.constraints]
    assert {each.name for each in checks} <= set(BROKEN)
    assert all(str(each.violation_error_message).endswith(".") for each in checks)


@pytest.mark.parametrize(
    "spoil",
    [
        "update secrets_manual_use set reception = 'unwelcome'",
        "update secrets_manual_secret set state = 'withdrawn', set_aside_on = now()",
    ],
)
def test_no_story_begins_with_what_was_unwelcome_or_withdrawn(
    company: Company, clock: Clock, spoil: str
) -> None:
    use = use_well(company)
    with connection.cursor() as base:
        base.execute(spoil)
    award = Award.objects.create(kind="secret_agent", begins_on="2026-11-01")
    sql = (
        "insert into secrets_manual_story (award_id, use_id, agent_id, nominated_by_id, how,"  # noqa: S608
        f" received, at) values ({award.pk}, {use.pk}, {use.person_id}, {use.person_id}, 'a',"
        " 'b', now())"
    )
    assert refused(sql) == "story_of_a_use_received_well"


def test_a_vote_is_for_a_story_of_its_own_month(company: Company, clock: Clock) -> None:
    story = told_story(company)
    other = Award.objects.create(kind="secret_agent", begins_on="2026-10-01")
    sql = (
        "insert into secrets_manual_vote (award_id, story_id, voter_id, at)"  # noqa: S608 - ours
        f" values ({other.pk}, {story.pk}, {company.lea.pk}, now())"
    )
    assert refused(sql) == "vote_for_a_story_of_its_month"


def test_only_the_secret_agent_is_chosen_by_stories(company: Company, clock: Clock) -> None:
    story = told_story(company)
    year = Award.objects.create(kind="manual_keeper", begins_on="2026-01-01")
    sql = f"update secrets_manual_story set award_id = {year.pk} where id = {story.pk}"  # noqa: S608
    assert refused(sql) == "story_for_the_secret_agent"


@pytest.fixture
def closed(company: Company, clock: Clock) -> Story:
    """Dana's story has won November by three votes."""
    story = told_story(company)
    for voter in (company.lea, company.kim, company.rui):
        cast_vote(person=voter, story_id=story.pk)
    clock.move(days=10)
    assert close_awards(now=clock.at) == 1
    return story


AFTERWARDS = {
    "outcome": "update secrets_manual_award set outcome = 'nobody_voted'"
    " where closed_at is not null",
    "award": "delete from secrets_manual_award where closed_at is not null",
    "winner": "update secrets_manual_win set person_id = (select max(id) from accounts_person)",
    "win": "delete from secrets_manual_win",
    "story": "update secrets_manual_story set won = false",
    "words": "update secrets_manual_story set how = 'better'",
    "ballot": "insert into secrets_manual_vote (award_id, story_id, voter_id, at)"
    " select award_id, id, (select max(id) from accounts_person), now()"
    " from secrets_manual_story",
    "another story": "insert into secrets_manual_story (award_id, agent_id, nominated_by_id, how,"
    " received, at) select award_id, agent_id, agent_id, '', '', now() from secrets_manual_story",
}


@pytest.mark.parametrize("what", AFTERWARDS)
def test_what_is_closed_stays(closed: Story, what: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as base:
        base.execute(AFTERWARDS[what])


def test_with_its_use_a_story_loses_its_words_by_every_door(closed: Story) -> None:
    with connection.cursor() as base:
        base.execute("update secrets_manual_story set use_id = null")
    closed.refresh_from_db()
    assert (closed.how, closed.received, closed.won) == ("", "", True)
