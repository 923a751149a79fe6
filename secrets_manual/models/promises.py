"""What we promised a customer, and by when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Versioned


class Promise(Versioned):
    """Our promise to a customer; its owner keeps it by `due_at`."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="promises")
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="promises"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="promises", verbose_name=_("owner")
    )
    words = models.CharField(_("what we promised"), max_length=500)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(_("due"))
    kept_at = models.DateTimeField(null=True, blank=True)
    ticket_id = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(words__regex=r"\S"),
                name="promise_has_words",
                violation_error_message=_("Write down what we promised."),
            ),
            models.CheckConstraint(
                condition=models.Q(kept_at__isnull=True)
                | models.Q(kept_at__gte=models.F("made_at")),
                name="promise_kept_after_made",
                violation_error_message=_("It cannot be kept before it was made."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_at"],
                condition=models.Q(kept_at__isnull=True),
                name="promise_owed",
            ),
            models.Index(fields=["customer", "due_at"], name="promise_by_customer"),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk}"
