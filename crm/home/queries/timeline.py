"""What happened with a customer, as far as the person who asks may read it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, CharField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Person
from accounts.queries import Slice, keyset, rows_merged_into, sliced
from crm.journal.models import Entry
from crm.journal.queries import entries_of_customer
from crm.prepared import prepared
from crm.recovery.models import Ticket
from crm.recovery.queries import tickets_visible_to

ORDER = ("-at", "-id")
#: What stands on the page at first, and with each "More".
NEWEST, OLDER = 5, 20


@dataclass(frozen=True)
class Telling:
    """How one kind of entry is told: its icon, its title, its page, and whether words show."""

    icon: str
    title: object
    url_name: str = ""
    shows_words: bool = False


@dataclass(frozen=True)
class Moment:
    """One line of a timeline, as parts/timeline.html draws it.

    Without words for the `link`, the title is the way to the page.
    """

    at: dt.datetime
    icon: str
    title: str
    words: str = ""
    name: str = ""
    lang: str = ""
    text: str = ""
    url: str = ""
    link: object = ""


TELLINGS = {
    "accounts.customer_added": Telling("building", _("Customer added")),
    "accounts.customer_won": Telling("flag", _("Became a customer")),
    "accounts.customer_entrusted": Telling("person-check", _("A new steward")),
    "accounts.customers_merged": Telling("arrow-left-right", _("Two entries made one")),
    "accounts.customer_paused": Telling("pause-circle", _("Left in peace")),
    "accounts.customer_resumed": Telling("arrow-repeat", _("Reminded of again")),
    "accounts.contact_added": Telling("person-plus", _("Contact added"), "contact"),
    "secrets_manual.conversation_held": Telling("chat-quote", _("Conversation"), "conversation"),
    "secrets_manual.promise_made": Telling("hourglass-split", _("Promise made"), "promise"),
    "secrets_manual.promise_kept": Telling("check2-square", _("Promise kept"), "promise"),
    "secrets_manual.promise_broken": Telling("exclamation-octagon", _("Promise broken"), "promise"),
    "secrets_manual.commitment_made": Telling("hourglass-split", _("They said they would")),
    "secrets_manual.commitment_came": Telling("check2-square", _("What they said came")),
    "secrets_manual.commitment_missed": Telling("dash-lg", _("What they said did not come")),
    "secrets_manual.secret_used": Telling("gift", _("Something they told us was used")),
    "secrets_manual.gift_recorded": Telling("gift", _("A gift, in the register"), "gift"),
    "secrets_manual.gift_handed": Telling("gift", _("A gift, approved and given"), "gift"),
    "secrets_manual.suggestion_mailed": Telling("envelope", _("Offer sent"), "suggestion"),
    "secrets_manual.suggestion_said": Telling(
        "chat-quote", _("Offer made in person"), "suggestion"
    ),
    "recovery.ticket_opened": Telling("stopwatch", _("An OOPS! was reported"), "ticket", True),
    "recovery.ticket_answered": Telling("telephone", _("OOPS! answered"), "ticket"),
    "recovery.ticket_worked_around": Telling("tools", _("OOPS! works for now"), "ticket"),
    "recovery.ticket_fixed": Telling("tools", _("OOPS! fixed"), "ticket"),
    "recovery.customer_surprised": Telling("gift", _("Surprised them"), "ticket"),
    "recovery.ticket_recovered": Telling("check-circle", _("OOPS! recovered"), "ticket"),
    "recovery.ticket_reopened": Telling("arrow-repeat", _("OOPS! opened again"), "ticket"),
    "recovery.ticket_lost": Telling("dash-lg", _("OOPS! lost"), "ticket"),
    "deals.deal_opened": Telling("flag", _("Deal opened"), "deal"),
    "deals.deal_moved": Telling("arrow-right", _("Deal moved on"), "deal"),
    "deals.success_defined": Telling("flag", _("They said what success means"), "deal"),
    "success.plan_started": Telling("signpost-split", _("Success plan started"), "success"),
    "success.milestone_signed": Telling("pen", _("Milestone signed off")),
}
SHOWS: dict[str, str | tuple[str, ...]] = {
    "conversations": "secrets_manual.conversation_",
    "oops": "recovery.",
    "promises": ("secrets_manual.promise_", "secrets_manual.commitment_"),
    "deals": "deals.",
}


def timeline_entries(
    person: Person,
    customer: Customer,
    *,
    reads: bool,
    show: str = "",
    gone: list[int] | None = None,
) -> QuerySet[Entry]:
    """Give the entries worth telling that the person may read.

    `reads` is what `standing_of` says. Somebody who sees only names and ways to reach them gets
    the tickets they may read, and nothing else. Tickets that were born of a report card follow
    the rule of tickets. `gone` are the customers that became part of this one, asked for unless
    the caller has them.
    """
    kinds = [kind for kind in TELLINGS if kind.startswith(SHOWS.get(show, ""))]
    tickets = tickets_visible_to(person).filter(customer=customer).order_by()
    seen = tickets.annotate(key=Cast("pk", CharField())).values("key")
    about_tickets = Q(subject_kind="ticket", subject_id__in=seen)
    rest = Q(audience=Entry.Audience.READERS) & ~Q(subject_kind="ticket")
    allowed = about_tickets | rest if reads else about_tickets
    if gone is None:
        gone = rows_merged_into(Customer, customer.pk)
    entries = entries_of_customer(customer.pk, also=gone).filter(
        allowed, kind__in=kinds, audience__in=[Entry.Audience.READERS, Entry.Audience.MANAGERS]
    )
    # Whom a stewardship went to stands among the facts; their name comes along with the entry.
    to_whom = Person.objects.filter(pk=OuterRef("steward_id")).values("name")[:1]
    who = Ticket.objects.filter(pk=OuterRef("ticket_key")).values("contact__name")[:1]
    key = Case(When(subject_kind="ticket", then=Cast("subject_id", BigIntegerField())))
    return entries.alias(
        steward_id=Cast(KT("facts__steward"), BigIntegerField()), ticket_key=key
    ).annotate(steward_name=Subquery(to_whom), teller=Subquery(who))


def timeline_page(
    person: Person, customer: Customer, *, reads: bool, show: str, cursor: str | None
) -> Slice[Entry]:
    """Give one page of them, of a customer that was opened with its `gone`; mostly the newest."""
    gone = vars(customer)["gone"]
    if cursor:
        entries = timeline_entries(person, customer, reads=reads, show=show, gone=gone)
        return moments_page(entries, cursor)
    rows = _first_entries(person, customer, reads=reads, show=show, gone=gone)
    return sliced(rows, order=ORDER, size=NEWEST)


@prepared
def _first_entries(
    person: Person, customer: Customer, *, reads: bool, show: str, gone: list[int]
) -> QuerySet[Entry]:
    entries = timeline_entries(person, customer, reads=reads, show=show, gone=gone)
    return entries.order_by(*ORDER)[: NEWEST + 1]


def moments_page(entries: QuerySet[Entry], cursor: str | None) -> Slice[Entry]:
    """Give the newest few of some entries, or older ones from where the cursor points."""
    return keyset(entries, order=ORDER, cursor=cursor, size=OLDER if cursor else NEWEST)


def entries_with_contact(
    entries: QuerySet[Entry], contact: Contact, *, gone: list[int]
) -> QuerySet[Entry]:
    """Narrow a customer's entries to those that one contact did or that speak of them.

    `gone` are the contacts that became part of this one.
    """
    ids = [contact.pk, *gone]
    reported = Ticket.objects.filter(contact__in=ids).order_by()
    theirs = reported.annotate(key=Cast("pk", CharField())).values("key")
    return entries.filter(
        Q(contact_id__in=ids)
        | Q(subject_kind="contact", subject_id__in=[str(pk) for pk in ids])
        | Q(facts__contact__in=ids)
        | Q(subject_kind="ticket", subject_id__in=theirs)
    )


def as_moments(entries: list[Entry]) -> list[Moment]:
    """Tell entries, in their order."""
    return [_moment(entry) for entry in entries]


def _moment(entry: Entry) -> Moment:
    telling = TELLINGS[entry.kind]
    words_row = getattr(entry, "words_row", None)
    said = words_row.words.get("words", "") if words_row and telling.shows_words else ""
    whom = vars(entry).get("steward_name") or ""
    if entry.subject_kind == "contact" and words_row:
        whom = words_row.words.get("name", "")
    by = _("by %(name)s") % {"name": entry.person.name} if entry.person else ""
    return Moment(
        at=entry.at,
        icon=telling.icon,
        title=str(telling.title),
        words=said,
        name=str(vars(entry).get("teller") or _("The customer")) if said else "",
        text=", ".join(filter(None, (whom, str(by)))),
        url=_url(telling.url_name, entry.subject_id),
    )


def _url(name: str, subject_id: str) -> str:
    try:
        return reverse(name, args=[subject_id]) if name else ""
    except NoReverseMatch:
        return ""
