"""Posting what is told to other systems: a signed line, and only to a public address.

What is posted names a kind, a number and a link. It holds no name, no customer's word and no
secret: whoever may read more follows the link and signs in.
"""

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from crm import clock
from crm import company as our
from crm.notices.models import Endpoint, Notice, kind_of
from crm.notices.rules import NotNowError, OutOfReachError, RefusedError
from crm.sealing import seal, unseal

SECONDS_A_STEP = 5.0
#: A server that answers drop by drop is left alone after so long, whatever it sent.
SECONDS_IN_ALL = 10.0
PURPOSE = "notices.endpoints"
# Answers that ask for patience although they begin with a 4.
_PATIENCE = {408, 425, 429}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Where addresses of the whole world lie: outside are old ways to wrap or to stay at home, and
# what an older Python does not know yet as set apart.
_WORLD_V6 = ipaddress.ip_network("2000::/3")
_APART = tuple(map(ipaddress.ip_network, ("3fff::/20", "192.0.0.0/24")))
_ISATAP = (0x5EFE, 0x2005EFE)


@dataclass(frozen=True)
class Opened:
    """Where an endpoint leads and the key it signs with; no key for a chat room."""

    url: str
    key: str


def sealed(text: str) -> str:
    """Seal an address or a key for its row."""
    return seal(text, secret=settings.SECRET_KEY, purpose=PURPOSE)


def opened(endpoint: Endpoint) -> Opened:
    """Unseal an endpoint; RefusedError when the installation's secret is no longer the same."""
    secrets = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    url = unseal(endpoint.sealed_url, secrets=secrets, purpose=PURPOSE)
    key = (
        unseal(endpoint.sealed_key, secrets=secrets, purpose=PURPOSE) if endpoint.sealed_key else ""
    )
    if url is None or key is None:
        raise RefusedError("the webhook was sealed with another secret; make it anew")
    return Opened(url, key)


def sentence_of(notice: Notice) -> str:
    """Say in one line what happened, in the company's language and without anybody's words."""
    with translation.override(notice.language or our.language()):
        event = notice.event.replace("_", " ")
        if notice.about_kind == "ticket":
            return f"OOPS {notice.about_id}: {event or _('there is something new')}"
        if notice.about_kind == "trial":
            return _("This is a trial: the webhook works.")
        kind = kind_of(notice.about_kind).label
        return f"{kind}: {event or _('there is something new')}"


def body_of(notice: Notice) -> dict[str, object]:
    """Give what a program is posted."""
    return {
        "id": f"notice-{notice.pk}",
        "kind": str(kind_of(notice.about_kind)),
        "event": notice.event,
        "about": {"kind": notice.about_kind, "id": notice.about_id},
        "text": sentence_of(notice),
        "url": _link(notice),
        "told_at": notice.created_at.isoformat(),
    }


def _link(notice: Notice) -> str:
    return f"{settings.BASE_URL}{notice.url}" if notice.url.startswith("/") else notice.url


def signature(key: str, timestamp: str, body: bytes) -> str:
    """Sign the time together with the body, so that an old post cannot be played again."""
    signed = hmac.new(key.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


def post_signed(notice: Notice, url: str, key: str) -> None:
    """Post a notice as JSON, signed with the key and the time."""
    if not key:
        raise RefusedError("the webhook needs an https:// address and a key")
    body = json.dumps(body_of(notice)).encode()
    timestamp = str(int(clock.now().timestamp()))
    headers = {
        "X-Confidant-Timestamp": timestamp,
        "X-Confidant-Signature": signature(key, timestamp, body),
        "Idempotency-Key": f"notice-{notice.pk}",
    }
    post(url, body, headers)


def post_to_chat(notice: Notice, url: str) -> None:
    """Post one line of text in the format that the incoming webhooks of chat systems share."""
    post(url, json.dumps({"text": f"{sentence_of(notice)} {_link(notice)}".strip()}).encode(), {})


def post(address: str, body: bytes, headers: dict[str, str]) -> None:
    """Post once: no redirect is followed, and the line leads where the address was looked at."""
    url = urlsplit(address)
    try:
        with _line_to(url) as line:
            path = f"{url.path or '/'}{f'?{url.query}' if url.query else ''}"
            line.request("POST", path, body, {"Content-Type": "application/json"} | headers)
            status = line.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise OutOfReachError(f"{type(error).__name__}: {error}") from error
    if 300 <= status < 500 and status not in _PATIENCE:
        raise RefusedError(f"the webhook answered {status}")
    if not 200 <= status < 300:
        raise NotNowError(f"the webhook answered {status}")


@contextmanager
def _line_to(url: SplitResult) -> Iterator[http.client.HTTPConnection]:
    """Open the line; a clock of its own cuts it when everything together takes too long."""
    host, port = url.hostname or "", url.port or 443
    inside = is_inside(host, port)
    if not host or not (url.scheme == "https" or (inside and url.scheme == "http")):
        raise RefusedError("the webhook needs an https:// address and a key")
    # The very address that was looked at, so that no second answer of a name server slips in.
    address = host if inside else public_address(host, port)
    plain = socket.create_connection((address, port), SECONDS_A_STEP)
    cut = threading.Timer(SECONDS_IN_ALL, _cut, [plain])
    cut.start()
    line = http.client.HTTPConnection(host, port, timeout=SECONDS_A_STEP)
    try:
        line.sock = plain
        if url.scheme == "https":
            context = ssl.create_default_context()
            line.sock = context.wrap_socket(plain, server_hostname=host)
        yield line
    finally:
        cut.cancel()
        line.close()
        plain.close()


def _cut(plain: socket.socket) -> None:
    try:
        plain.shutdown(socket.SHUT_RDWR)
    except OSError:
        plain.close()


def is_inside(host: str, port: int) -> bool:
    """Say whether the installation allows this very server of our own network by name."""
    return f"{host}:{port}" in settings.NOTICES_WEBHOOK_INSIDE


def public_address(host: str, port: int) -> str:
    """Resolve a host once; RefusedError unless every address of it is public."""
    found = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(is_public(str(address)) for address in found):
        raise RefusedError("the webhook leads to a private address")
    return str(found[0])


def is_public(address: str) -> bool:
    """Say whether an address is one of the whole world, also where it wraps another one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64 or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
        if ip.teredo or ip not in _WORLD_V6:
            return False
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in _APART)
