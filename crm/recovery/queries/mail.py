"""Reads about mail: what waits for somebody to look, and what came back."""

from django.db.models import QuerySet
from django.db.models.functions import Upper

from accounts.models import Contact, Person
from accounts.queries import contacts_reachable
from crm.recovery.models import Bounce, Message, Place
from crm.recovery.permissions import may_sort_mail


def last_bounce(contact: Contact) -> Bounce | None:
    """Give the newest word that mail to the address a contact has now did not arrive."""
    came_back = Bounce.objects.filter(mail__contact=contact, mail__address=contact.email)
    return came_back.select_related("mail").order_by("-bounced_at").first()


def mail_waiting(person: Person) -> QuerySet[Message]:
    """Give the mails that wait for somebody of service to look at them, the oldest first."""
    if not may_sort_mail(person):
        return Message.objects.none()
    return Message.objects.filter(place=Place.WAITING).order_by("received_at", "id")


def contacts_of_address(person: Person, addresses: set[str]) -> dict[str, list[Contact]]:
    """Give by address who may have written; the address alone does not prove that they did."""
    wanted = [address.upper() for address in addresses if address]
    reachable = contacts_reachable(person).annotate(written=Upper("email"))
    found = reachable.filter(written__in=wanted).select_related("customer")
    by_address: dict[str, list[Contact]] = {}
    for contact in found.order_by("id")[:200]:
        by_address.setdefault(contact.email.lower(), []).append(contact)
    return by_address
