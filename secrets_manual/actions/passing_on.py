"""What somebody is told who does not write the manual: it goes to whoever does."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, Person
from accounts.queries import steward_of
from crm.errors import NotVisibleError, RuleBrokenError
from crm.notices import actions as notices
from secrets_manual.actions.gating import clean_text
from secrets_manual.actions.keeping import Source, keep, record_secret
from secrets_manual.models import Secret
from secrets_manual.permissions import may_read_manual, may_write_manual
from secrets_manual.queries import window_is_open
from secrets_manual.rules.kinds import Glad, Layer, Provenance, Use
from secrets_manual.rules.questions import kind_of


def pass_on_answer(
    *,
    person: Person,
    customer: Customer,
    contact: Contact | None,
    text: str,
    ticket_id: str,
    question: str = "",
    for_surprises: bool = False,
) -> Secret:
    """Keep what a customer told the person while a ticket of theirs is open.

    Who writes the manual has it in there at once, `for_surprises` as well. From everybody else
    who may read it now it becomes a draft of the keeper, or of the steward, who is told and
    whose word shares it. The gate is asked either way.
    """
    kind = kind_of(question) or ""
    if may_write_manual(person, customer):
        uses = [Use.SERVICE, Use.BRIEF, *([Use.SURPRISE] if for_surprises else [])]
        return record_secret(
            person=person,
            customer=customer,
            contact=contact,
            text=text,
            kind=kind,
            glad=Glad.YES.value,
            uses=uses,
            provenance=Provenance.TOLD_US.value,
            nearly_their_words=True,
        )
    draft = Secret(
        customer=customer,
        contact=contact,
        text=clean_text(text),
        kind=kind,
        layer=Layer.SECRET.value,
        glad=Glad.PROBABLY.value,
    )
    return _to_the_keeper(person, draft, ticket_id)


def _to_the_keeper(person: Person, draft: Secret, ticket_id: str) -> Secret:
    customer = draft.customer
    serves = person.has_role("service") and window_is_open(customer, ticket_id)
    if not serves and not may_read_manual(person, customer):
        raise NotVisibleError(_("There is no such customer."))
    keeper = customer.keeper or steward_of(customer)
    if keeper is None:
        raise RuleBrokenError(
            _("Nobody looks after %(customer)s yet, so nobody could keep it.")
            % {"customer": customer.name},
            "secrets_manual.nobody_keeps_it",
            field="text",
        )
    source = Source(provenance=Provenance.TOLD_US.value, nearly_their_words=True)
    with transaction.atomic():
        row = keep(draft, source, person, author=keeper)
        _tell(keeper, person, row, ticket_id)
    return row


def _tell(keeper: Person, person: Person, row: Secret, ticket_id: str) -> None:
    """Say that something waits, never what it is: the notice outlives the words."""
    whom = row.contact.name if row.contact else row.customer.name
    names = {
        "name": person.name,
        "whom": whom,
        "customer": row.customer.name,
        "ticket": ticket_id,
    }
    notices.tell(
        people=[keeper],
        once_key=f"answer-passed-on:{row.pk}",
        subject=_("Confirm what %(whom)s told %(name)s: %(customer)s, OOPS %(ticket)s") % names,
        body=_("It is a draft of yours for 14 days. Shared, it may be used for the mishap."),
        url=f"/secrets/{row.pk}/",
        about_kind="secret",
        about_id=str(row.pk),
        customer_id=row.customer_id,
    )
