"""Makers of policies and histories, and a second, naive telling of what must happen."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

START = datetime(2026, 6, 1, 8, tzinfo=UTC)


def rung(key: str, clock: str, **point: object) -> dict[str, object]:
    return {"key": key, "clock": clock, **point}


def policy(*rungs: dict[str, object], respond_s: object = 14400, recover_s: object = 86400) -> dict:
    return {"respond_s": respond_s, "recover_s": recover_s, "rungs": list(rungs)}


def event(kind: str, hours: object = 0, *, until: object = None, **more: int) -> dict[str, str]:
    told = {"type": kind, "at": stamp(hours, **more)}
    return told if until is None else {**told, "until": stamp(until)}


def stamp(hours: object = 0, *, microseconds: int = 0) -> str:
    """Write the instant so many hours after the start."""
    at = START + timedelta(microseconds=int(Fraction(str(hours)) * 3_600_000_000) + microseconds)
    return at.replace(tzinfo=None).isoformat() + "Z"


def naive_play(scenario: dict[str, Any]) -> dict[str, Any]:
    """Tell the same story with whole microseconds since the epoch, for whole numbers only."""
    cycles: list[dict[str, Any]] = []
    notices: list[dict[str, Any]] = []
    for happening in scenario["events"]:
        kind, at = happening["type"], _micro(happening["at"])
        if kind in ("report", "reopen"):
            cycles.append(_new_cycle(scenario["policy"], at, len(cycles) + 1))
        elif kind == "appoint":
            _naive_appointment(cycles[-1], _micro(happening["until"]))
        elif kind == "sweep":
            notices += _naive_sweep(cycles[-1], at)
        elif cycles[-1][kind] is None:
            _naive_step(cycles[-1], kind, at)
    return {"cycles": [_shown(cycle) for cycle in cycles], "notices": notices}


def _naive_step(cycle: dict[str, Any], kind: str, at: int) -> None:
    cycle[kind] = at
    if at > cycle["by"][kind]:
        cycle["breaches"].add(kind)
    for row in cycle["rows"]:
        if row["clock"] == kind and row["state"] == "waiting":
            row["state"] = "spared"


def _naive_appointment(cycle: dict[str, Any], until: int) -> None:
    cycle["by"]["recover"] = until
    for row in cycle["rows"]:
        if row["clock"] == "recover" and row["state"] == "waiting" and row["pct"]:
            row["due"] = cycle["start"] + (until - cycle["start"]) * row["pct"] // 100


def _new_cycle(rules: dict[str, Any], start: int, number: int) -> dict[str, Any]:
    length = {"respond": rules["respond_s"] * 10**6, "recover": rules["recover_s"] * 10**6}
    rows = []
    for given in rules["rungs"]:
        pct = int(given["at_pct"]) if "at_pct" in given else None
        after = given["at_s"] * 10**6 if pct is None else length[given["clock"]] * pct // 100
        rows.append({**given, "pct": pct, "due": start + after, "state": "waiting", "up": None})
    by = {clock: start + span for clock, span in length.items()}
    nothing = {"respond": None, "recover": None, "breaches": set()}
    return {"number": number, "start": start, "by": by, "rows": rows, **nothing}


def _naive_sweep(cycle: dict[str, Any], now: int) -> list[dict[str, Any]]:
    for clock in ("respond", "recover"):
        if cycle[clock] is None and cycle["by"][clock] < now:
            cycle["breaches"].add(clock)
    up = [row for row in cycle["rows"] if row["state"] == "waiting" and row["due"] < now]
    up.sort(key=lambda row: row["due"])
    for row in up:
        row["state"], row["up"] = "climbed", now
    keys = [row["key"] for row in up]
    return [{"at": _text(now), "rungs": keys, "highest": keys[-1]}] if keys else []


def _shown(cycle: dict[str, Any]) -> dict[str, Any]:
    return {
        "cycle": cycle["number"],
        "respond_by": _text(cycle["by"]["respond"]),
        "recover_by": _text(cycle["by"]["recover"]),
        "responded_at": _text(cycle["respond"]),
        "recovered_at": _text(cycle["recover"]),
        "breaches": sorted(cycle["breaches"]),
        "rungs": [
            {
                "key": row["key"],
                "due_at": _text(row["due"]),
                "state": row["state"],
                "climbed_at": _text(row["up"]),
            }
            for row in cycle["rows"]
        ],
    }


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _micro(text: str) -> int:
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(microseconds=1)


def _text(micro: int | None) -> str | None:
    if micro is None:
        return None
    whole, rest = divmod(micro, 10**6)
    second = (_EPOCH + timedelta(seconds=whole)).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{second}.{rest:06d}Z" if rest else f"{second}Z"
