"""Who has what in hand now, what each is good at, and who would be handed a ticket.

Tickets born of a card are left out of every count: who is rated on one must not find it here.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.queries import with_role
from accounts.rules import LANGUAGES
from crm import company as our
from crm.notices.rules import quiet_until
from crm.recovery import rules
from crm.recovery.models import PassOn, Severity, Sharing, Strength, Ticket
from crm.recovery.models.tickets import OPEN
from crm.recovery.queries.rota import Watch
from crm.recovery.queries.seen import tickets_visible_to

LATELY = dt.timedelta(days=7)
UNOWNED_SHOWN = 50


def sharing_now() -> Sharing:
    """Give how tickets nobody took are shared out; what every house starts with, unsaved."""
    return Sharing.objects.filter(pk=1).first() or Sharing(pk=1)


def hand_out_to() -> QuerySet[Person]:
    """Give the people of service, by name."""
    return with_role("service").select_related("strength", "deputy", "team")


@dataclass
class Load:
    """What one of service has in hand, and what they are good at."""

    person: Person
    hand: rules.Hand
    strength: Strength | None
    by_severity: dict[int, int] = field(default_factory=dict)

    @property
    def severities(self) -> list[tuple[str, int]]:
        """Name how many there are of each severity, the worst first; none is left out."""
        worst_first = sorted(self.by_severity.items(), reverse=True)
        return [(str(Severity(severity).label), n) for severity, n in worst_first]

    @property
    def languages(self) -> str:
        """Name their languages."""
        return ", ".join(LANGUAGES.get(one, one) for one in sorted(self.hand.languages))

    @property
    def causes(self) -> str:
        """Name the causes they know how to mend."""
        return (
            ", ".join(cause.name for cause in self.strength.causes.all()) if self.strength else ""
        )

    @property
    def takes_tickets(self) -> bool:
        """Say whether they are handed tickets at all."""
        return self.strength is None or self.strength.takes_tickets


def loads(now: dt.datetime) -> list[Load]:
    """Give everybody of service with what is open in their hands, by name."""
    people = list(hand_out_to().prefetch_related("strength__causes"))
    counts: dict[int, dict[int, int]] = {}
    given_at: dict[int, dt.datetime] = {}
    for row in _in_hands(people, now):
        owner, last = row["owner"], row["last"]
        if row["n"]:
            counts.setdefault(owner, {})[row["severity"]] = row["n"]
        if last is not None:
            given_at[owner] = max(last, given_at.get(owner, last))
    watch = Watch(now)
    return [_load(one, counts.get(one.pk, {}), given_at.get(one.pk), watch) for one in people]


def _in_hands(people: list[Person], now: dt.datetime) -> QuerySet[Any, Any]:
    """Count by owner and severity what is open, and say when they last got one of late."""
    known = Ticket.objects.filter(
        OPEN | Q(assigned_at__gt=now - LATELY), owner__in=people, hidden_from__isnull=True
    )
    counted = known.order_by().values("owner", "severity")
    return counted.annotate(n=Count("pk", filter=OPEN), last=Max("assigned_at"))


def _load(
    person: Person, counts: dict[int, int], given_at: dt.datetime | None, watch: Watch
) -> Load:
    strength = getattr(person, "strength", None)
    began = person.away_from is not None and person.away_from <= watch.at
    ended = person.away_until is not None and person.away_until <= watch.at
    hand = rules.Hand(
        key=person.pk,
        load=sum(rules.WEIGHTS[severity] * n for severity, n in counts.items()),
        open=sum(counts.values()),
        languages=_languages(person, strength),
        causes=frozenset(one.pk for one in strength.causes.all()) if strength else frozenset(),
        is_away=began and not ended,
        is_at_work=_is_at_work(person, watch),
        given_at=given_at,
    )
    return Load(person, hand, strength, counts)


def _languages(person: Person, strength: Strength | None) -> frozenset[str]:
    spoken = strength.languages if strength else []
    return frozenset(map(_short, spoken or [person.language or our.language()]))


def _short(language: str) -> str:
    return language.lower().partition("-")[0]


def _is_at_work(person: Person, watch: Watch) -> bool:
    """Say whether somebody works now: outside their quiet hours, at night only who is on call."""
    if watch.rest_until is not None:
        return watch.has_on_call(person)
    return not _is_quiet(person, watch.at)


def _is_quiet(person: Person, at: dt.datetime) -> bool:
    zone = person.zone or our.zone()
    return quiet_until(at, begins=person.quiet_from, ends=person.quiet_until, zone=zone) > at


def absences(people: Iterable[Person], now: dt.datetime) -> dict[int, str]:
    """Say of who is away, or in their quiet hours, that they are; of everybody else nothing.

    It asks the database for nothing: who is on call at night stands on the rota.
    """
    found = dict[int, str]()
    for person in people:
        began = person.away_from is not None and person.away_from <= now
        if began and (person.away_until is None or person.away_until > now):
            found[person.pk] = _away_words(person)
        elif _is_quiet(person, now):
            found[person.pk] = _("not at work now")
    return found


def _away_words(person: Person) -> str:
    if person.away_until is None:
        return _("away")
    back = dateformat.format(timezone.localtime(person.away_until), "D j M, H:i")
    return _("away until %(time)s") % {"time": back}


def tasks_of(tickets: Iterable[Ticket]) -> list[rules.Task]:
    """Tell the rule what it has to know of tickets; asks once for all their passes."""
    rows = list(tickets)
    passed: dict[int, set[int]] = {}
    passes = PassOn.objects.filter(cycle__in=[row.present_id for row in rows])
    for ticket_id, person_id in passes.values_list("ticket", "person"):
        passed.setdefault(ticket_id, set()).add(person_id)
    return [
        rules.Task(
            key=row.pk,
            severity=row.severity,
            due_at=row.cycle.due_at,
            language=_short((row.contact.language if row.contact else "") or row.customer.language),
            cause=row.cause_id,
            not_to=passed.get(row.pk, set()) | ({row.hidden_from_id or 0}),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Suggestion:
    """Who would be handed a ticket, and why, in a sentence."""

    ticket: Ticket
    person: Person
    why: str


def suggestions(
    tickets: Collection[Ticket], everybody: list[Load], *, only_at_work: bool = False
) -> list[Suggestion]:
    """Share tickets out among those who take any, the most urgent first; changes nothing."""
    rows = {row.pk: row for row in tickets}
    taking = {one.person.pk: one for one in everybody if one.takes_tickets}
    hands = [one.hand for one in taking.values()]
    made = rules.share_out(tasks_of(rows.values()), hands, only_at_work=only_at_work)
    return [
        Suggestion(
            rows[one.task.key],
            (person := taking[one.hand.key].person),
            why_words(one, rows, person),
        )
        for one in made
    ]


def why_words(choice: rules.Choice, rows: dict[int, Ticket], person: Person) -> str:
    """Say why somebody is handed a ticket: "Kim: speaks Español, 3 open, least loaded"."""
    parts = []
    if choice.speaks:
        language = LANGUAGES.get(choice.task.language, choice.task.language)
        parts.append(_("speaks %(language)s") % {"language": language})
    cause = rows[choice.task.key].cause
    if choice.knows and cause is not None:
        parts.append(_("knows “%(cause)s”") % {"cause": cause.name})
    parts.append(_("%(n)d open") % {"n": choice.hand.open})
    if choice.is_least_loaded:
        parts.append(_("least loaded"))
    if not choice.hand.is_at_work:
        parts.append(_("rests now, as all do"))
    return f"{person.get_short_name()}: {', '.join(parts)}"


def unowned_of(person: Person) -> QuerySet[Ticket]:
    """Give the open tickets nobody looks after that a person sees, the most urgent first."""
    rows = tickets_visible_to(person).filter(OPEN, owner__isnull=True)
    return rows.select_related("customer", "contact", "cause", "present").order_by(
        "present__due_at", "id"
    )
