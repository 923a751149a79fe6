"""Telling how a secret was used and received, and taking the story back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from crm import clock
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices
from secrets_manual.actions.gating import reads
from secrets_manual.actions.voting import award_now, check_votes, over
from secrets_manual.models import Award, Reception, State, Story, Use
from secrets_manual.queries.awards import ends
from secrets_manual.queries.stories import AGENT, colleagues, uses_seen, words_given_away
from secrets_manual.rules.awards import USE_FRESH_DAYS

_MOST_SHOWN = 5


@reads("how", "received")
@transaction.atomic
def nominate_story(*, person: Person, use: Use, how: str, received: str) -> Story:
    """Tell how a secret was used and received, for this month's vote; whose use it is, is told.

    The words pass the detector, and name neither the secret nor anybody at the customer.
    """
    check_votes(person)
    row = uses_seen(person).select_for_update(of=("self",)).filter(pk=use.pk).first()
    if row is None:
        raise NotVisibleError(_("There is no such use of a secret."))
    now = clock.database_now()
    check_worth_telling(row, now)
    told = {"how": " ".join(how.split()), "received": " ".join(received.split())}
    for column, words in told.items():
        _check_gives_nothing_away(row, column, words)
    story = Story(
        award=award_now(AGENT, now),
        use=row,
        agent=row.person,
        nominated_by=person,
        at=now,
        **told,
    )
    story.full_clean()
    story.save()
    _note("secrets_manual.story_nominated", person, story)
    if row.person_id != person.pk:
        notices.tell(
            people=[row.person],
            once_key=f"story:{story.pk}",
            subject=_("%(name)s nominated you for secret agent of the month")
            % {"name": person.name},
            body=_("Read the story. If you would rather not, take it back before the month ends."),
            url="/awards/vote/",
            about_kind="story",
            about_id=str(story.pk),
        )
    return story


def check_worth_telling(use: Use, now: dt.datetime) -> None:
    """Refuse a use that cannot become a story: not welcome, not kept, long ago, or told."""
    if use.reception != Reception.WELCOME:
        raise RuleBrokenError(
            _("Only what was welcome becomes a story. Say first how it was received."),
            "secrets_manual.not_welcome",
        )
    if use.secret.state != State.KEPT:
        raise RuleBrokenError(
            _("This secret is not kept any more, so its story stays untold."),
            "secrets_manual.not_kept",
        )
    if use.at <= now - dt.timedelta(days=USE_FRESH_DAYS):
        raise RuleBrokenError(
            _("This was used more than three months ago."), "secrets_manual.used_long_ago"
        )
    if not colleagues().filter(pk=use.person_id).exists():
        raise RuleBrokenError(
            _("%(name)s does not take part in the vote.") % {"name": use.person.name},
            "secrets_manual.takes_no_part",
        )
    if Story.objects.filter(use=use).exists():
        raise RuleBrokenError(_("This was nominated already."), "secrets_manual.nominated_already")


def _check_gives_nothing_away(use: Use, column: str, words: str) -> None:
    telling = words_given_away(use.secret, words)[:_MOST_SHOWN]
    if telling:
        quoted = ", ".join(f"“{word}”" for word in telling)
        raise RuleBrokenError(
            ngettext(
                "Say it without %(words)s: colleagues read this who may not know for whom it"
                " was, or what they told you.",
                "Say it without these words: %(words)s. Colleagues read this who may not know for"
                " whom it was, or what they told you.",
                len(telling),
            )
            % {"words": quoted},
            "secrets_manual.story_gives_away",
            field=column,
            status=400,
        )


@transaction.atomic
def take_story_back(*, person: Person, story: Story) -> None:
    """Take a story out of the running vote: who told it may, and whose use it is."""
    row = (
        Story.objects.select_related("award")
        .filter(pk=story.pk, award__closed_at__isnull=True)
        .first()
    )
    if row is None or person.pk not in {row.agent_id, row.nominated_by_id}:
        raise NotVisibleError(_("There is no such story of yours."))
    award = Award.objects.select_for_update().get(pk=row.award_id)
    if award.closed_at is not None or ends(award) <= clock.database_now():
        raise over()
    _note("secrets_manual.story_taken_back", person, row)
    row.delete()


def _note(kind: str, person: Person, story: Story) -> None:
    """Record that a story was told or taken back; never of which customer."""
    journal.record(
        kind,
        person=person,
        subject_kind="story",
        subject_id=story.pk,
        facts={"agent": story.agent_id, "award": story.award_id},
        audience="privacy",
    )
