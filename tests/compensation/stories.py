"""A sound plan and a person's year, to be changed in one place by each test."""

from typing import Any

CARD_CURVE = [["0.4", "0.5"], ["0.8", "1"], ["1", "1.25"]]
BEHAVIOURS = ("listening", "follow_up", "promises")


def sound_plan(**changes: Any) -> dict[str, Any]:
    weights = changes.pop("weights", {})
    plan: dict[str, Any] = {
        "currency": "EUR",
        "minor_units": 2,
        "salary": "45000",
        "target_bonus": "15000",
        "programme_year": 1,
        "components": [
            component("quota", weights.get("quota", "35"), [["0.5", "0"], ["1", "1"]]),
            component("secrets", weights.get("secrets", "25")),
            component("relationship", weights.get("relationship", "20")),
            component("other_solutions", weights.get("other_solutions", "20")),
        ],
        "behaviours": [
            {"code": "listening", "weight_pct": "50", "rated_by": "customer"},
            {"code": "follow_up", "weight_pct": "30", "rated_by": "customer"},
            {"code": "promises", "weight_pct": "20", "rated_by": "customer"},
        ],
        "rating_scale": ["1", "5"],
        "n_min": 5,
        "prior_k": "4",
        "hold": {"component": "quota", "schedule": ["20", "30", "50"], "customer_confirmed": True},
    }
    return plan | changes


def component(code: str, weight: str, curve: Any = None) -> dict[str, Any]:
    return {"code": code, "weight_pct": weight, "curve": curve or CARD_CURVE}


def a_year(**changes: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "quota": {"target": "1200000", "credited": "1000000"},
        "relationship": {
            "team_mean01": dict.fromkeys(BEHAVIOURS, "0.75"),
            "ratings": {code: ["5", "4", "4", "3", "5", "4"] for code in BEHAVIOURS},
        },
        "secrets": {"card_ratings": ["4", "5", "3", "4", "4", "4"], "team_mean01": "0.7"},
        "other_solutions": {"yes": 4, "no": 2, "team_rate": "2/3"},
        "milestones_done": [True, False, False],
        "year_end": True,
    }
    return facts | changes
