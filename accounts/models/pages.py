"""The way to a contact's own page: a link asked for, a code mailed, a short visit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.customers import Contact


class PageRequest(models.Model):
    """Somebody typed an address and asked for the link; answered out of their sight, then gone."""

    address = models.EmailField(max_length=254)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["address", "asked_at"], name="page_request_by_address")]

    def __str__(self) -> str:
        return f"page request {self.pk}"


class PageVisit(models.Model):
    """One code mailed to a contact, and the visit it opens; of the code, a keyed hash is kept."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="page_visits")
    address = models.EmailField(max_length=254)
    code_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=12, blank=True)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    MOST_TRIES = 5

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code_hash__regex=r"^[0-9a-f]{64}$"),
                name="page_visit_code_is_a_hash",
                violation_error_message=_("Of a code, only a hash is kept."),
            ),
            models.CheckConstraint(
                condition=models.Q(tries__lte=5),
                name="page_visit_five_tries",
                violation_error_message=_("Five tries are enough."),
            ),
        ]
        indexes = [models.Index(fields=["contact", "-sent_at"], name="page_visit_by_contact")]

    def __str__(self) -> str:
        return f"visit {self.pk}"
