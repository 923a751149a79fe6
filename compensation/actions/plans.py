"""Drafting, approving and publishing plans."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import check_version, save_versioned
from accounts.models import Person
from compensation import defaults
from compensation.models import (
    BonusPlan,
    PlanBehaviour,
    PlanComponent,
    PlanState,
    PlanVersion,
    ShareBasis,
)
from compensation.permissions import is_paid_by, may_approve_plan, may_decide, may_draft
from compensation.queries import content_hash, problems_of, share_of_year_before
from crm import clock
from crm import company as our
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from crm.money import minor_digits

Weights = Sequence[tuple[str, str | Fraction, Mapping[str, Any]]]
# What a draft may change besides its weights; ruff and readers find the rest in the model.
TERMS = frozenset({
    "currency", "salary_minor", "target_minor", "programme_year", "share_basis", "ceilings",
    "secrets_card_share", "scale_low", "scale_high", "n_min", "prior_k", "team_means", "hold",
    "effective_from", "effective_until", "previous_share",
})  # fmt: skip


@transaction.atomic
def draft_plan(
    *,
    person: Person,
    name: str = defaults.NAME,
    effective_from: dt.date,
    components: Weights | None = None,
    behaviours: Sequence[tuple[str, str | Fraction]] | None = None,
    like: PlanVersion | None = None,
    **terms: Any,
) -> PlanVersion:
    """Draft a version: of “Relationship first” unless `like` another, or weights are given.

    `components` are (code, per cent, {"curve": …} or {"tiers": …}), `behaviours` (code, per
    cent); `terms` are the fields named in TERMS.
    """
    _check_may_draft(person)
    plan = like.plan if like else BonusPlan.objects.get_or_create(name=name.strip())[0]
    BonusPlan.objects.select_for_update().get(pk=plan.pk)
    last = plan.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = PlanVersion(
        plan=plan,
        number=last + 1,
        author=person,
        effective_from=effective_from,
        **_terms_like(like),
    )
    _set_terms(version, terms)
    version.full_clean()
    version.save()
    _write_parts(version, components or _components_of(like), behaviours or _behaviours_of(like))
    _note("compensation.plan_drafted", person, version)
    return version


@transaction.atomic
def change_draft(
    *,
    person: Person,
    plan_version: PlanVersion,
    version: int | None = None,
    weights: Mapping[str, Fraction] | None = None,
    **terms: Any,
) -> PlanVersion:
    """Change a draft's terms, or the per cents of its components."""
    _check_may_draft(person)
    row = _locked(plan_version)
    check_version(row, version)
    if not row.is_draft:
        raise RuleBrokenError(
            _("An approved plan is superseded by a new version, never edited."),
            "compensation.plan_frozen",
        )
    _set_terms(row, terms)
    for component in row.components.all() if weights else ():
        if weights and component.code in weights:
            component.weight_numerator, component.weight_denominator = weights[
                component.code
            ].as_integer_ratio()
            component.full_clean()
            component.save()
    save_versioned(row, {})
    _note("compensation.plan_changed", person, row, fields=sorted([*terms, *(weights or {})]))
    return row


@transaction.atomic
def approve_plan(
    *, person: Person, plan_version: PlanVersion, version: int | None = None
) -> PlanVersion:
    """Approve a sound draft: a director, not its author, not somebody it pays."""
    row = _locked(plan_version)
    check_version(row, version)
    _check_step(row, PlanState.DRAFT)
    if not may_approve_plan(person, row):
        raise NotAllowedError(
            _("A director approves a plan: not its author, nor somebody paid by it.")
        )
    problems = problems_of(row)
    if problems:
        raise RuleBrokenError(problems[0].sentence, f"compensation.{problems[0].code}")
    return _step(
        row,
        "compensation.plan_approved",
        person,
        state=PlanState.APPROVED,
        approver=person,
        approved_at=clock.now(),
        content_hash=content_hash(row),
    )


