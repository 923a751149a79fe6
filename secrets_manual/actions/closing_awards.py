"""Closing awards when their month or year is over, once and for all, however late the job runs.

Beats may meet: the award is locked and closed by the first. A month nobody took part in gets
its row as well, so that the hall of fame says so instead of leaving a gap.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.journal import actions as journal
from crm.notices import actions as notices
from secrets_manual.models import Award, Story, Win
from secrets_manual.queries.awards import ends
from secrets_manual.queries.keeping import keepings
from secrets_manual.queries.stories import ballots_of, stories_standing
from secrets_manual.rules.awards import (
    AwardKind,
    Outcome,
    begins_until,
    best_keepers,
    tally,
)


def close_awards(*, now: dt.datetime) -> int:
    """Close every award whose time is over at `now` (the database's); gives how many."""
    for kind in AwardKind:
        _open_all(kind.value, now)
    due = Award.objects.filter(closed_at__isnull=True).order_by("begins_on", "id")
    return sum(_close(award.pk, now) for award in due if ends(award) <= now)


def _open_all(kind: str, now: dt.datetime) -> None:
    """Make the rows of this month or year and of those missed since the first."""
    today = now.astimezone(clock.company_zone()).date()
    first = Award.objects.filter(kind=kind).order_by("begins_on").first()
    begins = set(begins_until(kind, first.begins_on if first else today, today))
    begins -= set(Award.objects.filter(kind=kind).values_list("begins_on", flat=True))
    Award.objects.bulk_create(
        [Award(kind=kind, begins_on=begin) for begin in sorted(begins)], ignore_conflicts=True
    )


@transaction.atomic
def _close(award_id: int, now: dt.datetime) -> int:
    award = Award.objects.select_for_update().filter(pk=award_id, closed_at__isnull=True).first()
    if award is None:
        return 0
    is_vote = award.kind == AwardKind.SECRET_AGENT
    won = _count_votes(award) if is_vote else _compare_keepers(award)
    award.closed_at = now
    award.full_clean()
    award.save()
    journal.record(
        "secrets_manual.award_closed",
        subject_kind="award",
        subject_id=award.pk,
        facts={
            "kind": award.kind,
            "begins_on": award.begins_on.isoformat(),
            "outcome": award.outcome,
            "winners": [person.pk for person in won],
        },
    )
    for person in won:
        _congratulate(award, person, len(won))
    return 1


def _count_votes(award: Award) -> list[Person]:
    """Give those with the most votes, and let go of who chose what."""
    stories = {story.pk: story for story in stories_standing(award)}
    counted = tally(stories, ballots_of(award))
    award.outcome, award.voters = counted.outcome, counted.voters
    Story.objects.filter(pk__in=counted.winners).update(won=True)
    award.votes.all().delete()
    people = {stories[pk].agent_id: stories[pk].agent for pk in counted.winners}
    Win.objects.bulk_create([Win(award=award, person=person) for person in people.values()])
    return list(people.values())


def _compare_keepers(award: Award) -> list[Person]:
    kept = keepings(award.begins_on)
    best = best_keepers(kept)
    people = Person.objects.in_bulk(best)
    award.outcome = Outcome.WON if best else Outcome.NOBODY_KEPT
    Win.objects.bulk_create(
        [
            Win(
                award=award,
                person=people[pk],
                contacts=kept[pk].contacts,
                known=kept[pk].known,
                fresh=kept[pk].fresh,
                shared=kept[pk].shared,
            )
            for pk in best
        ]
    )
    return [people[pk] for pk in best]


def _congratulate(award: Award, person: Person, many: int) -> None:
    if award.kind == AwardKind.SECRET_AGENT:
        subject = _("You are the secret agent of the month")
        body = _("Your colleagues chose how you used something a customer told us.")
    else:
        subject = _("You are the manual keeper of the year")
        body = _("You know the people at your customers, you ask again, and colleagues use it.")
    shared = " " + _("You share the award.") if many > 1 else ""
    notices.tell(
        people=[person],
        once_key=f"award:{award.pk}",
        subject=subject,
        body=body + shared,
        url="/awards/",
        about_kind="award",
        about_id=str(award.pk),
    )
