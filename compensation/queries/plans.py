"""A plan version as the rules read it, and its fingerprint."""

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from compensation.models import PlanBehaviour, PlanComponent, PlanState, PlanVersion
from compensation.rules import Problem, plan_problems, plan_warnings

ABOVE_DRAFT = (PlanState.PUBLISHED, PlanState.RETIRED)


def major(minor: int, minor_units: int) -> str:
    """Write minor units as an exact number of major ones."""
    return str(Fraction(minor, 10**minor_units))


def plan_map(
    version: PlanVersion, weights: Mapping[str, Fraction | str] | None = None
) -> dict[str, Any]:
    """Give the version as the rules read it; `weights` replaces components' per cents."""
    chosen = weights or {}
    components = [
        {"code": row.code, "weight_pct": str(chosen.get(row.code, row.weight_pct)), **row.pays}
        for row in version.components.all()
    ]
    return {
        "currency": version.currency,
        "minor_units": version.minor_units,
        "salary": major(version.salary_minor, version.minor_units),
        "target_bonus": major(version.target_minor, version.minor_units),
        "programme_year": version.programme_year,
        "previous_share": version.previous_share or None,
        "at_ceiling": _at_ceiling(version, components),
        "share_basis": version.share_basis,
        "secrets_card_share": version.secrets_card_share,
        "components": components,
        "behaviours": [
            {"code": row.code, "weight_pct": str(row.weight_pct), "rated_by": "customer"}
            for row in version.behaviours.all()
        ],
        "rating_scale": [str(version.scale_low), str(version.scale_high)],
        "n_min": version.n_min,
        "prior_k": str(version.prior_k),
        "hold": version.hold,
    }


def _at_ceiling(version: PlanVersion, components: list[dict[str, Any]]) -> bool:
    ceiling = version.ceilings.get("relationship")
    weight = next((row["weight_pct"] for row in components if row["code"] == "relationship"), "0")
    try:
        return ceiling is not None and Fraction(weight) >= Fraction(ceiling)
    except (ValueError, ZeroDivisionError):
        return False


def content_hash(version: PlanVersion) -> str:
    """Fingerprint everything a version pays by; this is what people sign."""
    content = {
        "plan": version.plan.name,
        "number": version.number,
        "effective_from": version.effective_from.isoformat(),
        "team_means": version.team_means,
        "ceilings": version.ceilings,
        **plan_map(version),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def problems_of(
    version: PlanVersion, weights: Mapping[str, Fraction | str] | None = None
) -> list[Problem]:
    """Say everything that keeps a version from being approved."""
    return plan_problems(plan_map(version, weights)) + _missing_means(version)


def warnings_of(version: PlanVersion) -> list[Problem]:
    """Say what the policy only warns about."""
    return plan_warnings(plan_map(version))


def _missing_means(version: PlanVersion) -> list[Problem]:
    means = version.team_means
    named = {
        "secrets": means.get("secrets"),
        "other_solutions": means.get("other_solutions"),
        **{
            row.code: means.get("relationship", {}).get(row.code)
            for row in version.behaviours.all()
        },
    }
    return [
        Problem("no_basis", f"Say the team's frozen figure for “{code}”.", "team_means")
        for code, mean in named.items()
        if not _is_share(mean)
    ]


def _is_share(mean: object) -> bool:
    try:
        return isinstance(mean, str) and 0 <= Fraction(mean) <= 1
    except (ValueError, ZeroDivisionError):
        return False


def share_of_year_before(version: PlanVersion) -> str:
    """Give the relationship's share in the last version of the year before, in its own basis."""
    before = (
        PlanVersion.objects.filter(
            plan=version.plan_id,
            programme_year=version.programme_year - 1,
            state__in=ABOVE_DRAFT,
            share_basis=version.share_basis,
        )
        .order_by("-number")
        .first()
    )
    if before is None:
        return ""
    row = PlanComponent.objects.filter(version=before, code="relationship").first()
    share = row.weight_pct / 100 if row else Fraction(0)
    if before.share_basis == "total_pay":
        pay = before.salary_minor + before.target_minor
        share = share * Fraction(before.target_minor, pay) if pay else Fraction(0)
    return str(share)


def parts_of(version: PlanVersion) -> tuple[list[PlanComponent], list[PlanBehaviour]]:
    """Give a version's components and behaviours, in their order."""
    return list(version.components.all()), list(version.behaviours.all())
