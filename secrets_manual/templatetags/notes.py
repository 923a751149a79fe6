"""A secret drawn as the note card it is."""

from typing import TypedDict
from urllib.parse import urlsplit

from django import template
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm import clock
from secrets_manual.models import KIND_LABELS, USE_LABELS, Secret, State
from secrets_manual.rules.gate import as_they_would_read
from secrets_manual.rules.kinds import Provenance

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


@register.inclusion_tag("secrets_manual/note.html", takes_context=True)
def note(
    context: template.Context, secret: Secret, may_write: bool = False, named: bool = False
) -> dict[str, object]:
    """Draw one secret; with buttons for who may write it, with the customer's name if `named`."""
    review = _review_words(secret)
    person = context["request"].user
    own = secret.state != State.KEPT and secret.author_id == person.pk
    return {
        "secret": secret,
        "state": _look(secret, review),
        "flag": review or _last_day(secret),
        "source": source_line(secret),
        "uses": uses_line(secret),
        "acts": _acts(secret, bool(review)) if may_write or own else [],
        "named": named,
        "csrf_token": context.get("csrf_token"),
        "request": context["request"],
    }


def _look(secret: Secret, review: str) -> str:
    if secret.state == State.KEPT:
        return "review" if review else ""
    return {State.DRAFT: "draft", State.THIRD_PARTY: "third"}.get(State(secret.state), "")


def _review_words(secret: Secret) -> str:
    if secret.state != State.KEPT or secret.review_on is None:
        return ""
    days = (secret.review_on - clock.today()).days
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
    kind = str(KIND_LABELS[secret.kind])
    return f"{_source(secret)} · {kind}"


def _source(secret: Secret) -> str:
    day = dateformat.format(secret.told_on or secret.created_at, "j M Y")
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


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name


def uses_line(secret: Secret) -> str:
    """Say what a secret may be used for, or by when it must be confirmed."""
    if secret.confirm_until:
        return _("confirm by %(day)s") % {"day": dateformat.format(secret.confirm_until, "j M")}
    named = [str(USE_LABELS[use]) for use in USE_LABELS if use in secret.uses]
    return _("for %(uses)s") % {"uses": ", ".join(named)} if named else ""


@register.filter
def as_read_by_them(secret: Secret) -> str:
    """Give the very line the customer would read on their own page (G3)."""
    told = secret.told_on if secret.provenance == Provenance.TOLD_US else None
    return as_they_would_read(
        secret.text,
        secret.kind,
        provenance=secret.provenance,
        told_on=dateformat.format(told, "j M Y") if told else "",
        source=secret.colleague.name if secret.colleague else secret.address,
        translate=_,
    )


def _acts(secret: Secret, review: bool) -> list[Act]:
    def act(label: str, name: str, *, post: bool) -> Act:
        return {"label": label, "url": reverse(name, args=[secret.pk]), "post": post}

    ask: Act = {
        "label": _("Ask"),
        "url": f"{reverse('conversation_new')}?contact={secret.contact_id or ''}",
        "post": False,
    }
    forget = act(_("Forget"), "secret_withdraw", post=True)
    if secret.state != State.KEPT:
        return [act(_("They confirmed it"), "secret_confirm", post=True), ask, forget]
    if review:
        return [act(_("Yes"), "secret_review", post=True), ask, forget]
    return [
        act(_("Use it"), "secret_use", post=False),
        act(_("Edit"), "secret_edit", post=False),
        forget,
    ]
