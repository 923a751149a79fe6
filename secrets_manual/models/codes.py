"""The words people read for the codes of the rules."""

from django.db import models
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from secrets_manual.rules.kinds import Kind, Layer, Provenance, Use

Label = str | Lazy

#: In words that people say; the codes are the terms of the method.
KIND_LABELS: dict[str, Label] = {
    Kind.HABIT: _("habit"),
    Kind.BIAS: _("likes and dislikes"),
    Kind.DREAM: _("dream"),
    Kind.HOPE: _("hope"),
    Kind.SKILL: _("skill"),
    Kind.COMPETENCY: _("expertise"),
    Kind.LIFESTYLE_CHOICE: _("way of living"),
    Kind.FAMILY_PRIORITY: _("family first"),
    Kind.EGO_DRIVE: _("pride"),
    Kind.FRIENDSHIP_AFFINITY: _("friendships"),
    Kind.RECREATION: _("free time"),
    Kind.ENTERTAINMENT: _("entertainment"),
    Kind.INVENTORY_PROBLEM: _("stock trouble"),
    Kind.CASH_FLOW_CHALLENGE: _("cash-flow trouble"),
    Kind.MARGIN_CHALLENGE: _("squeezed margins"),
    Kind.EMPLOYMENT_EQUITY_CONCERN: _("fairness at work"),
    Kind.PRODUCT_QUALITY_ISSUE: _("trouble with quality"),
}
LAYER_LABELS: dict[str, Label] = {Layer.SECRET: _("secret"), Layer.NEED: _("need")}
PROVENANCE_LABELS: dict[str, Label] = {
    Provenance.TOLD_US: _("told us"),
    Provenance.OBSERVED: _("observed"),
    Provenance.PUBLIC: _("public"),
    Provenance.THIRD_PARTY: _("from a colleague"),
}
USE_LABELS: dict[str, Label] = {
    Use.SERVICE: _("service"),
    Use.BRIEF: _("briefs"),
    Use.SURPRISE: _("surprises"),
    Use.ACCOUNT_TEAM: _("whoever looks after them"),
}


def choices(labels: dict[str, Label]) -> list[tuple[str, Label]]:
    """Give the codes as Django wants choices: plain strings beside their words."""
    return [(str(code), label) for code, label in labels.items()]


class State(models.TextChoices):
    """Where a secret stands; only what is kept is shared."""

    KEPT = "kept", _("kept")
    DRAFT = "draft", _("draft")
    THIRD_PARTY = "third_party", _("from a third party, not confirmed")
    HIDDEN = "hidden", _("hidden")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUPERSEDED = "superseded", _("superseded")
    MERGED = "merged", _("merged")


class Precision(models.TextChoices):
    """How exactly a date is known: "in May" is a month, stored as its first day."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


class Reception(models.TextChoices):
    """How the customer received that we used what we know."""

    WELCOME = "welcome", _("welcome")
    NEUTRAL = "neutral", _("neutral")
    UNWELCOME = "unwelcome", _("unwelcome")
    UNKNOWN = "unknown", _("not known yet")
