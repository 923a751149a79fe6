"""Links to cards: a fresh token each time, of which we keep the hash."""

import datetime as dt
import hashlib
import secrets
import zoneinfo

from django.conf import settings
from django.urls import reverse

from accounts.models import Contact
from crm import clock
from crm import company as our
from report_cards import rules
from report_cards.models import LANGUAGES, Invitation, Link

TOKEN_BYTES = 32


def digest_of(token: str) -> str:
    """Give what we keep of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(invitation: Invitation, now: dt.datetime) -> str:
    """Make one more link to the card and give its token; earlier ones stay good."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Link.objects.create(invitation=invitation, token_hash=digest_of(token), made_at=now)
    return token


def address_of(token: str) -> str:
    """Give the whole address of a link."""
    return f"{settings.BASE_URL}{reverse('card', args=[token])}"


def zone_of(contact: Contact) -> zoneinfo.ZoneInfo:
    """Give the contact's zone, else the customer's, else the company's."""
    for name in (contact.zone, contact.customer.zone):
        try:
            if name:
                return zoneinfo.ZoneInfo(name)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return clock.company_zone()


def language_of(contact: Contact) -> str:
    """Give the language to ask a contact in: theirs, the customer's, the company's."""
    for name in (contact.language, contact.customer.language, our.language()):
        short = name.replace("_", "-").partition("-")[0].casefold()
        if short in LANGUAGES:
            return short
    return LANGUAGES[0]


def start_clock(invitation: Invitation, contact: Contact, now: dt.datetime) -> None:
    """Note when the link went out and when it runs out: the 21st day's end, where they are."""
    invitation.sent_at = now
    invitation.expires_at = rules.expires_at(now, zone_of(contact))
