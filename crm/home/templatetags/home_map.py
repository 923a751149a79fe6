"""What the page of a customer's people needs to draw and to say."""

import datetime as dt

from django import template
from django.utils import dateformat

from accounts.models import BuyingRole, DecisionStep
from crm.home.rules.drawing import HIGH, Spot
from secrets_manual.rules.partial import MONTH, YEAR, partial_ends_on

register = template.Library()
DEEPEST = 6


@register.filter
def depth_shown(depth: int) -> int:
    """Give how far a line is moved in; deeper ones stay where the sixth is."""
    return min(depth, DEEPEST)


@register.simple_tag
def map_line(above: Spot, below: Spot) -> str:
    """Give the way of a line from the foot of one box to the head of another."""
    start, half = above.y + HIGH, (above.y + HIGH + below.y) // 2
    return f"M{above.middle} {start}V{half}H{below.middle}V{below.y}"


@register.filter
def step_by(step: DecisionStep) -> str:
    """Write by when a step is done, as exactly as it is known."""
    if step.by_on is None:
        return ""
    shown = {MONTH: "F Y", YEAR: "Y"}.get(step.by_precision, "j M Y")
    return str(dateformat.format(step.by_on, shown))


@register.filter
def is_late(step: DecisionStep, today: dt.date) -> bool:
    """Say whether the last day that was meant is over."""
    return step.by_on is not None and partial_ends_on(step.by_on, step.by_precision) < today


@register.filter
def part_named(code: str) -> str:
    """Give the word for a part in decisions."""
    return str(BuyingRole(code).label)
