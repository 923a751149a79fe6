"""Stories of used secrets: what may be told, what one may choose among, what gives away."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from accounts.models import Contact, Customer, Person
from accounts.queries import with_role
from crm import clock
from secrets_manual.models import Award, Reception, Secret, State, Story, Use, Vote
from secrets_manual.models.constraints import GONE_INTO
from secrets_manual.permissions import COLLEAGUES
from secrets_manual.queries.history import uses_visible
from secrets_manual.rules.awards import USE_FRESH_DAYS, AwardKind, begins_on, last_day
from secrets_manual.rules.stories import gives_away, runs

AGENT = AwardKind.SECRET_AGENT.value


def colleagues() -> QuerySet[Person]:
    """Give who may vote and win today: they sell, serve or lead, and can sign in."""
    return with_role(*COLLEAGUES).filter(email__isnull=False)


def _secret_stands(at: str) -> Q:
    """Say that the secret is kept, or went into one that is; withdrawn and hidden ones are not."""
    return Q(**{f"{at}state": State.KEPT}) | Q(
        **{f"{at}state__in": GONE_INTO, f"{at}successor__state": State.KEPT}
    )


def stories_told() -> QuerySet[Story]:
    """Give the stories whose words may be read now: used well, of a secret that still stands."""
    return Story.objects.filter(
        _secret_stands("use__secret__"), use__reception=Reception.WELCOME
    ).select_related("agent", "use__secret")


def stories_standing(award: Award) -> QuerySet[Story]:
    """Give the stories that count in a vote: those told, of colleagues who are still here."""
    here = colleagues().order_by().values("pk")
    return stories_told().filter(award=award, agent__in=here).order_by("pk")


def ballots_of(award: Award) -> list[int]:
    """Give the story each colleague chose, without who chose it."""
    here = colleagues().order_by().values("pk")
    return list(Vote.objects.filter(award=award, voter__in=here).values_list("story", flat=True))


def running(kind: str, now: dt.datetime) -> Award | None:
    """Give the award of the month or year, if anything happened in it yet."""
    day = now.astimezone(clock.company_zone()).date()
    return Award.objects.filter(
        kind=kind, begins_on=begins_on(kind, day), closed_at__isnull=True
    ).first()


def month_of(now: dt.datetime) -> dt.date:
    """Give the first day of the company's present month."""
    return begins_on(AGENT, now.astimezone(clock.company_zone()).date())


@dataclass
class Ballot:
    """What somebody sees of the running vote: the others' stories, their own, their choice."""

    last_on: dt.date
    stories: list[Story] = field(default_factory=list)
    own: list[Story] = field(default_factory=list)
    told: list[Story] = field(default_factory=list)
    chosen: int | None = None
    choice_gone: bool = False


def ballot_for(person: Person, now: dt.datetime) -> Ballot:
    """Give the running vote as this person sees it; each meets the stories in another order."""
    day = now.astimezone(clock.company_zone()).date()
    ballot = Ballot(last_day(AGENT, begins_on(AGENT, day)))
    award = running(AGENT, now)
    if award is None:
        return ballot
    standing = list(stories_standing(award))
    ballot.own = [story for story in standing if story.agent_id == person.pk]
    others = [story for story in standing if story.agent_id != person.pk]
    ballot.told = [story for story in others if story.nominated_by_id == person.pk]
    ballot.stories = sorted(others, key=lambda story: _place(person, story))
    chosen = Vote.objects.filter(award=award, voter=person).values_list("story", flat=True).first()
    ballot.choice_gone = chosen is not None and chosen not in {each.pk for each in others}
    ballot.chosen = None if ballot.choice_gone else chosen
    return ballot


def _place(person: Person, story: Story) -> str:
    return hashlib.sha256(f"{person.pk}:{story.pk}".encode()).hexdigest()


def uses_seen(person: Person) -> QuerySet[Use]:
    """Give the uses somebody may look at: those of secrets they see, and their own."""
    seen = uses_visible(person).order_by().values("pk")
    return Use.objects.filter(Q(pk__in=seen) | Q(person=person)).select_related(
        "person", "secret__customer"
    )


def stories_to_tell(person: Person, now: dt.datetime) -> QuerySet[Use]:
    """Give one's own uses that were welcome lately and were not told yet, the latest first."""
    return Use.objects.filter(
        person=person,
        reception=Reception.WELCOME,
        secret__state=State.KEPT,
        at__gt=now - dt.timedelta(days=USE_FRESH_DAYS),
        stories__isnull=True,
    ).order_by("-at", "-id")


def words_given_away(secret: Secret, text: str) -> list[str]:
    """Give the words of a story that name the customer, anybody there, or tell the secret.

    Also the whole name of any other customer or contact counts.
    """
    customer = secret.customer
    names = {customer.name, *_named(Contact.everything.filter(customer=customer), "name")}
    written = runs(text)
    others = set(Customer.objects.filter(name__in=written).values_list("name", flat=True))
    full = [name for name in written if " " in name]
    others |= set(Contact.objects.filter(name__in=full).values_list("name", flat=True))
    found = gives_away(text, names=names, secret=secret.text)
    return found + sorted(name for name in others if not set(name.split()) & set(found))


def _named(rows: QuerySet[Contact], column: str) -> Iterable[str]:
    return rows.order_by().values_list(column, flat=True).iterator(chunk_size=2000)
