"""Stories of secrets that were used well: one won last month, three are up for the vote."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from crm import clock
from crm.home.demo.stage import Scene, Stage
from secrets_manual import actions
from secrets_manual.models import Secret, Story, Use

# contact, how the secret begins, what was done, how it was told, how it was received
LAST_MONTH: Final = (
    ("joao", "Plays the Portuguese guitar", "Training moved to the evening",
     "Moved the training, so that nobody had to leave early on the one day that matters.",
     "“You noticed,” he said, and stayed to the end."),
    ("matthias", "Repairs old bicycles", "Sent the spanner that was sold out",
     "Sent the small tool that was sold out everywhere, with a note by hand.",
     "Used the same afternoon, with a photo as thanks."),
)  # fmt: skip
THIS_MONTH: Final = (
    ("keiko", "Grows chrysanthemums", "Moved the maintenance away from the show",
     "Moved the maintenance by a week, so that the great day in the calendar stayed free.",
     "A bow, and an invitation to come and look."),
    ("pawel", "Keeps bees", "Sent a box of jars before the summer",
     "Sent a box of empty jars before the season began, with room for a label.",
     "The first one came back full."),
)  # fmt: skip


def give_awards() -> list[Callable[[Stage], Scene]]:
    """Give the month that is over, and the one that is running."""
    return [choose_last_month, tell_this_month]


def _month_begins(stage: Stage) -> dt.datetime:
    today = stage.now.astimezone(clock.company_zone()).date()
    return dt.datetime.combine(today.replace(day=1), dt.time(), clock.company_zone())


def _used(stage: Stage, who: str, begins: str, what: str) -> Use:
    secret = Secret.objects.get(text__startswith=begins)
    person = stage.steward_of(stage.home_of(who))
    return actions.record_use(person=person, secret=secret, how=what, reception="welcome")


def _told(use: Use, how: str, received: str) -> Story:
    return actions.nominate_story(person=use.person, use=use, how=how, received=received)


def choose_last_month(stage: Stage) -> Scene:
    """Two stories, four who choose, and one of the two who told them wins."""
    begins = _month_begins(stage)
    yield begins - dt.timedelta(days=8)
    stories = []
    for who, words, what, how, received in LAST_MONTH:
        stories.append(_told(_used(stage, who, words, what), how, received))
    yield begins - dt.timedelta(days=5)
    for voter, choice in (("lea", 0), ("kim", 0), ("sara", 1), ("noor", 0)):
        actions.cast_vote(person=stage.people[voter], story_id=stories[choice].pk)
    yield min(begins + dt.timedelta(minutes=5), stage.now)
    actions.close_awards(now=clock.now())


def tell_this_month(stage: Stage) -> Scene:
    """Three stories are up; two have chosen, and nobody sees which."""
    begins = min(_month_begins(stage) + dt.timedelta(minutes=6), stage.now)
    yield max(begins, stage.ago(days=9))
    stories = [
        _told(_used(stage, who, words, what), how, received)
        for who, words, what, how, received in THIS_MONTH
    ]
    rowing = Secret.objects.get(text__startswith="Coaches a youth rowing team")
    use = Use.objects.get(secret=rowing, reception="welcome")
    stories.append(
        _told(
            use,
            "Asked how Saturday had gone before a word about anything else.",
            "Ten minutes of stories, and then the best hour we have had.",
        )
    )
    yield max(begins, stage.ago(days=2))
    for voter, choice in (("lea", 2), ("sara", 0)):
        actions.cast_vote(person=stage.people[voter], story_id=stories[choice].pk)
