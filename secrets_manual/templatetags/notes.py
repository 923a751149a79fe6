"""A secret drawn as the note card it is."""

import datetime as dt
from functools import lru_cache
from typing import TypedDict
from urllib.parse import urlsplit

from django import template
from django.utils import dateformat
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from crm import clock
from crm.drawn import address, drawn, page_address
from secrets_manual.models import KIND_LABELS, USE_LABELS, Precision, Secret, State
from secrets_manual.rules.gate import as_they_would_read
from secrets_manual.rules.kinds import Provenance
from secrets_manual.rules.marking import marked

register = template.Library()
REVIEW_SOON_DAYS = 30
#: What each rule of the gate asks, as somebody reads it who counts refusals.
RULE_WORDS = {
    "G1": gettext_lazy("Told, seen or public, and from whom"),
    "G2": gettext_lazy("They would be glad that we know"),
    "G4": gettext_lazy("How sensitive it is"),
    "G5": gettext_lazy("Not ours to keep"),
    "G6": gettext_lazy("Heard from somebody else"),
}


class Act(TypedDict):
    """One button of a note card; `post` acts at once, the rest lead to a page."""

    label: str
    url: str
    post: bool


@register.filter
def rule_words(rule: str) -> object:
    """Say what a rule of the gate asks for: "G5" is "Not ours to keep"."""
    return RULE_WORDS.get(rule, rule)


@register.filter
def marking(text: str, asked: str) -> str:
    """Mark the words of a text that answer what was asked; the rest is escaped as ever."""
    return format_html_join(
        "",
        "{}{}{}",
        (
            (mark_safe("<mark>"), piece, mark_safe("</mark>")) if hit else ("", piece, "")
            for piece, hit in marked(text, asked)
        ),
    )


@register.simple_tag(takes_context=True)
def note(
    context: template.Context,
    secret: Secret,
    may_write: bool = False,
    named: bool = False,
    asked: str = "",
) -> SafeString:
    """Draw one secret; with buttons for who may write it, with the customer's name if `named`.

    `asked` are the words of a search; those of the secret that answer them are marked.
    """
    review = _review_words(secret)
    request = context["request"]
    own = secret.state != State.KEPT and secret.author_id == request.user.pk
    acts = _acts(secret, bool(review)) if may_write or own else []
    if secret.state == State.KEPT and not context.get("alone"):
        acts.append(_act(secret, _("More"), "secret", post=False))
    whom = f"{secret.contact.name}, " if secret.contact else ""
    return drawn(
        "secrets_manual/note.html",
        {
            "state": _look(secret, review),
            "is_pinned": secret.pin and secret.state == State.KEPT,
            "do_not_mention": secret.do_not_mention,
            "told": secret.nearly_their_words,
        },
        {
            "flag": review or _last_day(secret),
            "words": marking(secret.text, asked) if asked else secret.text,
            "source": source_line(secret),
            "day": dated(secret),
            "uses": uses_line(secret),
            "used": used_words(secret),
            "whom": whom + secret.customer.name if named else "",
            "manual_url": address("manual", secret.customer_id) if named else "",
            "acts": _acts_drawn(context, acts),
        },
    )


def _acts_drawn(context: template.Context, acts: list[Act]) -> SafeString:
    request = context["request"]
    given = {
        "next": request.get_full_path() if request.method == "GET" else "",
        "csrf_token": str(context.get("csrf_token", "")),
    }
    drawn_acts = (
        drawn(
            "secrets_manual/parts/note_act.html",
            {"post": act["post"], "label": act["label"]},
            {"url": act["url"]} | (given if act["post"] else {}),
        )
        for act in acts
    )
    return SafeString("".join(drawn_acts))


def _look(secret: Secret, review: str) -> str:
    if secret.state == State.KEPT:
        return "review" if review else ""
    return {State.DRAFT: "draft", State.THIRD_PARTY: "third"}.get(State(secret.state), "")


def _review_words(secret: Secret) -> str:
    if secret.state != State.KEPT or secret.review_on is None:
        return ""
    days = (secret.review_on - clock.today()).days
    if secret.ask_since_on is not None:
        return _("Ask whether it is still true")
    if days > REVIEW_SOON_DAYS:
        return ""
    if days <= 0:
        return _("Still true? Please say")
    return _("Still true? Review in %(n)d days") % {"n": days}


def _last_day(secret: Secret) -> str:
    if secret.draft_until:
        left = (secret.draft_until - clock.today()).days
        return _("Draft, only you see it · %(n)d days left") % {"n": max(0, left)}
    if secret.confirm_until:
        return _("From a third party, not confirmed")
    return ""


@register.filter
def source_line(secret: Secret) -> str:
    """Say who told whom, when, and of what kind it is."""
    return f"{_source(secret)} · {kind_words(secret.kind)}"


