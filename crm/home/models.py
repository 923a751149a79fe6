"""What meetings decided, and what it does to the customer: asked with the chair in the room."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer


class MeetingDecision(models.Model):
    """One decision of a meeting, with the answer to "what does this do to the customer?".

    Without a customer it is about all of them. It is a record: corrected by a newer one only.
    """

    customer = models.ForeignKey(
        Customer, models.CASCADE, null=True, blank=True, related_name="meeting_decisions"
    )
    decided = models.CharField(_("what was decided"), max_length=300)
    effect = models.CharField(_("what it does to the customer"), max_length=500)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided__regex=r"\S"),
                name="meeting_decision_says_what",
                violation_error_message=_("Write down what was decided."),
            ),
            models.CheckConstraint(
                condition=models.Q(effect__regex=r"\S"),
                name="meeting_decision_says_what_it_does",
                violation_error_message=_("Say what it does to the customer, even if nothing."),
            ),
        ]
        indexes = [models.Index(fields=["-decided_at", "-id"], name="meeting_decision_by_time")]
        triggers = [
            pgtrigger.Trigger(
                name="meeting_decision_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("decided", "effect", "person_id", "decided_at"),
                func="""
                    RAISE EXCEPTION 'a decision stands as it was written'
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_decision_stands';
                """,
            )
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"