@transaction.atomic
def publish_plan(
    *, person: Person, plan_version: PlanVersion, version: int | None = None
) -> PlanVersion:
    """Put an approved version into effect; the version before ends the day before."""
    row = _locked(plan_version)
    check_version(row, version)
    _check_step(row, PlanState.APPROVED)
    if not may_decide(person) or is_paid_by(person, row):
        raise NotAllowedError(_("A director who is not paid by the plan publishes it."))
    for before in PlanVersion.objects.select_for_update().filter(
        plan=row.plan_id, state=PlanState.PUBLISHED
    ):
        _supersede(before, row.effective_from)
    return _step(
        row,
        "compensation.plan_published",
        person,
        state=PlanState.PUBLISHED,
        published_by=person,
        published_at=clock.now(),
    )


def _supersede(before: PlanVersion, from_on: dt.date) -> None:
    """End the version in effect; one that would never have been in effect retires."""
    if before.effective_from >= from_on:
        save_versioned(before, {"state": PlanState.RETIRED, "retired_at": clock.now()})
    elif before.effective_until is None or before.effective_until >= from_on:
        save_versioned(before, {"effective_until": from_on - dt.timedelta(days=1)})


def _check_may_draft(person: Person) -> None:
    if not may_draft(person):
        raise NotAllowedError(_("Finance drafts the plans."))


def _locked(version: PlanVersion) -> PlanVersion:
    return (
        PlanVersion.objects.select_for_update(of=("self",))
        .select_related("plan")
        .get(pk=version.pk)
    )


def _check_step(row: PlanVersion, state: PlanState) -> None:
    if row.state != state:
        raise RuleBrokenError(
            _("This plan is %(state)s already.") % {"state": row.get_state_display()},
            "compensation.plan_state",
        )


def _step(row: PlanVersion, kind: str, person: Person, **changes: object) -> PlanVersion:
    save_versioned(row, changes)
    _note(kind, person, row, hash=row.content_hash)
    return row


def _terms_like(like: PlanVersion | None) -> dict[str, Any]:
    if like is not None:
        kept = TERMS - {"effective_from", "effective_until", "previous_share"}
        return {name: getattr(like, name) for name in kept} | {"minor_units": like.minor_units}
    return {
        "currency": our.currency(),
        "minor_units": minor_digits(our.currency()),
        "team_means": defaults.TEAM_MEANS,
        "ceilings": {"relationship": "55"},
    }


def _set_terms(version: PlanVersion, terms: Mapping[str, Any]) -> None:
    unknown = sorted(set(terms) - TERMS)
    if unknown:
        raise RuleBrokenError(
            _("A plan has no “%(name)s”.") % {"name": unknown[0]}, "compensation.unknown_term"
        )
    for name, value in terms.items():
        setattr(version, name, value)
    version.currency = version.currency.upper()
    version.minor_units = minor_digits(version.currency)
    if "previous_share" not in terms:
        version.previous_share = share_of_year_before(version)
    if version.share_basis not in ShareBasis.values:
        raise RuleBrokenError(
            _("Shares are of the bonus or of total pay."), "compensation.no_basis"
        )


def _components_of(like: PlanVersion | None) -> Weights:
    if like is None:
        return defaults.COMPONENTS
    return [(row.code, row.weight_pct, row.pays) for row in like.components.all()]


def _behaviours_of(like: PlanVersion | None) -> Sequence[tuple[str, str | Fraction]]:
    if like is None:
        return defaults.BEHAVIOURS
    return [(row.code, row.weight_pct) for row in like.behaviours.all()]


def _write_parts(
    version: PlanVersion, components: Weights, behaviours: Sequence[tuple[str, str | Fraction]]
) -> None:
    for slot, (code, weight, pays) in enumerate(components, 1):
        top, bottom = Fraction(weight).as_integer_ratio()
        part = PlanComponent(
            version=version,
            slot=slot,
            code=code,
            weight_numerator=top,
            weight_denominator=bottom,
            pays=dict(pays),
        )
        part.full_clean()
        part.save()
    for slot, (code, weight) in enumerate(behaviours, 1):
        top, bottom = Fraction(weight).as_integer_ratio()
        behaviour = PlanBehaviour(
            version=version,
            slot=slot,
            code=code,
            weight_numerator=top,
            weight_denominator=bottom,
        )
        behaviour.full_clean()
        behaviour.save()


def _note(kind: str, person: Person, version: PlanVersion, **facts: object) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="plan",
        subject_id=version.pk,
        facts={"number": version.number, **facts},
    )
