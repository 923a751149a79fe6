"""Saying that one knows somebody at a customer, and taking it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Acquaintance, Contact, Person
from accounts.queries import customers_readable
from crm import clock
from crm.errors import NotVisibleError
from crm.home.actions.mapping import note_about
from secrets_manual.actions.gating import reads
from secrets_manual.actions.objecting import check_may_be_remembered


@reads("words")
@transaction.atomic
def say_one_knows(*, person: Person, contact: Contact, words: str = "") -> Acquaintance:
    """Say that one knows a contact oneself, and from where."""
    if not customers_readable(person).filter(pk=contact.customer_id).exists():
        raise NotVisibleError(_("There is no such contact."))
    check_may_be_remembered(contact.customer, contact, words)
    row, is_new = Acquaintance.objects.update_or_create(
        contact=contact,
        person=person,
        defaults={"words": " ".join(words.split()), "written_at": clock.now()},
    )
    if is_new:
        note_about("home.acquaintance_stated", person, contact, {})
    return row


@transaction.atomic
def say_one_knows_not(*, person: Person, contact: Contact) -> None:
    """Take back that one knows a contact; talks that are written down still say so."""
    gone, _rows = Acquaintance.objects.filter(contact=contact, person=person).delete()
    if gone:
        note_about("home.acquaintance_removed", person, contact, {})
