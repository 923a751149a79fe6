"""The awards, with so many months, stories and manuals that a query per row would show."""

import datetime as dt

from django.urls import reverse

from accounts.models import Person
from crm import clock
from secrets_manual import actions
from secrets_manual.models import Award, Story, Use
from secrets_manual.rules.awards import begins_on, ends_at
from tests.house.access import Place
from tests.house.pages.secrets_manual import crowd, manual_of
from tests.people import make_person

Asked = tuple[Person, str]


def told(place: Place) -> list[Story]:
    """Six stories of six colleagues, each told by the steward; three of them have a vote."""
    secrets = [secret for secret in manual_of(place) if secret.state == "kept"][:6]
    stories = []
    for number, secret in enumerate(secrets):
        use = actions.record_use(
            person=place.steward, secret=secret, how=f"Print {number}", reception="welcome"
        )
        agent = make_person(f"Agent {number}", "rep", team=place.steward.team)
        Use.objects.filter(pk=use.pk).update(person=agent)
        stories.append(
            actions.nominate_story(
                person=place.steward, use=use, how=f"A quiet hour, {number}", received="A smile"
            )
        )
    for story in stories[:3]:
        voter = make_person(f"Voter of {story.pk}", "rep")
        actions.cast_vote(person=voter, story_id=story.pk)
    actions.cast_vote(person=place.company.lea, story_id=stories[0].pk)
    for number in range(4):
        actions.record_use(
            person=place.steward, secret=secrets[0], how=f"More {number}", reception="welcome"
        )
    return stories


def awards(places: dict[str, Place]) -> Asked:
    place = places["own"]
    told(place)
    Award.objects.create(kind="secret_agent", begins_on=dt.date(2025, 1, 1))
    Award.objects.create(kind="manual_keeper", begins_on=dt.date(2023, 1, 1))
    month = begins_on("secret_agent", clock.today())
    actions.close_awards(now=ends_at("secret_agent", month, clock.company_zone()))
    return place.steward, reverse("awards")


def award_vote(places: dict[str, Place]) -> Asked:
    told(places["own"])
    return places["own"].steward, reverse("award_vote")


def story_new(places: dict[str, Place]) -> Asked:
    place = places["own"]
    secret = manual_of(place)[1]
    use = actions.record_use(
        person=place.steward, secret=secret, how="A print", reception="welcome"
    )
    return place.steward, reverse("story_new", args=[use.pk])


def keeping(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].company.lea, reverse("keeping", args=[places["own"].steward.pk])


PAGES = [awards, award_vote, story_new, keeping]
