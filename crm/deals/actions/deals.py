"""Writes about products and deals."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import check_version, save_versioned
from accounts.models import Contact, Customer, Person
from accounts.permissions import may_write_customer
from crm import clock
from crm.deals.models import ENDED, Deal, DealCredit, Product, Stage, SuccessDefinition
from crm.deals.permissions import may_override_deal, may_write_deal
from crm.deals.queries import deals_visible
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.models import Secret, State
from secrets_manual.queries import secrets_visible


@transaction.atomic
def add_product(
    *, person: Person | None, name: str, series: str = "", list_price_minor: int | None = None
) -> Product:
    """Add something we sell."""
    product = Product(name=name.strip(), series=series, list_price_minor=list_price_minor)
    product.full_clean()
    product.save()
    journal.record(
        "deals.product_added",
        person=person,
        subject_kind="product",
        subject_id=product.pk,
        words={"name": product.name},
    )
    return product


@transaction.atomic
def open_deal(
    *,
    person: Person | None,
    customer: Customer | None,
    owner: Person | None = None,
    name: str = "",
    contact: Contact | None = None,
    product: Product | None = None,
    amount_minor: int | None = None,
    opened_on: dt.date | None = None,
    credit: Mapping[Person, Fraction] | None = None,
    origin: Secret | None = None,
) -> Deal:
    """Open a deal; the whole credit is its owner's unless shares are given.

    origin: the secret or need it began with, which the person must see.
    """
    if person is not None and (customer is None or not may_write_customer(person, customer)):
        raise NotVisibleError(_("There is no such customer."))
    if contact is not None and customer is not None and contact.customer_id != customer.pk:
        raise RuleBrokenError(
            _("This contact is not at this customer."), "deals.foreign_contact", field="contact"
        )
    _check_origin(person, customer, origin)
    deal_owner = owner or person
    if deal_owner is None:
        raise RuleBrokenError(_("Say who owns the deal."), "deals.no_owner", field="owner")
    deal = Deal(
        customer=customer,
        owner=deal_owner,
        name=name.strip(),
        contact=contact,
        product=product,
        amount_minor=amount_minor,
        opened_on=opened_on or clock.today(),
        origin_kind=origin.layer if origin else "",
        origin_id=origin.pk if origin else None,
    )
    deal.full_clean()
    deal.save()
    share_credit(person=None, deal=deal, shares=credit or {deal_owner: Fraction(1)})
    _note("deals.deal_opened", person, deal)
    return deal


def _check_origin(person: Person | None, customer: Customer | None, origin: Secret | None) -> None:
    if origin is None:
        return
    seen = secrets_visible(person) if person is not None else Secret.objects.all()
    if not seen.filter(pk=origin.pk, state=State.KEPT).exists():
        raise NotVisibleError(_("There is no such secret."))
    if customer is None or origin.customer_id != customer.pk:
        raise RuleBrokenError(
            _("A deal begins with a secret of the same customer."),
            "deals.foreign_origin",
            field="customer",
        )


@transaction.atomic
def share_credit(*, person: Person | None, deal: Deal, shares: Mapping[Person, Fraction]) -> None:
    """Say who gets which share of a deal; together they are exactly the whole."""
    if person is not None:
        _check_may_write(person, deal, reason="")
    if sum(shares.values(), Fraction(0)) != 1 or any(share <= 0 for share in shares.values()):
        raise RuleBrokenError(
            _("The shares must add up to exactly 100 %."),
            "deals.split_not_100",
            field="credit",
            status=400,
        )
    deal.credits.all().delete()
    for sharer, share in shares.items():
        row = DealCredit(
            deal=deal, person=sharer, numerator=share.numerator, denominator=share.denominator
        )
        row.full_clean()
        row.save()
    _note(
        "deals.credit_shared",
        person,
        deal,
        shares={str(who.pk): str(share) for who, share in shares.items()},
    )


@transaction.atomic
def move_deal(
    *,
    person: Person,
    deal: Deal,
    stage: str,
    version: int | None = None,
    amount_minor: int | None = None,
    closed_on: dt.date | None = None,
    reason: str = "",
) -> Deal:
    """Move a deal to another stage; won and lost take the day, won takes the amount too."""
    row = _locked(person, deal, version, reason)
    if stage not in Stage.values:
        raise RuleBrokenError(
            _("There is no such stage."), "deals.unknown_stage", field="stage", status=400
        )
    _check_discovery(row, stage)
    if closed_on and closed_on > clock.today():
        raise RuleBrokenError(
            _("This lies in the future."), "deals.future_day", field="closed_on", status=400
        )
    ended = stage in ENDED
    before = row.stage
    save_versioned(
        row,
        {
            "stage": stage,
            "closed_on": (closed_on or clock.today()) if ended else None,
            "amount_minor": row.amount_minor if amount_minor is None else amount_minor,
        },
    )
    _note(
        "deals.deal_moved",
        person,
        row,
        stage=stage,
        before=before,
        words={"reason": reason} if reason else None,
    )
    return row


@transaction.atomic
def change_deal(
    *, person: Person, deal: Deal, version: int | None, reason: str = "", **changes: object
) -> Deal:
    """Change a deal's name, product, contact or amount."""
    row = _locked(person, deal, version, reason)
    save_versioned(row, changes)
    _note(
        "deals.deal_changed",
        person,
        row,
        fields=sorted(changes),
        words={"reason": reason} if reason else None,
    )
    return row


@transaction.atomic
def record_success_definition(
    *, person: Person, deal: Deal, words: str, said_on: dt.date, contact: Contact | None = None
) -> SuccessDefinition:
    """Keep how the customer defines success, verbatim; earlier definitions stay."""
    row = _locked(person, deal, None, "")
    if said_on > clock.today():
        raise RuleBrokenError(
            _("This lies in the future."), "deals.future_day", field="said_on", status=400
        )
    last = row.success_definitions.order_by("-number").values_list("number", flat=True).first() or 0
    definition = SuccessDefinition(
        deal=row,
        words=words.strip(),
        contact=contact,
        said_on=said_on,
        number=last + 1,
        recorded_by=person,
        recorded_at=clock.now(),
    )
    definition.full_clean()
    definition.save()
    _note(
        "deals.success_defined",
        person,
        row,
        number=definition.number,
        words={"words": definition.words},
    )
    return definition


def _locked(person: Person, deal: Deal, version: int | None, reason: str) -> Deal:
    row = Deal.objects.select_for_update().get(pk=deal.pk)
    _check_may_write(person, row, reason)
    check_version(row, version)
    return row


def _check_may_write(person: Person, deal: Deal, reason: str) -> None:
    if may_write_deal(person, deal):
        return
    if may_override_deal(person, deal):
        if reason.strip():
            return
        raise RuleBrokenError(
            _("Say why you change a deal of your team."),
            "deals.reason_needed",
            field="reason",
            status=400,
        )
    if deals_visible(person).filter(pk=deal.pk).exists():
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this deal.")
        )
    raise NotVisibleError(_("There is no such deal."))


def _check_discovery(deal: Deal, stage: str) -> None:
    """No pitch before discovery: the customer's definition of success comes first."""
    if stage == Stage.PROPOSAL and not deal.success_definitions.exists():
        raise RuleBrokenError(
            _("Ask first how they would define success, and write it down in their words."),
            "deals.no_success_definition",
            field="stage",
        )


def _note(
    kind: str,
    person: Person | None,
    deal: Deal,
    words: dict[str, str] | None = None,
    **facts: object,
) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="deal",
        subject_id=deal.pk,
        customer_id=deal.customer_id,
        words=words,
        facts=facts,
    )
