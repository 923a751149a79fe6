"""Writing without a network: the page, the worker that keeps it, the people it knows."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, sign_in_required
from secrets_manual.forms import HOW_LABELS
from secrets_manual.forms.offering import offer_of
from secrets_manual.queries import contacts_nearby

REMEMBERED = 20
WITHOUT_MORE = ("told_glad", "told_probably", "saw")
# All that the page without a network is made of; its modules import each other by these names.
FILES = (
    "css/confidant.css",
    "icons/app.svg",
    "icons/icons.svg",
    "js/capture-screen.js",
    "js/offline.js",
    "js/theme.js",
    "js/vault.js",
    "js/waiting.js",
    "trimmed/bootstrap.css",
    "vendor/source-sans-3/source-sans-3-latin-wght-normal.woff2",
)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show the page on which one writes without a network; it holds nobody's name and no word."""
    ways = [(code, HOW_LABELS[code]) for code in WITHOUT_MORE]
    answer = render(request, "secrets_manual/offline.html", {"ways": ways})
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Serve the service worker for the whole of our address, with the files it may keep."""
    urls = sorted({static(name) for name in FILES} | {_plain(name) for name in FILES})
    head = f"const FILES = {json.dumps(urls)};\nconst CACHE = 'confidant-{_version()}';\n"
    answer = HttpResponse(head + _source(), content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    answer["Cache-Control"] = "no-cache"
    return answer


@sign_in_required
@require_safe
def offline_people(request: SignedInRequest) -> JsonResponse:
    """Give the people one is likeliest to write about; the browser keeps them encrypted."""
    near = contacts_nearby(request.user, most=REMEMBERED)
    offers = [offer_of(each, each.customer) for each in (*near.added, *near.likely)][:REMEMBERED]
    people = [{"code": each.code, "name": each.name, "at": each.at} for each in offers]
    answer = JsonResponse({"people": people})
    answer["Cache-Control"] = "no-store"
    return answer


def _found(name: str) -> Path:
    """Find a static file as it was written."""
    return Path(str(finders.find(name)))


def _plain(name: str) -> str:
    """Give the address of a file without its hash, under which modules import each other."""
    return f"{settings.STATIC_URL}{name}"


@cache
def _source() -> str:
    return _found("js/worker.js").read_text(encoding="utf-8")


@cache
def _version() -> str:
    """Give a name that changes whenever one of the files does."""
    whole = hashlib.sha256()
    for name in (*FILES, "js/worker.js"):
        whole.update(_found(name).read_bytes())
    return whole.hexdigest()[:16]
