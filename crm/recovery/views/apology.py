"""The draft of an apology: what happened, what we did, no excuse; never sent by itself."""

import datetime as dt
from collections.abc import Iterator

from django.utils import dateformat, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from crm import clock
from crm.recovery.models import Severity
from crm.recovery.queries import Page, is_of_fix
from crm.recovery.rules.apology import APOLOGY, as_sentence, repeats
from crm.recovery.rules.third_person import speaks_of_them
from crm.recovery.rules.words_of_manner import says_how
from secrets_manual.models import Promise
from secrets_manual.rules.promises import PromiseState

Words = dict[str, str]
#: What fits on one line of the box at a desk, about.
LETTERS_A_LINE = 70
#: So many days back a day is known by its name alone.
WEEK = 7


def apology_draft(page: Page) -> str:
    """Write the draft from what the ticket knows; the writer makes it their own.

    What we noted about the customer, as of somebody else, is told to nobody in it.
    """
    said = APOLOGY.get(get_language() or "", APOLOGY["en"])
    lines = [_told(page, said), said["sorry"], *_known(page, said), *_done(page, said)]
    return "\n\n".join([*lines, *_promised(page, said)])


def rows_for(draft: str) -> int:
    """Give how many lines a box needs for the draft, one to spare."""
    lines = sum(1 + len(line) // LETTERS_A_LINE for line in draft.split("\n"))
    return max(4, min(lines + 1, 18))


def _fit(page: Page, words: str, *, ours: bool = True) -> str:
    """Give words of the ticket that the customer may read; "" for what speaks of them."""
    ticket = page.ticket
    names = [ticket.contact.name] if ticket.contact else []
    return "" if speaks_of_them(words, names, ours=ours) else words.strip()


def _told(page: Page, said: Words) -> str:
    """Quote them, and nobody else: what we summed up of a report card are our words."""
    ticket = page.ticket
    name = ticket.contact.name.split(" ")[0] if ticket.contact else ticket.customer.name
    day = _day_of_report(page, said)
    on = said["on"].format(day=day) if day else said["today"]
    if not ticket.words_are_theirs:
        of = said["of"].format(day=day) if day else said["of_today"]
        return said["card"].format(name=name, of=of)
    return said["quoted" if _quotes(page) else "told"].format(name=name, on=on, words=ticket.words)


def _quotes(page: Page) -> bool:
    return page.ticket.words_are_theirs and bool(_fit(page, page.ticket.words, ours=False))


def _day_of_report(page: Page, said: Words) -> str:
    """Name the day they told us: by its name within a week, else by its date; "" for today."""
    at, now = timezone.localtime(page.ticket.reported_at), timezone.localtime(clock.now())
    if page.told.days_only:
        at = page.ticket.reported_at.astimezone(dt.UTC)
    days = (now.date() - at.date()).days
    if days <= 0:
        return ""
    return dateformat.format(at, "l" if days < WEEK else said["day_format"])


def _known(page: Page, said: Words) -> Iterator[str]:
    """Say what it cost them, once, and where it came from."""
    if cost := _fit(page, page.ticket.cost_words):
        again = _quotes(page) and repeats(cost, page.ticket.words)
        yield said["cost_known" if again else "cost"].format(cost=as_sentence(cost))
    if cause := _fit(page, _cause(page)):
        yield said["cause"].format(cause=cause.rstrip("."))


def _cause(page: Page) -> str:
    return page.ticket.cause.name if page.ticket.cause else page.ticket.cause_words


def _done(page: Page, said: Words) -> Iterator[str]:
    """Say what was done and when, or what is being done; the bridge as long as a fix is owed."""
    cycle, lasting = page.cycle, page.lasting
    if not cycle.fixed_at and not cycle.worked_around_at:
        yield _to_come(page, said)
    if cycle.worked_around_at and (not cycle.fixed_at or (lasting and lasting.owed)):
        done = _fit(page, cycle.workaround_words)
        yield _dated(said, "works", cycle.worked_around_at, done)
    if cycle.fixed_at:
        # Written for them before noted by us.
        done = cycle.done_words or _fit(page, cycle.fix_words)
        yield _dated(said, "did", cycle.fixed_at, done)
    if lasting and lasting.owed:
        yield _lasting(page, said, lasting.due_at)
    elif lasting and lasting.kept and cycle.fixed_at:
        yield said["kept"]


def _dated(said: Words, key: str, at: dt.datetime, done: str) -> str:
    day = _said(at, said["day_format"])
    return said[key if done else f"{key}_plain"].format(day=day, done=as_sentence(done))


def _to_come(page: Page, said: Words) -> str:
    if wish := _fit(page, page.ticket.make_right_words):
        return said["wish"].format(words=wish.rstrip("."))
    return said["wish_plain" if page.ticket.make_right_words else "see"]


def _lasting(page: Page, said: Words, promised_at: dt.datetime) -> str:
    time = _said(promised_at, said["time_format"])
    if promised_at <= clock.now():
        return said["late"].format(time=time)
    what = _fit(page, page.cycle.promised_words).rstrip(".")
    return said["lasting" if what else "lasting_plain"].format(time=time, words=what)


def _promised(page: Page, said: Words) -> Iterator[str]:
    """Repeat what we promised on this ticket; the lasting fix has its own sentence."""
    for promise in _other_promises(page):
        if told := _fit(page, promise.words):
            day = _said(promise.due_at, said["day_format"])
            yield said["word"].format(words=told.rstrip("."), day=day)


def _other_promises(page: Page) -> list[Promise]:
    return [
        one
        for one in page.promises
        if one.state == PromiseState.OPEN and not is_of_fix(one, page.ticket)
    ]


def _left_out(page: Page) -> list[str]:
    """Give what the draft would say, were it not said of them instead of to them."""
    ticket, cycle = page.ticket, page.cycle
    noted = [ticket.cost_words, _cause(page), *(one.words for one in _other_promises(page))]
    if cycle.fixed_at and not cycle.done_words:
        noted.append(cycle.fix_words)
    if page.lasting and page.lasting.owed:
        noted += [cycle.workaround_words, cycle.promised_words]
    elif not cycle.fixed_at:
        noted.append(cycle.workaround_words or ticket.make_right_words)
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
