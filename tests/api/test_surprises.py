"""A surprise over the API: planned, changed, dropped, given and received, by the page's rules."""

import datetime as dt
from typing import Any

import pytest

from crm.recovery.models import SurprisePlan
from secrets_manual.models import Secret, Use
from tests.api.callers import Caller
from tests.api.stories import NOW
from tests.people import Company
from tests.recovery.test_ideas import know

pytestmark = pytest.mark.usefixtures("clock")
DUE = (NOW + dt.timedelta(hours=20)).isoformat()


def test_a_surprise_is_planned_given_and_received(
    company: Company, kim: Caller, opened: dict[str, Any]
) -> None:
    secret = know(company, "coaches a youth rowing team", "recreation")
    path = f"tickets/{opened['id']}/"

    def sent(step: str, **body: object) -> dict[str, Any]:
        answer = kim.send(f"{path}{step}/", body)
        assert answer.status_code == 200, answer.json()
        return dict(answer.json())

    def refused(step: str, **body: object) -> tuple[int, str, str | None]:
        answer = kim.send(f"{path}{step}/", body)
        return answer.status_code, answer.json()["code"], answer.json().get("field")

    assert sent("plan", words="A photo", due_at=DUE)["plan"]["giver"] == str(company.kim.pk)
    plan = {"words": "A framed photo", "due_at": DUE, "giver": str(company.dana.pk)}
    made = sent("plan", **plan, secret=str(secret.pk), cost=5_00)["plan"]
    assert (made["words"], made["giver"], made["cost"]) == (plan["words"], plan["giver"], 5_00)
    assert refused("plan", words="A photo", due_at=NOW.isoformat())[1:] == (
        "recovery.plan_in_past", "due_at",
    )  # fmt: skip
    assert refused("plan", **plan | {"giver": str(company.rui.pk)})[2] == "giver"
    assert refused("plan", **plan, cost=10**9)[1:] == ("recovery.over_budget", "cost")
    assert refused("plan", **plan, secret="9")[1:] == ("recovery.not_for_surprises", "secret")
    assert refused("give")[:2] == (409, "recovery.fix_first")
    assert refused("react", how="welcome")[:2] == (409, "recovery.nothing_given")
    sent("respond", how="phone", words="We look for them.")
    sent("fix", words="Four gaskets fitted.")
    given = sent("give")
    assert (given["plan"], given["step"]) == (None, "recover")
    assert refused("drop", reason="Late")[:2] == (409, "recovery.nothing_planned")
    assert refused("react", how="unknown")[2] == "how"
    told = sent("react", how="startled", words="How do you know?")["reaction"]
    assert (told["how"], told["words"]) == ("unwelcome", "How do you know?")
    assert Use.objects.get().reception == "unwelcome"
    assert Secret.objects.get(pk=secret.pk).do_not_mention
    assert kim.get(path).json()["reaction"] == told


def test_a_plan_is_dropped_with_a_reason_and_by_service_alone(
    company: Company, kim: Caller, opened: dict[str, Any]
) -> None:
    path = f"tickets/{opened['id']}/"
    steward = Caller(company.dana)
    assert steward.send(f"{path}plan/", {"words": "A call", "due_at": DUE}).status_code == 403
    assert kim.send(f"{path}plan/", {"words": "A call", "due_at": DUE}).status_code == 200
    assert steward.get(path).json()["plan"]["words"] == "A call"
    assert kim.send(f"{path}drop/", {}).json()["field"] == "reason"
    assert kim.send(f"{path}drop/", {"reason": "She is away."}).json()["plan"] is None
    assert SurprisePlan.objects.get().drop_reason == "She is away."
