"""Ways to reach somebody; a new one is one `Channel` in the table at the end."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from crm import company as our
from crm.notices import rules, webhooks
from crm.notices.models import Notice, kind_of
from crm.notices.models.choices import CHOSEN
from crm.notices.rules import NotNowError, OutOfReachError, RefusedError
from crm.notices.webhooks import public_address

__all__ = [
    "CHANNELS",
    "LINKS",
    "Channel",
    "NotNowError",
    "OutOfReachError",
    "RefusedError",
    "mail_of",
    "open_channels",
    "person_of_stop",
    "public_address",
]

Connections = dict[str, object]
STOP = signing.Signer(salt="notices.stop", sep=".")
#: Links that open a door are made while the mail leaves, so that no table keeps them: by what
#: the notice is about, from its number to a path. The layers above say how.
LINKS: dict[str, Callable[[str], str]] = {}
#: Where contacts' answers go: by what the notice is about, from its number to an address ("" for
#: none). What they get about such things, one of us wrote.
REPLIES: dict[str, Callable[[str], str]] = {}


@dataclass(frozen=True)
class Channel:
    """A way to reach somebody; one that stays in the app needs no sending."""

    name: str
    send: Callable[[Notice, Connections], None]
    leaves_the_app: bool = True
    is_set_up: Callable[[], bool] = lambda: True


@contextmanager
def open_channels() -> Iterator[Connections]:
    """Keep a mail connection open for the length of one batch."""
    connections: Connections = {}
    try:
        yield connections
    finally:
        _close_mail(connections)


def _close_mail(connections: Connections) -> None:
    backend = connections.pop("email", None)
    if isinstance(backend, BaseEmailBackend):
        backend.close()


def stay_in_the_app(notice: Notice, connections: Connections) -> None:
    """Do nothing: the row itself is what the bell shows."""


def send_mail(notice: Notice, connections: Connections) -> None:
    """Send one mail through Django's backend, over the batch's one connection."""
    try:
        backend = connections.get("email")
        if not isinstance(backend, BaseEmailBackend):
            backend = get_connection()
            backend.open()
            connections["email"] = backend
        if not backend.send_messages([mail_of(notice)]):
            raise OutOfReachError("the mail server took no message")
    except smtplib.SMTPRecipientsRefused as error:
        _close_mail(connections)
        code, answer = next(iter(error.recipients.values()))
        raise _refusal(code, answer) from error
    except smtplib.SMTPDataError as error:
        _close_mail(connections)
        raise _refusal(error.smtp_code, error.smtp_error) from error
    except OSError as error:
        _close_mail(connections)
        raise OutOfReachError(f"{type(error).__name__}: {error}") from error


def _refusal(code: int, answer: bytes | str) -> Exception:
    """Tell "never" (5xx) from "not now" (4xx); both concern this message only."""
    sentence = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return (RefusedError if code >= 500 else NotNowError)(f"{code} {sentence}")


def mail_of(notice: Notice) -> EmailMultiAlternatives:
    """Make the mail: in the recipient's language, with an identifier that stays the same."""
    made = LINKS.get(notice.about_kind)
    url = made(notice.about_id) if made else notice.url
    context = {
        "subject": notice.subject,
        "body": notice.words,
        "url": f"{settings.BASE_URL}{url}" if url.startswith("/") else url,
        "company_name": our.name(),
        "choices_url": f"{settings.BASE_URL}/settings/notices/" if notice.person_id else "",
    }
    with translation.override(notice.language or our.language()):
        text = render_to_string("emails/notices/notice.txt", context)
        html = notice.html or render_to_string("emails/notices/notice.html", context)
    address = notice.address or getattr(notice.person, "email", "") or ""
    return EmailMultiAlternatives(
        subject=rules.one_line(notice.subject),
        body=text,
        to=[rules.one_line(address)],
        headers={
            "Message-ID": f"<{message_id_of(notice)}>",
            "X-Confidant": "sent",
            **_answering(notice),
            **_unsubscribing(notice),
        },
        alternatives=[(html, "text/html")],
    )


def message_id_of(notice: Notice) -> str:
    """Give the identifier its mail carries, the same at every try."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"notice-{notice.pk}-{notice.created_at:%Y%m%d%H%M%S%f}@{domain}"


def _answering(notice: Notice) -> dict[str, str]:
    """Say where an answer goes, or that a machine wrote it and nobody waits for one."""
    made = REPLIES.get(notice.about_kind) if notice.contact_id else None
    if made is None:
        return {"Auto-Submitted": "auto-generated"}
    address = made(notice.about_id)
    return {"Reply-To": rules.one_line(address)} if address else {}


def _unsubscribing(notice: Notice) -> dict[str, str]:
    """Let a mail program offer a button that stops such mails with one click (RFC 8058)."""
    url = notice.unsubscribe_url or _stop_url(notice)
    if not url:
        return {}
    return {
        "List-Unsubscribe": f"<{rules.one_line(url)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _stop_url(notice: Notice) -> str:
    """Give the address that stops such mail to a colleague; none for what they must be told."""
    if notice.person_id is None or notice.must_tell:
        return ""
    kind = notice.about_kind if notice.about_kind == "digest" else kind_of(notice.about_kind)
    if kind != "digest" and kind not in CHOSEN:
        return ""
    token = STOP.sign_object([notice.person_id, str(kind)])
    return f"{settings.BASE_URL}{reverse('notices_stop', args=[token])}"


def person_of_stop(token: str) -> tuple[int, str] | None:
    """Find whose mail of which kind a token stops; None for a foreign or broken one."""
    try:
        pk, kind = STOP.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (pk, str(kind)) if isinstance(pk, int) else None


def post_webhook(notice: Notice, connections: Connections) -> None:
    """Post to the webhook of a team or person; without one, to the company's own."""
    del connections
    endpoint = notice.endpoint
    if endpoint is None:
        url = str(getattr(settings, "NOTICES_WEBHOOK_URL", ""))
        key = str(getattr(settings, "NOTICES_WEBHOOK_KEY", ""))
        webhooks.post_signed(notice, url, key)
    elif not endpoint.is_active:
        raise RefusedError("the webhook was stopped")
    else:
        opened = webhooks.opened(endpoint)
        if opened.key:
            webhooks.post_signed(notice, opened.url, opened.key)
        else:
            webhooks.post_to_chat(notice, opened.url)


def webhook_is_set_up() -> bool:
    return bool(getattr(settings, "NOTICES_WEBHOOK_URL", ""))


CHANNELS: dict[str, Channel] = {
    channel.name: channel
    for channel in (
        Channel("in_app", stay_in_the_app, leaves_the_app=False),
        Channel("email", send_mail),
        Channel("digest", stay_in_the_app),
        Channel("webhook", post_webhook, is_set_up=webhook_is_set_up),
    )
}
