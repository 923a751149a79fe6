"""Keeping a secret: whose it is, where it comes from, and what the gate makes of it."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Required, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_readable
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.gating import clean_text, pass_gate
from secrets_manual.actions.objecting import check_may_be_remembered
from secrets_manual.models import Precision, Secret, State
from secrets_manual.permissions import may_write_manual
from secrets_manual.rules.gate import Verdict
from secrets_manual.rules.kinds import (
    Kind,
    Layer,
    Provenance,
    guess_kind,
    is_about_organisation,
    review_months,
)


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a secret comes from (G1): when and whom they told, or the address, or the colleague."""

    provenance: str
    told_on: dt.date | None = None
    told_precision: str = Precision.DAY.value
    told_to: Person | None = None
    nearly_their_words: bool = False
    address: str = ""
    colleague: Person | None = None

    def details(self, author: Person, day: dt.date) -> dict[str, object]:
        """Give the columns of the row; what they told us, they told the author today."""
        told = self.provenance == Provenance.TOLD_US
        third = self.provenance == Provenance.THIRD_PARTY
        return {
            "provenance": self.provenance,
            "told_on": self.told_on or (day if told else None),
            "told_precision": self.told_precision if self.told_on else Precision.DAY.value,
            "told_to": (self.told_to or author) if told else None,
            "nearly_their_words": told and self.nearly_their_words,
            "address": self.address.strip() if self.provenance == Provenance.PUBLIC else "",
            "colleague": self.colleague if third else None,
        }


class Told(TypedDict, total=False):
    """The arguments of `Source`, as `record_secret` takes them."""

    provenance: Required[str]
    told_on: dt.date | None
    told_precision: str
    told_to: Person | None
    nearly_their_words: bool
    address: str
    colleague: Person | None


def record_secret(
    *,
    person: Person,
    customer: Customer,
    contact: Contact | None = None,
    text: str,
    glad: str,
    kind: str = "",
    layer: str = Layer.SECRET.value,
    uses: Iterable[str] | None = None,
    dated_on: dt.date | None = None,
    dated_precision: str = Precision.DAY.value,
    do_not_mention: bool = False,
    reference: str = "",
    **told: Unpack[Told],
) -> Secret:
    """Keep what a customer wants, or a need, if the gate lets it pass.

    The kind is guessed from the words when none is given. What the customer would only
    probably be glad of becomes the author's draft; what a third party told, a matter of the
    author and their manager. SecretRefusedError (422) names the rule and a rewrite.
    """
    check_may_write(person, customer)
    secret = Secret(
        customer=customer,
        contact=contact,
        text=clean_text(text),
        kind=check_kind(kind) if kind else "",
        layer=layer,
        glad=glad,
        dated_on=dated_on,
        dated_precision=dated_precision if dated_on else Precision.DAY.value,
        do_not_mention=do_not_mention,
        reference=reference,
    )
    return keep(secret, Source(**told), person, uses)


def keep(
    secret: Secret,
    source: Source,
    person: Person,
    uses: Iterable[str] | None = None,
    *,
    author: Person | None = None,
) -> Secret:
    """Complete the row by its source and the gate's verdict, and save it.

    `author` is whose draft it becomes, where they are not who was told.
    """
    contact = secret.contact
    secret.kind = secret.kind or guess_kind(secret.text).value
    check_source(source, secret.customer, contact)
    check_may_be_remembered(secret.customer, contact, secret.text, secret.reference)
    verdict = pass_gate(
        secret.text,
        person=person,
        provenance=source.provenance,
        glad=secret.glad,
        kind=secret.kind,
        address=source.address,
        colleague=source.colleague.name if source.colleague else "",
        uses=uses,
        about_organisation=is_of_organisation(contact, secret.kind),
    )
    secret.author, secret.created_at = author or person, clock.now()
    columns = source.details(person, clock.today())
    columns |= standing(verdict, contact, secret.kind, told_on=source.told_on)
    for name, value in columns.items():
        setattr(secret, name, value)
    with transaction.atomic():
        secret.full_clean()
        secret.save()
        note(f"secrets_manual.{_NEWS[State(secret.state)]}", person, secret)
    return secret


_NEWS = {
    State.KEPT: "secret_kept",
    State.DRAFT: "draft_kept",
    State.THIRD_PARTY: "third_party_kept",
}


def check_may_write(person: Person, customer: Customer) -> None:
    """Let the steward and the keeper write; others hear no, or nothing at all."""
    if may_write_manual(person, customer):
        return
    if customers_readable(person).filter(pk=customer.pk).exists():
        raise NotAllowedError(
            _("Only its steward and its keeper, who answer for it, write this manual.")
        )
    raise NotVisibleError(_("There is no such customer."))


def check_kind(kind: str) -> str:
    """Give the code of a kind, or say that there is none such."""
    try:
        return Kind(kind).value
    except ValueError as error:
        raise RuleBrokenError(
            _("There is no such kind of secret."),
            "secrets_manual.unknown_kind",
            field="kind",
            status=400,
        ) from error


def check_source(source: Source, customer: Customer, contact: Contact | None) -> None:
    """Refuse a contact of somebody else, and what is told only in the future."""
    if contact is not None and contact.customer_id != customer.pk:
        raise RuleBrokenError(
            _("This contact is not at this customer."),
            "secrets_manual.foreign_contact",
            field="about",
        )
    if source.told_on is not None and source.told_on > clock.today():
        raise RuleBrokenError(
            _("This lies in the future. When did they tell us?"),
            "secrets_manual.told_in_the_future",
            field="told_on",
            status=400,
        )


def is_of_organisation(contact: Contact | None, kind: str) -> bool:
    """Say whether it is the organisation's: nobody in particular, or a kind only it has."""
    return contact is None or is_about_organisation(Kind(kind))


def standing(
    verdict: Verdict, contact: Contact | None, kind: str, *, told_on: dt.date | None = None
) -> dict[str, object]:
    """Give the columns that follow from the gate's verdict; told long ago is confirmed then."""
    today = clock.today()
    kept = verdict.state == "kept"
    return {
        "state": verdict.state,
        "sensitivity": verdict.sensitivity,
        "uses": sorted(use.value for use in verdict.uses) if kept else [],
        "draft_until": verdict.expires_on(today) if verdict.state == "draft" else None,
        "confirm_until": verdict.expires_on(today) if verdict.state == "third_party" else None,
        "review_on": next_review(contact, kind) if kept else None,
        "confirmed_on": (told_on or today) if kept else None,
    }


def next_review(contact: Contact | None, kind: str) -> dt.date:
    """Give the day on which we ask again whether it is true (G8)."""
    months = review_months(about_organisation=is_of_organisation(contact, kind))
    today = clock.today()
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(today.day, last))


def note(kind: str, person: Person | None, secret: Secret) -> None:
    """Record a fact about a secret, never its words: forgetting it leaves no copy behind."""
    shared = secret.state not in {State.DRAFT, State.THIRD_PARTY, State.WITHDRAWN}
    journal.record(
        kind,
        person=person,
        subject_kind="secret",
        subject_id=secret.pk,
        customer_id=secret.customer_id,
        facts={"state": secret.state, "layer": secret.layer, "kind": secret.kind},
        audience="readers" if shared else "privacy",
    )
