"""What a receiver must know of a customer before saying yes."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Customer, HandOver, Person
from accounts.queries import customers_readable
from crm import clock
from crm.deals.models import ENDED, Deal
from crm.recovery.models import Ticket
from secrets_manual.models import Promise, Secret, State

REVIEW_WITHIN = dt.timedelta(days=30)


@dataclass(frozen=True)
class Check:
    """One line of the checklist: how many there are, and what to do about them."""

    label: str
    number: int


def hand_overs_visible(person: Person) -> QuerySet[HandOver]:
    """Give the hand-overs one has a part in, and those of customers one leads."""
    part = Q(giver=person) | Q(receiver=person) | Q(offered_by=person)
    if person.has_role("lead", "manager", "director"):
        part |= Q(customer__in=customers_readable(person))
    return HandOver.objects.filter(part).select_related(
        "customer", "giver", "receiver", "offered_by"
    )


def checklist_of(customer: Customer) -> list[Check]:
    """Count what is open at a customer; numbers only, no words of anybody."""
    now = clock.now()
    promises = Promise.objects.filter(
        customer=customer, kept_at__isnull=True, broken_at__isnull=True
    )
    tickets = Ticket.objects.filter(
        customer=customer,
        hidden_from__isnull=True,
        present__recovered_at__isnull=True,
        present__lost_at__isnull=True,
        present__merged_at__isnull=True,
    )
    secrets = Secret.objects.filter(
        customer=customer, state=State.KEPT, review_on__lte=(now + REVIEW_WITHIN).date()
    )
    deals = Deal.objects.filter(customer=customer).exclude(stage__in=ENDED)
    return [
        Check(_("Open promises"), promises.count()),
        Check(_("Promises that are overdue"), promises.filter(due_at__lt=now).count()),
        Check(_("Open OOPS! tickets"), tickets.count()),
        Check(_("Secrets to review within 30 days"), secrets.count()),
        Check(_("Open deals"), deals.count()),
    ]


def letter_draft(row: HandOver) -> str:
    """Draft the words that tell the customer by name; the steward edits and sends them."""
    contact = row.customer.contacts.order_by("id").first()
    giver = row.giver.name if row.giver else _("our team")
    return _(
        "Dear %(contact)s,\n\nfrom %(day)s on, %(receiver)s looks after you at our side."
        " %(giver)s has handed over everything you told us and everything we promised you."
        " %(receiver)s will be in touch to say hello; until then, both of us are there for you."
        "\n\n%(giver)s and %(receiver)s"
    ) % {
        "contact": contact.name if contact else row.customer.name,
        "day": row.from_on,
        "receiver": row.receiver.name,
        "giver": giver,
    }
