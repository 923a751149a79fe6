"""Probes for machines: does the process live, is everything it needs alive, in figures."""

import functools
import time
from typing import TypedDict

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from crm import clock
from crm.notices.models import Heartbeat

# Seconds of silence after which a part counts as down: workers give a sign every 10 s, beat every
# 15 s. `queue` is told but decides nothing, because one long task may hold it up.
_SILENCE = {"worker": 40, "beat": 60, "queue": 120}


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
    queue = parts.pop("queue")
    ready = all(part["ok"] for part in parts.values())
    answer = {"ready": ready, **parts, "queue_age": queue["age"]}
    return JsonResponse(answer, status=200 if ready else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell the same as text that Prometheus reads; no names and nothing of any customer."""
    del request
    lines = []
    for name, part in _parts().items():
        lines.append(f'confidant_up{{part="{name}"}} {int(part["ok"])}')
        if part["age"] is not None:
            lines.append(f'confidant_last_seen_seconds{{part="{name}"}} {part["age"]}')
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")


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
