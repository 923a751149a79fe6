"""What happened on a ticket, in the words of its page."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, Exists, OuterRef, QuerySet, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import Person
from crm.journal.models import Entry
from crm.journal.queries import entries_about
from crm.prepared import prepared
from crm.recovery.models import Ticket
from crm.recovery.permissions import may_hear_complaints
from secrets_manual.models import Secret

_ICONS = {
    "recovery.ticket_opened": "megaphone",
    "recovery.ticket_answered": "telephone",
    "recovery.ticket_worked_around": "tools",
    "recovery.ticket_fixed": "tools",
    "recovery.customer_surprised": "gift",
    "recovery.surprise_planned": "calendar-event",
    "recovery.customer_reacted": "heart",
    "recovery.ticket_recovered": "check-circle",
    "recovery.ticket_lost": "box-arrow-right",
    "recovery.ticket_reopened": "arrow-counterclockwise",
    "recovery.appointment_made": "calendar-event",
    "recovery.ladder_climbed": "bell",
    "recovery.deadline_missed": "exclamation-octagon",
    "recovery.ticket_commented": "chat-dots",
    "recovery.owner_assigned": "person-check",
    "recovery.severity_raised": "exclamation-triangle",
    "recovery.ticket_merged": "link-45deg",
    "recovery.tickets_linked": "link-45deg",
    "recovery.ticket_accepted": "person-check",
    "recovery.ticket_passed_on": "arrow-right",
    "recovery.lesson_learnt": "lightbulb",
    "recovery.lesson_done": "check-circle",
    "recovery.loyalty_asked": "envelope",
    "recovery.customer_wrote": "envelope",
    "recovery.mail_attached": "envelope",
    "recovery.customer_written_to": "envelope",
    "recovery.loyalty_answered": "heart",
    "recovery.fix_confirmed": "check-circle",
    "recovery.fix_refused": "arrow-counterclockwise",
    "recovery.later_time_wished": "calendar-event",
    "recovery.customer_thanked": "heart",
    "recovery.customer_complained": "megaphone",
}
_TITLES: dict[str, str | Promise] = {
    "recovery.ticket_opened": gettext_lazy("Reported"),
    "recovery.ticket_imported": gettext_lazy("Taken over from an older system"),
    "recovery.ticket_answered": gettext_lazy("Reached the customer"),
    "recovery.ticket_worked_around": gettext_lazy("Working again"),
    "recovery.ticket_fixed": gettext_lazy("Fixed"),
    "recovery.customer_surprised": gettext_lazy("Surprised"),
    "recovery.surprise_planned": gettext_lazy("A surprise was planned"),
    "recovery.surprise_plan_changed": gettext_lazy("The planned surprise was changed"),
    "recovery.surprise_plan_dropped": gettext_lazy("The planned surprise was dropped"),
    "recovery.customer_reacted": gettext_lazy("How the surprise was received"),
    "recovery.ticket_recovered": gettext_lazy("Recovered"),
    "recovery.ticket_lost": gettext_lazy("The customer left"),
    "recovery.ticket_reopened": gettext_lazy("Reopened"),
    "recovery.appointment_made": gettext_lazy("A later time, as the customer asked"),
    "recovery.ladder_climbed": gettext_lazy("People were told"),
    "recovery.deadline_missed": gettext_lazy("A deadline was missed"),
    "recovery.severity_raised": gettext_lazy("Graver than it was told"),
    "recovery.owner_assigned": gettext_lazy("Handed on"),
    "recovery.ticket_merged": gettext_lazy("Two reports became one ticket"),
    "recovery.merge_undone": gettext_lazy("Parted again"),
    "recovery.tickets_linked": gettext_lazy("Linked"),
    "recovery.tickets_unlinked": gettext_lazy("No longer linked"),
    "recovery.ticket_accepted": gettext_lazy("Accepted"),
    "recovery.ticket_passed_on": gettext_lazy("Why it was handed on"),
    "recovery.cause_set": gettext_lazy("Cause set"),
    "recovery.lesson_learnt": gettext_lazy("Lesson"),
    "recovery.lesson_done": gettext_lazy("Lesson carried out"),
    "recovery.lesson_not_done": gettext_lazy("Lesson open again"),
    "recovery.ticket_commented": gettext_lazy("Comment"),
    "recovery.loyalty_asked": gettext_lazy("Asked about loyalty"),
    "recovery.customer_wrote": gettext_lazy("They wrote to us"),
    "recovery.mail_attached": gettext_lazy("A mail was put here"),
    "recovery.customer_written_to": gettext_lazy("We wrote to them"),
    "recovery.loyalty_answered": gettext_lazy("Answered about loyalty"),
    "recovery.fix_confirmed": gettext_lazy("They say it is right"),
    "recovery.fix_refused": gettext_lazy("They say it is not right yet"),
    "recovery.later_time_chosen": gettext_lazy("They chose a later time"),
    "recovery.later_time_wished": gettext_lazy("They ask for another time"),
    "recovery.customer_thanked": gettext_lazy("They thanked us"),
    "recovery.customer_complained": gettext_lazy("They wrote to the directors"),
    "recovery.standing_written": gettext_lazy("Written for their page"),
}


_PLANS = ("recovery.surprise_planned", "recovery.surprise_plan_changed")


@dataclass(frozen=True)
class EntryRow:
    """One moment of the history."""

    icon: str
    title: str | Promise
    at: dt.datetime
    text: str


def history_of(ticket: Ticket, person: Person) -> list[EntryRow]:
    """Give what happened, as far as the person may know; remarks stand elsewhere."""
    return [_entry_row(entry) for entry in _history(ticket.pk) if _is_for(person, entry)]


@prepared
def _history(ticket: int) -> QuerySet[Entry]:
    entries = entries_about("ticket", ticket).exclude(kind="recovery.ticket_commented")
    # What a surprise was to be says what it came from; taken back, neither is told any more.
    came_from = Case(
        When(kind__in=_PLANS, then=Cast(KT("facts__secret"), BigIntegerField())), default=None
    )
    there = Secret.objects.filter(pk=OuterRef("came_from"))
    return entries.annotate(came_from=came_from, is_there=Exists(there))[:100]


def _is_for(person: Person, entry: Entry) -> bool:
    """Keep a word to the directors from those below them, and from whom it is about."""
    if entry.kind != "recovery.customer_complained":
        return True
    return may_hear_complaints(person) and entry.facts.get("about") != person.pk


def _entry_row(entry: Entry) -> EntryRow:
    words = entry.words_row.words if hasattr(entry, "words_row") else {}
    if vars(entry)["came_from"] is not None and not vars(entry)["is_there"]:
        words = {}
    who = entry.person.name if entry.person else ""
    text = " · ".join(part for part in (who, " · ".join(words.values())) if part)
    return EntryRow(
        _ICONS.get(entry.kind, "activity"), _TITLES.get(entry.kind, entry.kind), entry.at, text
    )
