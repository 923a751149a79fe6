"""Rounds: one sending of cards, drawn by rule with a stored seed; who was left out, and why."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Customer, Person
from report_cards.models.designs import Design


class RoundState(models.TextChoices):
    PLANNED = "planned", _("planned")
    DRAWN = "drawn", _("drawn")
    SENT = "sent", _("sent")


class Round(models.Model):
    """One sending of cards about a time, from its first day to its last, both included."""

    name = models.CharField(_("name"), max_length=120)
    design = models.ForeignKey(Design, models.PROTECT, related_name="rounds")
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    seed = models.BigIntegerField(_("seed"), null=True, blank=True)
    sample = models.PositiveIntegerField(_("at most so many customers"), null=True, blank=True)
    state = models.CharField(max_length=8, choices=RoundState.choices, default=RoundState.PLANNED)
    drawn_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="round_name_unique",
                violation_error_message=_("There is a round of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S"),
                name="round_name_not_empty",
                violation_error_message=_("Give the round a name."),
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="round_days_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(sample__isnull=True) | Q(sample__gte=1),
                name="round_sample_not_empty",
                violation_error_message=_("A sample holds at least one customer."),
            ),
            models.CheckConstraint(
                condition=Q(state="planned", drawn_at__isnull=True, sent_at__isnull=True)
                | Q(state="drawn", drawn_at__isnull=False, seed__isnull=False, sent_at__isnull=True)
                | Q(
                    state="sent", drawn_at__isnull=False, seed__isnull=False, sent_at__isnull=False
                ),
                name="round_state_has_its_times",
                violation_error_message=_(
                    "A round is planned, then drawn with its seed, then sent."
                ),
            ),
        ]
        indexes = [models.Index(fields=["-last_on", "-id"], name="round_by_day")]

    def __str__(self) -> str:
        return self.name


class Decision(models.TextChoices):
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("left out")
    REFUSED = "refused", _("asked all the same")


class Exclusion(models.Model):
    """A proposal to leave a customer out of a round; a manager decides, and it stays visible."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="exclusions")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=500)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.OPEN)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "customer"],
                name="exclusion_once_per_customer",
                violation_error_message=_("Somebody proposed this already."),
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S"),
                name="exclusion_has_a_reason",
                violation_error_message=_("Say why this customer should not be asked."),
            ),
            models.CheckConstraint(
                condition=Q(decision="open", decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    decision__in=["accepted", "refused"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="exclusion_decision_is_whole",
                violation_error_message=_("A decision has somebody who took it, and a time."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="exclusion_decided_by_another",
                violation_error_message=_("Somebody else must decide this."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer}: {self.decision}"


class SkipReason(models.TextChoices):
    NO_CONSENT = "no_consent", _("does not want to be asked")
    NO_ADDRESS = "no_address", _("we have no address")
    OWN_DOMAIN = "own_domain", _("the address is one of ours")
    ADDRESS_EDITED = "address_edited", _("the rated person changed the address lately")
    ASKED_RECENTLY = "asked_recently", _("asked within 90 days")
    EXCLUDED = "excluded", _("left out by a manager")
    NO_CONTACT = "no_contact", _("we know nobody there")
    NOT_IN_SAMPLE = "not_in_sample", _("not in the sample")
    MAIL_CAP = "mail_cap", _("has had enough mail from us this month")


class Skip(models.Model):
    """Somebody the rule met and did not ask, with the reason; shown as coverage."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="skips")
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=16, choices=SkipReason.choices)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=SkipReason.values),
                name="skip_reason_known",
                violation_error_message=_("Say why nobody was asked here."),
            ),
            models.UniqueConstraint(
                fields=["round", "customer", "contact", "person"],
                nulls_distinct=False,
                name="skip_once",
                violation_error_message=_("This is noted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer}: {self.reason}"
