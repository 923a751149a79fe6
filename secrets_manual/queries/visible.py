"""What a person may see of secrets and conversations: one `…_visible` each."""

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, When

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_readable, customers_written_about
from secrets_manual.models import (
    Contradiction,
    Conversation,
    ReadingWindow,
    Secret,
    State,
)
from secrets_manual.rules.kinds import Use

_SHOWN = ("customer", "contact", "author", "told_to", "colleague")


def secrets_visible(person: Person) -> QuerySet[Secret]:
    """Give the secrets a person may see: kept ones of readable customers, and their own drafts.

    What a third party told is seen by its author and the manager of the author's team.
    Words of secrets are shown only through functions that record the reading.
    """
    shared = Q(state=State.KEPT, customer__in=customers_readable(person))
    if person.has_role("director"):
        # The same in other words: a list of all customers need not be made first.
        shared = Q(state=State.KEPT, customer__merged_into__isnull=True)
    return _whole(Secret.objects.filter(shared | _unconfirmed(person)))


def unconfirmed_visible(person: Person) -> QuerySet[Secret]:
    """Give of the visible secrets only drafts and hearsay: these are found by their authors."""
    return _whole(Secret.objects.filter(_unconfirmed(person)))


def kept_of_my_manuals(person: Person) -> QuerySet[Secret]:
    """Give of the visible secrets only the kept ones of manuals the person writes."""
    mine = manuals_writable(person).values("pk")
    return _whole(Secret.objects.filter(state=State.KEPT, customer__in=mine))


def _unconfirmed(person: Person) -> Q:
    own = Q(state__in=[State.DRAFT, State.THIRD_PARTY], author=person)
    if person.has_role("manager"):
        return own | Q(state=State.THIRD_PARTY, author__team__manager=person)
    return own


def secrets_to_reinstate(person: Person) -> QuerySet[Secret]:
    """Give what was hidden or withdrawn of manuals the person writes, until it is purged.

    Other people's drafts and hearsay stay unseen here as well.
    """
    return _whole(
        Secret.objects.filter(
            Q(customer__in=manuals_writable(person)),
            Q(state=State.HIDDEN) | Q(state=State.WITHDRAWN),
            Q(author=person) | Q(glad="yes", colleague__isnull=True),
        )
    )


def gone_into_others(person: Person) -> QuerySet[Secret]:
    """Give what was superseded by, or merged into, a secret the person may see."""
    gone = Secret.objects.filter(
        state__in=[State.SUPERSEDED, State.MERGED],
        successor__state=State.KEPT,
        customer__in=customers_readable(person),
    )
    return _whole(gone).select_related("successor")


def contradictions_visible(person: Person) -> QuerySet[Contradiction]:
    """Give the open contradictions between secrets the person may see, both of them kept."""
    both = Q(first__state=State.KEPT, second__state=State.KEPT, settled_at__isnull=True)
    return (
        Contradiction.objects.filter(both, first__customer__in=customers_readable(person))
        .select_related(
            "person", *(f"{side}__{what}" for side in ("first", "second") for what in _SHOWN)
        )
        .order_by("at", "id")
    )


def contradictions_with(person: Person, secret: Secret) -> QuerySet[Contradiction]:
    """Give the open contradictions one secret takes part in."""
    return contradictions_visible(person).filter(Q(first=secret) | Q(second=secret))


def beside(person: Person, secret: Secret) -> QuerySet[Secret]:
    """Give the other kept secrets of the same customer, those about the same contact first."""
    same = Case(When(contact=secret.contact_id, then=0), default=1, output_field=IntegerField())
    return (
        secrets_visible(person)
        .filter(customer=secret.customer_id, state=State.KEPT)
        .exclude(pk=secret.pk)
        .order_by(same, "contact__name", "-id")
    )


def secrets_in_window(customer: Customer, ticket_id: str) -> QuerySet[Secret]:
    """Give what service staff may read while the ticket is open: kept, and meant for them."""
    window = ReadingWindow.objects.filter(
        customer=OuterRef("customer"), ticket_id=ticket_id, closed_at__isnull=True
    )
    return _whole(
        Secret.objects.filter(
            Exists(window),
            customer=customer,
            state=State.KEPT,
            uses__overlap=[Use.SERVICE.value, Use.SURPRISE.value],
        )
    )


def _whole(secrets: QuerySet[Secret]) -> QuerySet[Secret]:
    """Bring along what a note card shows."""
    return secrets.select_related(*_SHOWN)


def manuals_writable(person: Person) -> QuerySet[Customer]:
    """Give the customers whose manual the person writes, as steward or as keeper."""
    return customers_written_about(person)


def contacts_of_mine(person: Person) -> QuerySet[Contact]:
    """Give the contacts about whom the person may write a secret, by name."""
    return (
        Contact.objects.filter(customer__in=manuals_writable(person))
        .select_related("customer")
        .order_by("name", "id")
    )


def conversations_visible(person: Person) -> QuerySet[Conversation]:
    """Give the conversations with readable customers."""
    return Conversation.objects.filter(customer__in=customers_readable(person)).select_related(
        "customer", "contact", "person"
    )
