"""How relationships stand, reckoned only from what the person who asks may read."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils import dateformat
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, CustomerKind, Person
from crm import clock
from crm.home.queries.evidence import Evidence, Mishap, evidence_of
from secrets_manual.rules.health import (
    Health,
    Reason,
    Verdict,
    is_single_threaded,
    verdict_of,
)

_LAST = {
    "them": gettext_lazy("they started the last talk, %(day)s"),
    "us": gettext_lazy("we started the last talk, %(day)s"),
    "": gettext_lazy("the last talk was %(day)s"),
}
_REASONS = {
    Reason.WE_STARTED: gettext_lazy("the last three times we called first"),
    Reason.TENSE: gettext_lazy("the last talk felt tense"),
}
_MOST_KEPT = 2000
_DAYS_UNTIL_WEEKS = 14
_DAYS_UNTIL_MONTHS = 91


@dataclass(frozen=True)
class Bond:
    """How one relationship stands, with the sentence that says why.

    `talked_to` are the contacts with whom we talked; `is_thin` says that they are too few;
    `last_contact` is one with whom we talked last.
    """

    verdict: Verdict
    talked_to: frozenset[int] = field(default_factory=frozenset)
    is_thin: bool = False
    mishaps: tuple[Mishap, ...] = ()
    last_contact: int | None = None

    @property
    def state(self) -> Health:
        return self.verdict.state

    @property
    def because(self) -> str:
        return because(self.verdict)


def bonds_of(person: Person, customers: Iterable[Customer]) -> dict[int, Bond]:
    """Give the bond with each of some customers, by their ids, with one question for all.

    Customers whose conversations the person may not read are left out.
    """
    return bonds_from(evidence_of(person, [customer.pk for customer in customers]))


def bonds_from(known: Evidence) -> dict[int, Bond]:
    """Judge each customer of which something may be known, by its id."""
    today = clock.today()
    return {pk: _bond(known, pk, today) for pk in known.homes}


def bond_of(person: Person, customer: Customer) -> Bond | None:
    """Give the bond with one customer, or None where the person may not read of it."""
    return bonds_of(person, [customer]).get(customer.pk)


def bonds_of_contacts(person: Person, contacts: Collection[Contact]) -> dict[int, Bond]:
    """Give the bond with each of some contacts of readable customers, by their ids."""
    known = evidence_of(person, {contact.customer_id for contact in contacts})
    return {
        contact.pk: bond_with_contact(known, contact)
        for contact in contacts
        if contact.customer_id in known.homes
    }


def bond_with_contact(known: Evidence, contact: Contact) -> Bond:
    """Judge the talks that a contact took part in; a mishap of nobody's in particular is theirs."""
    home = contact.customer_id
    own = [talk.touch for talk in known.talks[home] if contact.pk in talk.contacts]
    theirs = tuple(one for one in known.mishaps[home] if one.contact in {None, contact.pk})
    return Bond(verdict_of(own, today=clock.today(), mishaps=len(theirs)), mishaps=theirs)


def _bond(known: Evidence, pk: int, today: dt.date) -> Bond:
    talks, mishaps = known.talks[pk], tuple(known.mishaps[pk])
    people = frozenset(who for talk in talks for who in talk.contacts)
    return Bond(
        verdict_of([talk.touch for talk in talks], today=today, mishaps=len(mishaps)),
        talked_to=people,
        is_thin=known.homes[pk].kind == CustomerKind.ORGANISATION and is_single_threaded(people),
        mishaps=mishaps,
        last_contact=min(talks[-1].contacts, default=None) if talks else None,
    )


def because(verdict: Verdict) -> str:
    """Say why: the open mishap first, then the last talk, the rhythm, and who calls whom."""
    last = verdict.last
    if last is None:
        return _("no talk is written down yet that went both ways")
    is_of_this_year = last.on.year == clock.today().year
    day = _day_shown(last.on, get_language(), is_of_this_year=is_of_this_year)
    parts = []
    if verdict.mishaps:
        opened = ngettext("%(n)d OOPS! is open", "%(n)d OOPS! are open", verdict.mishaps)
        parts.append(opened % {"n": verdict.mishaps})
    parts.append(str(_LAST[last.started_by]) % {"day": day})
    if verdict.state is Health.UNKNOWN:
        parts.append(
            ngettext(
                "%(n)d day with a talk so far, and three are needed",
                "%(n)d days with a talk so far, and three are needed",
                verdict.n,
            )
            % {"n": verdict.n}
        )
        return "; ".join(parts)
    parts.append(
        _("usually every %(usual)s, now %(now)s (from talks on %(n)d days)")
        % {
            "usual": span(verdict.usual_days),
            "now": span(verdict.silent_days),
            "n": verdict.n,
        }
    )
    parts += [str(_REASONS[reason]) for reason in verdict.reasons if reason in _REASONS]
    return "; ".join(parts)


@lru_cache(_MOST_KEPT)
def _day_shown(day: dt.date, _language: str | None, *, is_of_this_year: bool) -> str:
    return dateformat.format(day, "j M" if is_of_this_year else "j M Y")


def span(days: int) -> str:
    """Write a number of days as people say it: days, weeks, then months."""
    return _span(days, get_language())


@lru_cache(_MOST_KEPT)
def _span(days: int, _language: str | None) -> str:
    if days < _DAYS_UNTIL_WEEKS:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if days < _DAYS_UNTIL_MONTHS:
        weeks = round(days / 7)
        return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
    months = round(days / 30.4)
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
