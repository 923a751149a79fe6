"""The kinds of things people are told: few, so that a person can choose among them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    TICKET = "ticket", _("OOPS! tickets and their clocks")
    PROMISE = "promise", _("Promises and commitments")
    CUSTOMER = "customer", _("Customers, manuals and hand-overs")
    SECRET = "secret", _("What was written down, and what contacts say to it")
    GIFT = "gift", _("Gifts")
    IDEA = "idea", _("Offer ideas, stories and awards")
    PAY = "pay", _("Report cards and bonus statements")
    WATCH = "watch", _("What the watchmen found")
    OTHER = "other", _("Everything else")


#: Kinds that a whole team may read in one place: they say nothing of one colleague.
FOR_TEAMS = (Kind.TICKET, Kind.PROMISE, Kind.IDEA, Kind.WATCH)

_OF_ABOUT = {
    "ticket": Kind.TICKET,
    "promise": Kind.PROMISE,
    "commitment": Kind.PROMISE,
    "customer": Kind.CUSTOMER,
    "manual": Kind.CUSTOMER,
    "refusal": Kind.SECRET,
    "contact": Kind.SECRET,
    "gift": Kind.GIFT,
    "offer_idea": Kind.IDEA,
    "story": Kind.IDEA,
    "award": Kind.IDEA,
    "card": Kind.PAY,
    "statement": Kind.PAY,
    "finding": Kind.WATCH,
}


def kind_of(about_kind: str) -> Kind:
    """Give the kind of a notice from what it is about."""
    return _OF_ABOUT.get(about_kind, Kind.OTHER)
