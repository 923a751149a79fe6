"""The draft of an apology: what happened, what we did, no excuse; never sent by itself."""

import datetime as dt
from collections.abc import Iterator

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from crm.recovery.models import Severity
from crm.recovery.queries import Page
from crm.recovery.rules.words_of_manner import says_how


def apology_draft(page: Page) -> str:
    """Write the draft from what the ticket knows; the writer makes it their own."""
    ticket = page.ticket
    name = ticket.contact.name.split(" ")[0] if ticket.contact else ticket.customer.name
    lines = [
        _told(page) % {"name": name, "day": _said(ticket.reported_at, "l"), "words": ticket.words},
        _("That should not have happened to you, and I am sorry."),
    ]
    if ticket.cost_words:
        lines.append(_("I know what it cost you: %(cost)s") % {"cost": ticket.cost_words})
    return "\n\n".join([*lines, *_done(page), *_promised(page)])


def _told(page: Page) -> str:
    """Quote them, and nobody else: what we summed up of a report card are our words."""
    if page.ticket.words_are_theirs:
        return _("%(name)s, on %(day)s you told us: “%(words)s”")
    return _("%(name)s, your report card of %(day)s told us that we were not what you need.")


def _done(page: Page) -> Iterator[str]:
    """Say what was done and when, or what is being done."""
    ticket, cycle = page.ticket, page.cycle
    if cycle.fixed_at:
        words = {"day": _said(cycle.fixed_at, "l, j F"), "done": cycle.fix_words}
        yield _("This is what we did on %(day)s: %(done)s") % words
    elif cycle.worked_around_at:
        words = {"day": _said(cycle.worked_around_at, "l, j F"), "done": cycle.workaround_words}
        yield _("It works for now, since %(day)s: %(done)s") % words
        if cycle.fix_promised_at:
            by = {"time": _said(cycle.fix_promised_at, "l, j F, H:i")}
            yield _("The lasting fix is there by %(time)s; I see to it.") % by
    elif ticket.make_right_words:
        words = {"words": ticket.make_right_words.rstrip(".")}
        yield _("You said what would make it right: %(words)s. I am working on just that.") % words
    else:
        yield _("I see to it myself and will call you when it is done.")


def _promised(page: Page) -> Iterator[str]:
    """Repeat what we promised on this ticket; the lasting fix has its own sentence."""
    fix = page.cycle.fix_promised_at
    for promise in page.promises:
        if promise.kept_at is None and promise.due_at != fix:
            words = {"words": promise.words.rstrip("."), "time": _said(promise.due_at, "l, j F")}
            yield _("You have my word: %(words)s, by %(time)s.") % words


def apology_advice(page: Page) -> list[str]:
    """Say who should apologise and why, and what they told us about how to reach them."""
    known = [
        _("How they want to be told: “%(words)s”") % {"words": secret.text}
        for secret in page.secrets
        if not secret.do_not_mention and says_how(secret.text)
    ]
    return [_who(page), *known[:3]]


def _who(page: Page) -> str:
    ticket = page.ticket
    if ticket.severity == Severity.GRAVE:
        return _("A director should say it, and call: it was grave.")
    if page.repeats is not None:
        return _("Whoever leads the service should say it: something went wrong lately already.")
    if page.pieces.breaches:
        return _("Whoever leads the service should say it: we were late as well.")
    if ticket.owner is not None:
        return _("%(name)s should say it, who looks after it.") % {"name": ticket.owner.name}
    return _("Whoever takes the ticket should say it.")


def _said(at: dt.datetime, style: str) -> str:
    return dateformat.format(timezone.localtime(at), style)
