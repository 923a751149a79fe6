"""What would delight: the secrets a surprise may come from, why, and what a rule refuses."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import dateformat
from django.utils.translation import gettext as _

from accounts.models import Contact
from crm.prepared import prepared
from crm.recovery.models import Ticket
from crm.recovery.queries.gestures import ANYWHERE, BY_KIND, Gesture
from crm.recovery.rules import surprise_cap
from crm.recovery.rules.surprises import Idea, Known, rank
from secrets_manual import queries as manual
from secrets_manual.models import Reception, Secret, Use
from secrets_manual.rules.kinds import Provenance
from secrets_manual.rules.kinds import Use as UseCode

SHOWN = 3


@dataclass(frozen=True)
class Suggestion:
    """A surprise worth thinking of: what to do, what it comes from, why, and what to say."""

    secret: Secret
    act: str
    why: str
    say: str


@dataclass(frozen=True)
class Ideas:
    """What the panel shows; `cap_minor` is the most a surprise may cost.

    `no_gifts` says why nothing may cost money here, or is empty.
    """

    suggestions: list[Suggestion]
    refused: list[str]
    cap_minor: int
    no_gifts: str


def ideas_for(ticket: Ticket, secrets: list[Secret], today: dt.date) -> Ideas:
    """Rank the secrets that the person has just read; deterministic, each with its reasons."""
    contact = ticket.contact
    uses = {row["secret"]: row for row in _uses_of(secrets)}
    by_key = {secret.pk: secret for secret in secrets}
    known = [_known(secret, contact, uses.get(secret.pk)) for secret in secrets]
    none = contact is not None and contact.no_surprises
    ideas, refused = rank(known, today=today, severity=ticket.severity, wants_none=none)
    cap_minor, no_gifts = budget_for(ticket)
    return Ideas(
        suggestions=_suggestions(ideas, by_key, ticket.severity, gifts=not no_gifts),
        refused=[f"{by_key[one.key].text}: {_against(one.rule)}" for one in refused],
        cap_minor=cap_minor,
        no_gifts=no_gifts,
    )


def budget_for(ticket: Ticket) -> tuple[int, str]:
    """Give the most a surprise may cost, and why it may cost nothing, where that is so."""
    if not hasattr(ticket, "gift_rules"):
        ticket = manual.with_gift_budget(Ticket.objects.filter(pk=ticket.pk)).get()
    budget = manual.budget_of(ticket)
    if budget.allowance.nothing:
        return 0, manual.what_is_allowed(budget.allowance)
    if budget.approved_minor is not None:
        return budget.approved_minor, ""
    if budget.left_minor == 0:
        return 0, _("They were given as much this year as one person may be given.")
    return min(budget.left_minor, surprise_cap(ticket.severity, public_official=False)), ""


def _uses_of(secrets: list[Secret]) -> list[dict[str, Any]]:
    if not secrets:
        return []
    return [dict(row) for row in _uses([secret.pk for secret in secrets])]


@prepared
def _uses(secrets: list[int]) -> QuerySet[Any, Any]:
    unwelcome = Count("pk", filter=Q(reception=Reception.UNWELCOME))
    rows = Use.objects.filter(secret__in=secrets).values("secret")
    return rows.annotate(n=Count("pk"), unwelcome=unwelcome)


def _known(secret: Secret, contact: Contact | None, used: dict[str, Any] | None) -> Known:
    told_us = secret.provenance == Provenance.TOLD_US
    return Known(
        key=secret.pk,
        told_us=told_us,
        told_by_contact=told_us and contact is not None and secret.contact_id == contact.pk,
        known_on=secret.told_on or secret.created_at.date(),
        times_used=used["n"] if used else 0,
        was_unwelcome=bool(used and used["unwelcome"]),
        for_surprises=UseCode.SURPRISE.value in secret.uses,
        do_not_mention=secret.do_not_mention,
        weight=BY_KIND[secret.kind].weight,
    )


def _suggestions(
    ideas: list[Idea], by_key: dict[int, Secret], severity: int, *, gifts: bool
) -> list[Suggestion]:
    """Give the best three, acts before gifts; no two of them say the same."""
    used, found = set[Gesture](), list[tuple[Gesture, Suggestion]]()
    spare = sorted(ANYWHERE, key=lambda gesture: abs(gesture.weight - severity))
    acts_first = sorted(ideas, key=lambda idea: gifts and BY_KIND[by_key[idea.key].kind].is_gift)
    for idea in acts_first[:SHOWN]:
        secret = by_key[idea.key]
        gesture = BY_KIND[secret.kind]
        if gesture in used or (gesture.is_gift and not gifts):
            gesture = spare.pop(0)
        used.add(gesture)
        found.append((gesture, _suggestion(idea, secret, gesture, severity)))
    found.sort(key=lambda pair: pair[0].is_gift)
    return [suggestion for _gesture, suggestion in found]


def _suggestion(idea: Idea, secret: Secret, gesture: Gesture, severity: int) -> Suggestion:
    name = secret.contact.name if secret.contact else secret.customer.name
    act = str(gesture.act) % {"name": name}
    why = _why(idea, secret, name)
    if gesture.weight == severity:
        why = f"{why} {_as_grave(severity)}"
    return Suggestion(secret, act, why, str(gesture.say))


def _as_grave(severity: int) -> str:
    return {
        1: _("A small sign fits a minor mishap."),
        2: _("Some effort fits a serious mishap."),
        3: _("Real effort fits a grave mishap."),
    }[severity]


def _why(idea: Idea, secret: Secret, name: str) -> str:
    """Explain its place in one or two short sentences."""
    day = dateformat.format(secret.told_on or secret.created_at, "j M")
    if secret.provenance == Provenance.TOLD_US:
        first = _("%(name)s told us on %(day)s.") % {"name": name, "day": day}
    elif secret.provenance == Provenance.PUBLIC:
        first = _("It is public; we wrote it down on %(day)s.") % {"day": day}
    else:
        first = _("We noticed it on %(day)s.") % {"day": day}
    if "never_used" in idea.reasons:
        return f"{first} {_('Nobody has made use of it yet.')}"
    return first


def _against(rule: str) -> str:
    return {
        "no_surprises": _("they asked us not to surprise them."),
        "do_not_mention": _("it is not to be mentioned."),
        "not_for_surprises": _("it was told for other uses than surprises."),
        "unwelcome_before": _("it was unwelcome the last time."),
    }[rule]
