"""The draft of an apology: what happened, what we did, no excuse; never sent by itself."""

import datetime as dt
from collections.abc import Iterator

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from crm.recovery.models import Severity
from crm.recovery.queries import Page
from crm.recovery.rules.third_person import speaks_of_them
from crm.recovery.rules.words_of_manner import says_how
from secrets_manual.models import Promise

#: What fits on one line of the box at a desk, about.
LETTERS_A_LINE = 70


def apology_draft(page: Page) -> str:
    """Write the draft from what the ticket knows; the writer makes it their own.

    What we noted about the customer, as of somebody else, is told to nobody in it.
    """
    ticket = page.ticket
    name = ticket.contact.name.split(" ")[0] if ticket.contact else ticket.customer.name
    lines = [
        _told(page) % {"name": name, "day": _said(ticket.reported_at, "l"), "words": ticket.words},
        _("That should not have happened to you, and I am sorry."),
    ]
    if _fit(page, ticket.cost_words):
        lines.append(_("I know what it cost you: %(cost)s") % {"cost": ticket.cost_words})
    return "\n\n".join([*lines, *_done(page), *_promised(page)])


def rows_for(draft: str) -> int:
    """Give how many lines a box needs for the draft, one to spare."""
    lines = sum(1 + len(line) // LETTERS_A_LINE for line in draft.split("\n"))
    return max(4, min(lines + 1, 18))


def _fit(page: Page, words: str, *, ours: bool = True) -> str:
    """Give words of the ticket that the customer may read; "" for what speaks of them."""
    ticket = page.ticket
    names = [ticket.contact.name] if ticket.contact else []
    return "" if speaks_of_them(words, names, ours=ours) else words.strip()


def _told(page: Page) -> str:
    """Quote them, and nobody else: what we summed up of a report card are our words."""
    if not page.ticket.words_are_theirs:
        return _("%(name)s, your report card of %(day)s told us that we were not what you need.")
    if _fit(page, page.ticket.words, ours=False):
        return _("%(name)s, on %(day)s you told us: “%(words)s”")
    return _("%(name)s, on %(day)s you told us what went wrong.")


def _done(page: Page) -> Iterator[str]:
    """Say what was done and when, or what is being done; written for them before noted by us."""
    ticket, cycle = page.ticket, page.cycle
    if cycle.fixed_at:
        done = cycle.done_words or _fit(page, cycle.fix_words)
        words = {"day": _said(cycle.fixed_at, "l, j F"), "done": done}
        told = _("This is what we did on %(day)s: %(done)s")
        yield (told if done else _("On %(day)s we put it right.")) % words
    elif cycle.worked_around_at:
        done = _fit(page, cycle.workaround_words)
        words = {"day": _said(cycle.worked_around_at, "l, j F"), "done": done}
        told = _("It works for now, since %(day)s: %(done)s")
        yield (told if done else _("It works for now, since %(day)s.")) % words
        if cycle.fix_promised_at:
            yield _lasting(page, cycle.fix_promised_at)
    elif wish := _fit(page, ticket.make_right_words):
        words = {"words": wish.rstrip(".")}
        yield _("You said what would make it right: %(words)s. I am working on just that.") % words
    elif ticket.make_right_words:
        yield _("You said what would make it right, and I am working on just that.")
    else:
        yield _("I see to it myself and will call you when it is done.")


def _lasting(page: Page, promised_at: dt.datetime) -> str:
    what = _fit(page, page.cycle.promised_words).rstrip(".")
    by = {"time": _said(promised_at, "l, j F, H:i"), "words": what}
    told = _("The lasting fix is there by %(time)s: %(words)s. I see to it.")
    return (told if what else _("The lasting fix is there by %(time)s; I see to it.")) % by


def _promised(page: Page) -> Iterator[str]:
    """Repeat what we promised on this ticket; the lasting fix has its own sentence."""
    for promise in _other_promises(page):
        if said := _fit(page, promise.words):
            words = {"words": said.rstrip("."), "time": _said(promise.due_at, "l, j F")}
            yield _("You have my word: %(words)s, by %(time)s.") % words


def _other_promises(page: Page) -> list[Promise]:
    fix = page.cycle.fix_promised_at
    return [one for one in page.promises if one.kept_at is None and one.due_at != fix]


def _left_out(page: Page) -> list[str]:
    """Give what the draft would say, were it not said of them instead of to them."""
    ticket, cycle = page.ticket, page.cycle
    noted = [ticket.cost_words, *(one.words for one in _other_promises(page))]
    if cycle.fixed_at:
        noted.append("" if cycle.done_words else cycle.fix_words)
    elif cycle.worked_around_at:
        noted += [cycle.workaround_words, cycle.promised_words]
    else:
        noted.append(ticket.make_right_words)
    return [words for words in noted if words and not _fit(page, words)]


def apology_advice(page: Page) -> list[str]:
    """Say who should apologise and why, and what they told us about how to reach them."""
    known = [
        _("How they want to be told: “%(words)s”") % {"words": secret.text}
        for secret in page.secrets
        if not secret.do_not_mention and says_how(secret.text)
    ]
    said_of_them = [
        _("Not in the draft, being written about them: “%(words)s” Tell them in your own words.")
        % {"words": words}
        for words in _left_out(page)
    ]
    return [_who(page), *known[:3], *said_of_them]


def _who(page: Page) -> str:
    ticket = page.ticket
    if ticket.severity == Severity.GRAVE:
        return _("A director should apologise, and call: it was grave.")
    if page.repeats is not None:
        return _("Whoever leads the service should apologise: something went wrong lately already.")
    if page.pieces.breaches:
        return _("Whoever leads the service should apologise: we were late as well.")
    if ticket.owner is not None:
        return _("%(name)s should apologise, because the ticket is theirs.") % {
            "name": ticket.owner.name
        }
    return _("Whoever takes the ticket should apologise.")


def _said(at: dt.datetime, style: str) -> str:
    return dateformat.format(timezone.localtime(at), style)
