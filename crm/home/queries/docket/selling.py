"""What a person owes their own customers: promises, leaves to confirm, a question to ask."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from compensation.models import Assignment
from crm.deals.models import ENDED, Deal, SuccessDefinition
from crm.home.queries.docket.lines import Done, Line
from crm.prepared import prepared
from secrets_manual.models import Commitment, Meeting, Promise, Secret, State
from secrets_manual.queries import meetings_to_log, reviews_due

PROMISES_WITHIN = dt.timedelta(hours=36)


def promises_today(
    person: Person, now: dt.datetime, midnight: dt.datetime
) -> tuple[list[Line], list[Done]]:
    """Give the promises due until tomorrow night, and those kept today."""
    rows = _promises(person, now, midnight)
    lines = [
        Line(
            kind=_("Promise"),
            icon="check2-square",
            title=promise.words,
            url=reverse("promise", args=[promise.pk]),
            text=_promised_to(promise),
            strong=_("It was due. Say so before they ask.") if promise.due_at < now else "",
            due_at=promise.due_at,
            done_url=reverse("today_keep", args=[promise.pk]),
            rank=1,
        )
        for promise in rows
        if promise.kept_at is None
    ]
    return lines, [Done(promise.words, promise.kept_at) for promise in rows if promise.kept_at]


@prepared
def _promises(person: Person, now: dt.datetime, midnight: dt.datetime) -> QuerySet[Promise]:
    return (
        Promise.objects.filter(owner=person)
        .filter(
            Q(kept_at__isnull=True, broken_at__isnull=True, due_at__lt=now + PROMISES_WITHIN)
            | Q(kept_at__gte=midnight)
        )
        .select_related("customer", "contact")
        .order_by("due_at", "id")[:20]
    )


def _promised_to(promise: Promise) -> str:
    name = promise.contact.name if promise.contact else promise.customer.name
    return _("Promised to %(name)s, %(customer)s.") % {
        "name": name,
        "customer": promise.customer.name,
    }


def meetings_today(person: Person, now: dt.datetime, midnight: dt.datetime) -> list[Line]:
    """Give today's meetings out of the person's own calendar that are not logged yet."""
    return [
        Line(
            kind=_("Meeting"),
            icon="calendar-event",
            title=f"{row.contact.name}, {row.customer.name}",
            url=_brief_of(row.customer_id),
            text=row.title,
            strong=_("It is over. What did they say?") if row.ends_at < now else "",
            due_at=row.starts_at,
            begins_at=None if row.is_all_day else row.starts_at,
            act_url=reverse("meeting_log", args=[row.pk]),
            act_button=_("Log this meeting"),
            rank=1,
        )
        for row in _meetings(person, midnight)
    ]


@prepared
def _meetings(person: Person, midnight: dt.datetime) -> QuerySet[Meeting]:
    return meetings_to_log(person, midnight, midnight + dt.timedelta(days=1))[:8]


def _brief_of(customer_id: int) -> str:
    try:
        return reverse("brief", args=[customer_id])
    except NoReverseMatch:
        return reverse("manual", args=[customer_id])


def commitments_today(person: Person, now: dt.datetime) -> list[Line]:
    """Give what customers said they would do and what is due by now, the oldest first."""
    return [
        Line(
            kind=_("They owe"),
            icon="hourglass-split",
            title=row.words,
            url=reverse("commitment", args=[row.pk]),
            text=_("%(name)s said so. Did it come?")
            % {"name": row.contact.name if row.contact else row.customer.name},
            button=_("Look"),
            rank=2,
        )
        for row in _commitments(person, now)
    ]


@prepared
def _commitments(person: Person, now: dt.datetime) -> QuerySet[Commitment]:
    due = Commitment.objects.filter(
        owner=person, came_at__isnull=True, missed_at__isnull=True, due_at__lte=now
    )
    return due.select_related("customer", "contact").order_by("due_at", "id")[:2]


def leaves_today(person: Person) -> list[Line]:
    """Give the drafts that wait for an answer and the leaves due for review; no words of them."""
    rows: list[dict[str, object]] = [dict(row) for row in _leaves(person)]
    reviews = [row for row in rows if row["state"] == State.KEPT]
    drafts = [row for row in rows if row["state"] != State.KEPT]
    lines = []
    if drafts:
        lines.append(_to_confirm(drafts))
    if reviews:
        lines.append(_to_review(reviews))
    return lines


@prepared
def _leaves(person: Person) -> QuerySet[Any, Any]:
    # Two short lists of numbers: an "or" between them would read every secret there is.
    drafts_of_mine = Secret.objects.filter(
        author=person, state__in=[State.DRAFT, State.THIRD_PARTY]
    )
    due = reviews_due(person).order_by().values("pk")
    return (
        Secret.objects.filter(pk__in=drafts_of_mine.order_by().values("pk").union(due, all=True))
        .order_by()
        .values("customer_id", "customer__name", "state")
        .annotate(n=Count("pk"))
        .order_by("-n", "customer__name")[:20]
    )


def _to_confirm(rows: list[dict[str, object]]) -> Line:
    n = sum(int(str(row["n"])) for row in rows)
    return Line(
        kind=_("Draft"),
        icon="pencil",
        title=ngettext(
            "%(n)d draft waits for their answer", "%(n)d drafts wait for their answers", n
        )
        % {"n": n},
        url=reverse("reviews"),
        text=_("At %(names)s. Ask, then confirm; unconfirmed drafts go by themselves.")
        % {"names": _named(rows)},
        button=_("Look"),
        rank=3,
    )


def _to_review(rows: list[dict[str, object]]) -> Line:
    n = sum(int(str(row["n"])) for row in rows)
    return Line(
        kind=_("Review"),
        icon="arrow-repeat",
        title=ngettext(
            "Still true? %(n)d secret to re-check", "Still true? %(n)d secrets to re-check", n
        )
        % {"n": n},
        url=reverse("reviews"),
        text=_("At %(names)s. What nobody confirms is hidden, then forgotten.")
        % {"names": _named(rows)},
        button=_("Re-check"),
        rank=4,
    )


def _named(rows: list[dict[str, object]]) -> str:
    return ", ".join(dict.fromkeys(str(row["customer__name"]) for row in rows[:3]))


def selling_today(person: Person) -> list[Line]:
    """Give the oldest open deal not asked about, and the plan one has not signed.

    One question to the database for both.
    """
    deal, is_unsigned = next(iter(_unasked_and_unsigned(person)), (None, False))
    return [*([_to_ask(deal)] if deal else []), *([_to_sign()] if is_unsigned else [])]


@prepared
def _unasked_and_unsigned(person: Person) -> QuerySet[Person, tuple[dict[str, str] | None, bool]]:
    asked = SuccessDefinition.objects.filter(deal=OuterRef("pk"))
    unasked = (
        Deal.objects.filter(~Exists(asked), owner=OuterRef("pk"), customer__isnull=False)
        .exclude(stage__in=ENDED)
        .order_by("opened_on", "id")
        .values(told=JSONObject(pk="pk", name="name", customer="customer__name"))
    )
    unsigned = Assignment.objects.filter(person=OuterRef("pk"), signed_at__isnull=True)
    mine = Person.objects.filter(pk=person.pk)
    return mine.values_list(Subquery(unasked[:1]), Exists(unsigned))


def _to_ask(deal: dict[str, str]) -> Line:
    return Line(
        kind=_("Ask"),
        icon="question-circle",
        title=f"{deal['customer']}: {deal['name']}",
        url=reverse("deal", args=[deal["pk"]]),
        text=_("Nobody has asked yet:"),
        strong=_("“Exactly how would you define success for this project?”"),
        button=_("Write it down"),
        rank=2,
    )


def _to_sign() -> Line:
    return Line(
        kind=_("Sign"),
        icon="pen",
        title=_("The plan you are paid by waits for your name"),
        url=reverse("bonus"),
        text=_("Read it, ask what is unclear, then sign it."),
        button=_("Read"),
        rank=3,
    )
