"""Choosing among the stories of a month; what somebody chose stands nowhere but in the ballot."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.models import Award, Vote
from secrets_manual.permissions import may_vote
from secrets_manual.queries.stories import AGENT, stories_standing
from secrets_manual.rules.awards import begins_on


def award_now(kind: str, now: dt.datetime) -> Award:
    """Give the open award of the month or year, locked; RuleBrokenError once it is closed."""
    begin = begins_on(kind, now.astimezone(clock.company_zone()).date())
    Award.objects.get_or_create(kind=kind, begins_on=begin)
    award = Award.objects.select_for_update().get(kind=kind, begins_on=begin)
    if award.closed_at is not None:
        raise over()
    return award


def over() -> RuleBrokenError:
    """Give the refusal of whatever comes after the close."""
    return RuleBrokenError(_("This vote is over."), "secrets_manual.vote_over")


def check_votes(person: Person) -> None:
    """Let through who sells, serves or leads."""
    if not may_vote(person):
        raise NotAllowedError(_("Stories are told and chosen by those who sell, serve or lead."))


@transaction.atomic
def cast_vote(*, person: Person, story_id: int) -> Vote:
    """Choose a colleague's story, in place of an earlier choice; open until the month ends."""
    check_votes(person)
    now = clock.database_now()
    award = award_now(AGENT, now)
    story = stories_standing(award).filter(pk=story_id).first()
    if story is None:
        raise RuleBrokenError(
            _("This story is not up for the vote any more. Choose another."),
            "secrets_manual.no_such_story",
            field="story",
        )
    if story.agent_id == person.pk:
        raise RuleBrokenError(
            _("This is your own story. Choose a colleague's."),
            "secrets_manual.own_story",
            field="story",
        )
    vote, _is_new = Vote.objects.update_or_create(
        award=award, voter=person, defaults={"story": story, "at": now}
    )
    # That somebody voted is a fact; what they chose stands nowhere but in the ballot.
    journal.record(
        "secrets_manual.vote_cast",
        person=person,
        subject_kind="award",
        subject_id=award.pk,
        audience="privacy",
    )
    return vote
