"""An idea for an offer, and what became of it at each customer it might suit."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Topic, Versioned
from secrets_manual.models.constraints import exactly_when
from secrets_manual.models.secrets import Secret
from secrets_manual.models.themes import Theme

LONGEST_OFFER = 2_000
LONGEST_WHY = 200


class OfferIdea(Versioned):
    """Something worth offering, born of a theme that many share or of one secret.

    `words` are what a steward might say. The stewards decide, customer by customer. An idea
    born of a secret goes with it.
    """

    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="offer_ideas"
    )
    secret = models.ForeignKey(
        Secret, models.CASCADE, null=True, blank=True, related_name="offer_ideas"
    )
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("what might be said"), max_length=LONGEST_OFFER)
    topic = models.CharField(max_length=12, choices=Topic.choices, default=Topic.PRODUCTS)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    suggested_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField(_("why it is closed"), max_length=LONGEST_WHY, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_when(
                    models.Q(theme__isnull=True), models.Q(secret__isnull=False)
                ),
                name="offer_idea_of_a_theme_or_a_secret",
                violation_error_message=_("An idea comes from a theme or from one secret."),
            ),
            models.CheckConstraint(
                condition=models.Q(title__regex=r"\S", words__regex=r"\S"),
                name="offer_idea_says_something",
                violation_error_message=_("Give the idea a title, and say what might be said."),
            ),
            models.CheckConstraint(
                condition=models.Q(topic__in=Topic.values),
                name="offer_idea_topic_known",
                violation_error_message=_("There is no such topic."),
            ),
            models.CheckConstraint(
                condition=exactly_when(
                    models.Q(closed_at__isnull=False), models.Q(closed_why__regex=r"\S")
                ),
                name="offer_idea_closed_with_a_reason",
                violation_error_message=_("Say why the idea is closed."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Suggestion(models.Model):
    """An idea laid before the steward of one customer who told us something that fits it.

    Who looks after the customer decides, so no steward is written here. It goes with the
    secret, and the database closes it the moment that secret is no longer kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the steward")
        MAILED = "mailed", _("sent by mail")
        SAID = "said", _("said in person")
        LEFT = "left", _("not sent")
        CLOSED = "closed", _("closed")

    class Why(models.TextChoices):
        NOT_NOW = "not_now", _("not now")
        NOT_A_FIT = "not_a_fit", _("not a fit")
        TOO_CLOSE = "too_close", _("it would feel too close")

    class Said(models.TextChoices):
        WELCOME = "welcome", _("welcome")
        NOT_FOR_ME = "not_for_me", _("not for me")

    idea = models.ForeignKey(OfferIdea, models.CASCADE, related_name="suggestions")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="suggestions")
    secret = models.ForeignKey(Secret, models.CASCADE, related_name="suggestions")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    said = models.CharField(max_length=10, choices=Said.choices, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "customer"],
                name="suggestion_once_a_customer",
                violation_error_message=_("This idea was suggested for the customer already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "mailed", "said", "left", "closed"]),
                name="suggestion_state_known",
                violation_error_message=_("A suggestion cannot stand there."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="left", why__in=["not_now", "not_a_fit", "too_close"])
                | (~models.Q(state="left") & models.Q(why="")),
                name="suggestion_left_with_a_reason",
                violation_error_message=_("Say why it is not sent."),
            ),
            models.CheckConstraint(
                condition=models.Q(said="")
                | models.Q(said__in=["welcome", "not_for_me"], state__in=["mailed", "said"]),
                name="suggestion_heard_after_it_was_said",
                violation_error_message=_("They answer what they were told."),
            ),
            models.CheckConstraint(
                condition=exactly_when(models.Q(state="waiting"), models.Q(done_at__isnull=True)),
                name="suggestion_done_at_a_time",
                violation_error_message=_("What is done was done at some time."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["mailed", "said", "left"])
                | models.Q(person__isnull=False),
                name="suggestion_done_by_somebody",
                violation_error_message=_("Somebody did it."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["customer"],
                condition=models.Q(state="waiting"),
                name="suggestion_waiting",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="suggestion_fits_its_customer",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
IF NOT EXISTS (SELECT 1 FROM secrets_manual_secret
        WHERE id = NEW.secret_id AND customer_id = NEW.customer_id AND state = 'kept') THEN
    RAISE EXCEPTION 'secret % is not kept of this customer', NEW.secret_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'suggestion_of_a_kept_secret';
END IF;
RETURN NEW;
""",
            )
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} for {self.customer_id}: {self.state}"
