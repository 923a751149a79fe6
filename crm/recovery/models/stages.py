"""The words for where a cycle is, what comes next, and how a customer was reached."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    OPEN = "open", _("open")
    RECOVERED = "recovered", _("recovered")
    LOST = "lost", _("lost")
    MERGED = "merged", _("merged")


class Step(models.TextChoices):
    """What has to be done next."""

    RESPOND = "respond", _("Respond")
    FIX = "fix", _("Fix")
    SURPRISE = "surprise", _("Surprise")
    RECOVER = "recover", _("Recovered?")
    CLOSED = "closed", _("Closed")


class How(models.TextChoices):
    PHONE = "phone", _("by phone")
    EMAIL = "email", _("by email")
    VISIT = "visit", _("on a visit")
    MESSAGE = "message", _("by message")
    VIDEO = "video", _("by video call")
