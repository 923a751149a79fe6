"""Probes for machines: does the process live, is everything it needs alive, in figures."""

import functools
import time
from contextlib import suppress
from typing import TypedDict

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from crm import clock
from crm.notices import queries as notices
from crm.notices.models import Heartbeat
from crm.notices.queries import WATCHED
from crm.recovery.queries import ladder_figures

# Seconds of silence after which a part counts as down: workers give a sign every 10 s, beat every
# 15 s. `queue` is told but decides nothing, because one long task may hold it up; `climb_ladders`,
# the sweep, decides nothing either: sending nobody to a web server makes no sweep run again. The
# red banner and the auditor speak of it.
_SILENCE = {"worker": 40, "beat": 60, "queue": 120, WATCHED: 180}
_TOLD_ONLY = {"queue": "queue_age", WATCHED: "sweep_age"}


class Part(TypedDict):
    """One part's state; `age` is the seconds since it was last seen, None when never."""

    ok: bool
    age: float | None


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process lives, whatever else is down."""
    del request
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Tell of each part whether it is up and when it was last seen; 503 when one is down."""
    del request
    parts = _parts()
    ages = {word: parts.pop(name)["age"] for name, word in _TOLD_ONLY.items()}
    ready = all(part["ok"] for part in parts.values())
    answer = {"ready": ready, **parts, **ages}
    return JsonResponse(answer, status=200 if ready else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell the same as text that Prometheus reads; no names and nothing of any customer.

    Only this very machine is answered, or whoever brings CONFIDANT_METRICS_TOKEN.
    """
    if not _may_measure(request):
        return HttpResponse("forbidden\n", status=403, content_type="text/plain")
    lines = []
    for name, part in _parts().items():
        lines.append(f'confidant_up{{part="{name}"}} {int(part["ok"])}')
        if part["age"] is not None:
            lines.append(f'confidant_last_seen_seconds{{part="{name}"}} {part["age"]}')
    with suppress(DatabaseError, InterfaceError):
        lines += _work_lines()
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")


def _may_measure(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    brought = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and constant_time_compare(brought, token):
        return True
    # Behind a proxy everybody seems to come from this machine.
    forwarded = {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers)
    return request.META.get("REMOTE_ADDR", "") in {"127.0.0.1", "::1"} and not forwarded


def _work_lines() -> list[str]:
    """Give the ladders' and the outbox's figures; the climbed ones are those of a day."""
    now = clock.database_now()
    ladders, outbox = ladder_figures(now), notices.outbox(now)
    oldest = (now - outbox.oldest_due_at).total_seconds() if outbox.oldest_due_at else 0
    return [
        f"confidant_rungs_due {ladders.due}",
        f"confidant_rungs_oldest_late_seconds {ladders.oldest_late_seconds}",
        f"confidant_rungs_climbed_last_day {ladders.climbed}",
        *(
            f'confidant_rung_lateness_seconds{{quantile="{quantile}"}} {seconds}'
            for quantile, seconds in zip(("0.5", "0.95", "0.99"), ladders.lateness, strict=False)
        ),
        *(
            f'confidant_notices_waiting{{channel="{channel}"}} {count}'
            for channel, count in outbox.waiting.items()
        ),
        f"confidant_outbox_oldest_seconds {oldest}",
        f"confidant_notices_failed {outbox.failed}",
        f"confidant_findings_open {notices.findings().filter(gone_at=None).count()}",
    ]


def _parts() -> dict[str, Part]:
    started = time.perf_counter()
    try:
        seen = dict(Heartbeat.objects.filter(name__in=_SILENCE).values_list("name", "at"))
        at = clock.database_now()
        database = Part(ok=True, age=_since(started))
    except (DatabaseError, InterfaceError):
        return dict.fromkeys(("database", *_SILENCE), Part(ok=False, age=None)) | _broker()
    parts = {"database": database} | _broker()
    for name, silence in _SILENCE.items():
        age = round((at - seen[name]).total_seconds(), 3) if name in seen else None
        parts[name] = Part(ok=age is not None and age <= silence, age=age)
    return parts


def _broker() -> dict[str, Part]:
    started = time.perf_counter()
    try:
        _connected(settings.REDIS_URL).ping()
    except redis.RedisError:
        return {"broker": Part(ok=False, age=None)}
    return {"broker": Part(ok=True, age=_since(started))}


def _since(started: float) -> float:
    """Give the age of an answer just had: the seconds it took."""
    return round(time.perf_counter() - started, 4)


@functools.cache
def _connected(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)
