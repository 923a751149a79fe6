"""Fetching a calendar from elsewhere: https only, to public addresses only, little and quickly."""

import base64
import http.client
import ipaddress
import socket
import ssl
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from crm.errors import RuleBrokenError
from crm.notices.channels import RefusedError, public_address

LARGEST = 3_000_000  # bytes
SECONDS_A_STEP = 5
SECONDS_IN_ALL = 20
REDIRECTS = 3
_ASK_CALDAV = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{first}" end="{last}"/>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""
_CALENDAR = "{urn:ietf:params:xml:ns:caldav}calendar-data"


@dataclass(frozen=True)
class Question:
    """How a server is asked: with which verb, body and login."""

    method: str = "GET"
    body: str = ""
    login: str = ""


class CalendarTroubleError(RuleBrokenError):
    """The calendar cannot be read just now; the message says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "secrets_manual.calendar_trouble", field="address")


def fetch_ics(address: str, *, login: str = "") -> list[bytes]:
    """Fetch a calendar that lies at an address as one text."""
    return [_fetched(address, Question(login=login))]


def fetch_caldav(address: str, *, login: str, first: str, last: str) -> list[bytes]:
    """Ask a CalDAV collection for the events between two moments like 20261123T000000Z."""
    body = _ASK_CALDAV.format(first=first, last=last)
    answer = _fetched(address, Question("REPORT", body, login))
    return _calendars_in(answer)


def _calendars_in(answer: bytes) -> list[bytes]:
    try:
        text = answer.decode()
        if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
            raise CalendarTroubleError(_("The server’s answer is not one we read."))
        tree = ET.fromstring(text)  # noqa: S314 - without a DTD there are no entities
    except (UnicodeDecodeError, ET.ParseError) as error:
        raise CalendarTroubleError(_("The server’s answer is not one we read.")) from error
    return [(found.text or "").encode() for found in tree.iter(_CALENDAR)]


def check_address(address: str) -> SplitResult:
    """Read an address; webcal:// means https://. A sentence when it is none we may open."""
    if address.startswith("webcal://"):
        address = f"https://{address.removeprefix('webcal://')}"
    sentence = _("The address must begin with https:// and name a server.")
    try:
        url = urlsplit(address.strip())
        fits = url.scheme == "https" and url.hostname and not url.username and (url.port or 443)
    except ValueError as error:
        raise CalendarTroubleError(sentence) from error
    if not fits or any(ord(letter) <= 32 for letter in url.geturl()):
        raise CalendarTroubleError(sentence)
    return url


def _fetched(address: str, asked: Question) -> bytes:
    url = check_address(address)
    ends = time.monotonic() + SECONDS_IN_ALL
    for _hop in range(REDIRECTS + 1):
        try:
            status, where, body = _one_answer(url, asked, ends)
        except RefusedError as error:
            raise CalendarTroubleError(_("This address leads into a private network.")) from error
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise CalendarTroubleError(_("The server did not answer.")) from error
        if status in {301, 302, 303, 307, 308} and where:
            onward = check_address(urljoin(url.geturl(), where))
            if onward.netloc != url.netloc:
                asked = Question(asked.method, asked.body)  # a password stays at its server
            url = onward
            continue
        _check_status(status)
        return body
    raise CalendarTroubleError(_("The address sends us round in circles."))


def _check_status(status: int) -> None:
    if status in {401, 403}:
        raise CalendarTroubleError(_("The server wants another name or password."))
    if status in {404, 410}:
        raise CalendarTroubleError(_("There is no calendar at this address any more."))
    if not 200 <= status < 300:
        raise CalendarTroubleError(_("The server answered %(status)d.") % {"status": status})


def _one_answer(url: SplitResult, asked: Question, ends: float) -> tuple[int, str, bytes]:
    host, port = url.hostname or "", url.port or 443
    line = http.client.HTTPSConnection(host, port, timeout=SECONDS_A_STEP)
    headers = {"Accept-Encoding": "identity", "User-Agent": "Confidant"}
    if asked.login:
        headers["Authorization"] = f"Basic {base64.b64encode(asked.login.encode()).decode()}"
    if asked.body:
        headers |= {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"}
    try:
        line.sock = _safe_line(host, port)
        path = f"{url.path or '/'}{f'?{url.query}' if url.query else ''}"
        line.request(asked.method, path, asked.body.encode() or None, headers)
        answer = line.getresponse()
        return answer.status, answer.headers.get("Location", ""), _read(answer, ends)
    finally:
        line.close()


def _read(answer: http.client.HTTPResponse, ends: float) -> bytes:
    """Read little by little: neither a large answer nor a slow one holds us up."""
    parts, size = [], 0
    while part := answer.read1(65_536):
        size += len(part)
        if size > LARGEST:
            raise CalendarTroubleError(_("This calendar is larger than we read."))
        if time.monotonic() > ends:
            raise CalendarTroubleError(_("The server was too slow."))
        parts.append(part)
    return b"".join(parts)


def _safe_line(host: str, port: int) -> ssl.SSLSocket:
    """Connect to the very address that was looked at, so that no second answer slips in."""
    trusted = str(getattr(settings, "CALENDAR_TEST_CERTIFICATE", ""))
    if trusted and not settings.PRODUCTION and _is_loopback(host):
        address, context = host, ssl.create_default_context(cafile=trusted)
    else:
        address, context = public_address(host, port), ssl.create_default_context()
    plain = socket.create_connection((address, port), SECONDS_A_STEP)
    return context.wrap_socket(plain, server_hostname=host)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
