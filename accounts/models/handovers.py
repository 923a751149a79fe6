"""A customer offered from one steward to another, until the other answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.customers import Customer
from accounts.models.people import Person


class HandOver(models.Model):
    """One offer: nothing moves before the receiver accepts, then from `from_on` on."""

    class State(models.TextChoices):
        OFFERED = "offered", _("offered")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="hand_overs")
    giver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    offered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    from_on = models.DateField(_("from"))
    must_know = models.TextField(_("what you must know"), max_length=4000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(state="offered"),
                name="hand_over_offered_once",
                violation_error_message=_("This customer is offered to somebody already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["offered", "accepted", "declined", "withdrawn"]),
                name="hand_over_state_known",
                violation_error_message=_(
                    "A hand-over is offered, accepted, declined or taken back."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(state="offered", answered_at__isnull=True)
                | (~models.Q(state="offered") & models.Q(answered_at__isnull=False)),
                name="hand_over_answered_or_open",
                violation_error_message=_("A hand-over has an answer or is still open."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | models.Q(reason__regex=r"\S"),
                name="hand_over_declined_with_a_reason",
                violation_error_message=_("Say why you cannot take them."),
            ),
            models.CheckConstraint(
                condition=models.Q(giver__isnull=True) | ~models.Q(giver=models.F("receiver")),
                name="hand_over_to_somebody_else",
                violation_error_message=_("They look after this customer already."),
            ),
        ]
        indexes = [models.Index(fields=["receiver", "state"], name="hand_over_by_receiver")]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"
