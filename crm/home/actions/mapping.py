"""Writing down who is who at a customer: what they told us or what we saw, never a guess."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import change_contact, check_version
from accounts.models import Contact, ContactRole, Customer, Person, Trust
from accounts.permissions import may_write_customer
from accounts.queries import contacts_around, customers_readable, objects_to_being_remembered
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.gating import reads
from secrets_manual.actions.objecting import check_may_be_remembered
from secrets_manual.models import Conversation


def check_writes(person: Person, customer: Customer) -> None:
    """Let only the customer's steward go on."""
    if not customers_readable(person).filter(pk=customer.pk).exists():
        raise NotVisibleError(_("There is no such customer."))
    if not may_write_customer(person, customer):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )


@reads("words")
@transaction.atomic
def state_role(
    *,
    person: Person,
    contact: Contact,
    role: str,
    how_known: str,
    known_on: dt.date,
    words: str = "",
    talk: Conversation | None = None,
) -> ContactRole:
    """Write down a part that somebody has in their house's decisions, and how we know."""
    check_writes(person, contact.customer)
    check_may_be_remembered(contact.customer, contact, words, f"role:{role}")
    row = ContactRole(
        contact=contact,
        role=role,
        how_known=how_known,
        **_told(person, contact.customer, words, known_on, talk),
    )
    row.full_clean()
    row.save()
    note_about("home.role_stated", person, contact, {"role": role, "how": how_known})
    return row


@reads("words")
@transaction.atomic
def state_trust(
    *,
    person: Person,
    contact: Contact,
    trusted: Contact,
    known_on: dt.date,
    words: str,
    talk: Conversation | None = None,
) -> Trust:
    """Write down whom a contact told us they listen to."""
    check_writes(person, contact.customer)
    if not contacts_around(person, contact.customer).filter(pk=trusted.pk).exists():
        raise NotVisibleError(_("There is no such contact."))
    check_may_be_remembered(contact.customer, contact, words, f"trust:{trusted.pk}")
    if objects_to_being_remembered(trusted):
        raise RuleBrokenError(
            _("%(name)s asked us to remember nothing about them.") % {"name": trusted.name},
            "secrets_manual.not_to_be_remembered",
            field="trusted",
        )
    row = Trust(
        contact=contact,
        trusted=trusted,
        **_told(person, contact.customer, words, known_on, talk),
    )
    row.full_clean()
    row.save()
    note_about("home.trust_stated", person, contact, {"trusted": trusted.pk})
    return row


@transaction.atomic
def place_contact(
    *,
    person: Person,
    contact: Contact,
    level: str,
    reports_to: Contact | None,
    version: int | None = None,
) -> Contact:
    """Say where somebody stands in their house and to whom they report; rings are refused."""
    check_writes(person, contact.customer)
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    check_version(row, version)
    if level or reports_to is not None:
        check_may_be_remembered(row.customer, row, "", "place")
    if reports_to is not None:
        if not contacts_around(person, contact.customer).filter(pk=reports_to.pk).exists():
            raise NotVisibleError(_("There is no such contact."))
        _check_no_ring(row, reports_to)
    return change_contact(
        person=person, contact=row, version=None, level=level, reports_to=reports_to
    )


@transaction.atomic
def remove_role(*, person: Person, role: ContactRole) -> None:
    """Take a part away that is no longer so, or never was."""
    check_writes(person, role.contact.customer)
    ContactRole.objects.filter(pk=role.pk).delete()
    note_about("home.role_removed", person, role.contact, {"role": role.role})


@transaction.atomic
def remove_trust(*, person: Person, trust: Trust) -> None:
    """Take away whom somebody listens to."""
    check_writes(person, trust.contact.customer)
    Trust.objects.filter(pk=trust.pk).delete()
    note_about("home.trust_removed", person, trust.contact, {"trusted": trust.trusted_id})


def _told(
    person: Person, customer: Customer, words: str, known_on: dt.date, talk: Conversation | None
) -> dict[str, object]:
    if known_on > clock.today():
        raise RuleBrokenError(
            _("This day is still to come."), "home.known_in_future", field="known_on"
        )
    if talk is not None and talk.customer_id != customer.pk:
        raise NotVisibleError(_("There is no such conversation."))
    return {
        "words": " ".join(words.split()),
        "known_on": known_on,
        "talk_id": str(talk.pk) if talk else "",
        "person": person,
        "written_at": clock.now(),
    }


def _check_no_ring(contact: Contact, above: Contact) -> None:
    step = Contact.objects.filter(pk=above.pk).select_related("reports_to").first()
    for _number in range(100):
        if step is None:
            return
        if step.pk == contact.pk:
            raise RuleBrokenError(
                _("%(name)s reports to %(contact)s already.")
                % {"name": above.name, "contact": contact.name},
                "home.reports_in_a_ring",
                field="reports_to",
            )
        step = step.reports_to


def note_about(kind: str, person: Person, contact: Contact, facts: dict[str, object]) -> None:
    """Journal what was written down about a contact, without its words."""
    journal.record(
        kind,
        person=person,
        subject_kind="contact",
        subject_id=contact.pk,
        customer_id=contact.customer_id,
        facts=facts,
    )