def _source(secret: Secret) -> str:
    day = partial_words(secret.created_at.date(), Precision.DAY)
    if secret.told_on:
        day = partial_words(secret.told_on, secret.told_precision)
    who = _first(secret.contact.name) if secret.contact else secret.customer.name
    author = _first(secret.author.name)
    if secret.provenance == Provenance.OBSERVED:
        return _("%(author)s observed, %(day)s") % {"author": author, "day": day}
    if secret.provenance == Provenance.PUBLIC:
        return _("public on %(host)s") % {"host": urlsplit(secret.address).hostname or "?"}
    if secret.provenance == Provenance.THIRD_PARTY and secret.colleague:
        heard = {"author": author, "colleague": secret.colleague.name, "day": day}
        return _("%(author)s heard it from %(colleague)s, %(day)s") % heard
    whom = _first(secret.told_to.name) if secret.told_to else author
    return _("%(who)s told %(whom)s, %(day)s") % {"who": who, "whom": whom, "day": day}


def partial_words(day: dt.date, precision: str) -> str:
    """Write a date as exactly as it is known: "14 May 2026", "in May 2026", "in 2026"."""
    return _partial_words(day, precision, get_language())


@lru_cache(2000)
def _partial_words(day: dt.date, precision: str, _language: str | None) -> str:
    if precision == Precision.DAY:
        return dateformat.format(day, "j M Y")
    known = dateformat.format(day, "F Y" if precision == Precision.MONTH else "Y")
    return _("in %(month_or_year)s") % {"month_or_year": known}


@register.filter
def dated(secret: Secret) -> str:
    """Say which date a secret is about, or nothing."""
    return partial_words(secret.dated_on, secret.dated_precision) if secret.dated_on else ""


_CHANGES = {
    "changed": gettext_lazy("Corrected"),
    "confirmed": gettext_lazy("Confirmed by the customer"),
    "reviewed": gettext_lazy("Said to be still true"),
    "to_ask": gettext_lazy("To be asked"),
    "review_undone": gettext_lazy("Review taken back"),
    "withdrawn": gettext_lazy("Forgotten"),
    "reinstated": gettext_lazy("Brought back"),
    "brought_back": gettext_lazy("Brought back"),
    "superseded": gettext_lazy("Superseded"),
    "merged": gettext_lazy("Merged into another"),
    "pinned": gettext_lazy("Pinned"),
    "unpinned": gettext_lazy("Unpinned"),
    "moved": gettext_lazy("It was about somebody else, and moved here"),
}


@register.filter
def change_words(what: str) -> str:
    """Name one kind of change as people say it."""
    return str(_CHANGES.get(what, what))


@register.filter
def kind_words(kind: str) -> str:
    """Name a kind of secret."""
    return _kind_shown(kind, get_language())


@lru_cache(200)
def _kind_shown(kind: str, _language: str | None) -> str:
    return str(KIND_LABELS[kind])


def used_words(secret: Secret) -> str:
    """Say how often it was used, and how often that was welcome; nothing when never."""
    times, welcome = (getattr(secret, f"uses_{what}", 0) for what in ("count", "welcome"))
    if not times:
        return ""
    used = ngettext("used once", "used %(n)d times", times) % {"n": times}
    return f"{used}, {_('%(n)d welcome') % {'n': welcome}}"


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name


def uses_line(secret: Secret) -> str:
    """Say what a secret may be used for, or by when it must be confirmed."""
    if secret.confirm_until:
        return _("confirm by %(day)s") % {"day": dateformat.format(secret.confirm_until, "j M")}
    return _uses_shown(tuple(secret.uses), get_language())


@lru_cache(500)
def _uses_shown(uses: tuple[str, ...], _language: str | None) -> str:
    named = [str(USE_LABELS[use]) for use in USE_LABELS if use in uses]
    return _("for %(uses)s") % {"uses": ", ".join(named)} if named else ""


@register.filter
def as_read_by_them(secret: Secret) -> str:
    """Give the very line the customer would read on their own page (G3)."""
    told = secret.told_on if secret.provenance == Provenance.TOLD_US else None
    return as_they_would_read(
        secret.text,
        secret.kind,
        provenance=secret.provenance,
        told_on=partial_words(told, secret.told_precision) if told else "",
        to_the_day=secret.told_precision == Precision.DAY,
        source=secret.colleague.name if secret.colleague else secret.address,
        translate=_,
    )


def _act(secret: Secret, label: str, name: str, *, post: bool) -> Act:
    return {"label": label, "url": address(name, secret.pk), "post": post}


def _acts(secret: Secret, review: bool) -> list[Act]:
    is_kept, is_asked = secret.state == State.KEPT, secret.ask_since_on is not None
    return [
        _act(secret, label, name, post=post) if name else _talk(secret, label)
        for label, name, post in _sorts_of_acts(is_kept, review, is_asked, get_language())
    ]


def _talk(secret: Secret, label: str) -> Act:
    url = f"{page_address('conversation_new')}?contact={secret.contact_id or ''}"
    return {"label": label, "url": url, "post": False}


@lru_cache(100)
def _sorts_of_acts(
    is_kept: bool, review: bool, is_asked: bool, _language: str | None
) -> list[tuple[str, str, bool]]:
    """Give what can be done: its words, the name of its page ("" for a talk), whether at once."""
    forget, talk = (_("Forget"), "secret_withdraw", True), (_("Ask"), "", False)
    if not is_kept:
        return [(_("They confirmed it"), "secret_confirm", True), talk, forget]
    if review:
        ask = talk if is_asked else (_("Ask"), "secret_ask", True)
        return [(_("Still true"), "secret_review", True), ask, forget]
    return [(_("Use it"), "secret_use", False), (_("Edit"), "secret_edit", False)]
