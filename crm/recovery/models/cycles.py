"""One run of a ticket's clocks: its deadlines, its steps, its breaches, its appointments.

A reopened ticket gets a new cycle; the earlier ones keep their times and breaches.
"""

import datetime as dt

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm.recovery.models.stages import How, State, Step
from secrets_manual.models import Reception

_MENDED = Q(fixed_at__isnull=False) | Q(
    worked_around_at__isnull=False, fix_promised_at__isnull=False
)
_SURPRISE_SETTLED = Q(surprised_at__isnull=False) | ~Q(no_surprise_reason="")
_CLOSED = Q(recovered_at__isnull=False) | Q(lost_at__isnull=False) | Q(merged_at__isnull=False)
_OPEN = Q(recovered_at__isnull=True, lost_at__isnull=True, merged_at__isnull=True)
_UNANSWERED = _OPEN & Q(responded_at__isnull=True, is_imported=False)


def _not_judged(deadline: str) -> Q:
    return Q(judged_at__isnull=True) | Q(judged_at__lte=F(deadline))


def _by() -> "models.ForeignKey[Person | None]":
    return models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")


class Cycle(models.Model):
    """One run of both clocks. `state`, `step`, `due_at` and `judge_at` follow from the rest.

    The sweep looked for missed deadlines up to `judged_at`; `judge_at` is the next to look at. What
    an imported cycle does not know of its response is not judged. Where a file told days without
    hours (`days_only`), each time is that day's first instant in UTC, shown as a day, and no clock
    is judged. The policy is copied at its start: editing it never moves a running case. A fix that
    the customer did not accept is taken back; `fix_refused_at` and `refusal_words` stay, as does a
    surprise. `promised_words` are a promised fix, which may be owed still after another one
    (`fix_still_owed`); `done_words` the customer reads.
    """

    ticket = models.ForeignKey("recovery.Ticket", models.CASCADE, related_name="cycles")
    number = models.PositiveIntegerField()
    is_imported = models.BooleanField(default=False)
    days_only = models.BooleanField(default=False, db_default=False, editable=False)
    started_at = models.DateTimeField()
    respond_by = models.DateTimeField()
    recover_by = models.DateTimeField()
    policy = models.JSONField(default=dict)
    responded_at = models.DateTimeField(null=True, blank=True)
    responded_by = _by()
    response_how = models.CharField(max_length=12, blank=True, choices=How.choices)
    response_words = models.TextField(max_length=4000, blank=True)
    worked_around_at = models.DateTimeField(null=True, blank=True)
    worked_around_by = _by()
    workaround_words = models.TextField(max_length=4000, blank=True)
    fix_promised_at = models.DateTimeField(null=True, blank=True)
    promised_words = models.TextField(max_length=1000, blank=True, default="", db_default="")
    fix_still_owed = models.BooleanField(default=False, db_default=False)
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_by = _by()
    fix_words = models.TextField(max_length=4000, blank=True)
    done_words = models.TextField(max_length=1000, blank=True, default="", db_default="")
    fix_refused_at = models.DateTimeField(null=True, blank=True)
    refusal_words = models.TextField(max_length=4000, blank=True, default="", db_default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    surprised_at = models.DateTimeField(null=True, blank=True)
    surprised_by = _by()
    surprise_words = models.TextField(max_length=4000, blank=True)
    secret_id = models.BigIntegerField(null=True, blank=True)
    surprise_cost_minor = models.BigIntegerField(default=0)
    reception = models.CharField(max_length=12, blank=True, choices=Reception.choices)
    reaction_words = models.TextField(max_length=1000, blank=True, default="", db_default="")
    reacted_at = models.DateTimeField(null=True, blank=True)
    no_surprise_reason = models.TextField(max_length=1000, blank=True)
    recovered_at = models.DateTimeField(null=True, blank=True)
    recovered_by = _by()
    lost_at = models.DateTimeField(null=True, blank=True)
    lost_by = _by()
    lost_reason = models.TextField(max_length=1000, blank=True)
    merged_at = models.DateTimeField(null=True, blank=True, editable=False)
    lesson_change = models.TextField(_("what we change"), max_length=1000, blank=True)
    lesson_owner = _by()
    lesson_by_on = models.DateField(_("by"), null=True, blank=True)
    lesson_done_at = models.DateTimeField(null=True, blank=True)
    lesson_done_by = _by()
    lesson_reminded = models.PositiveSmallIntegerField(default=0, db_default=0)
    state = models.GeneratedField(
        expression=Case(
            When(recovered_at__isnull=False, then=Value("recovered")),
            When(lost_at__isnull=False, then=Value("lost")),
            When(merged_at__isnull=False, then=Value("merged")),
            default=Value("open"),
        ),
        output_field=models.CharField(max_length=10, choices=State.choices),
        db_persist=True,
    )
    step = models.GeneratedField(
        expression=Case(
            When(_CLOSED, then=Value("closed")),
            When(responded_at__isnull=True, then=Value("respond")),
            When(~_MENDED, then=Value("fix")),
            When(~_SURPRISE_SETTLED, then=Value("surprise")),
            default=Value("recover"),
        ),
        output_field=models.CharField(max_length=10, choices=Step.choices),
        db_persist=True,
    )
    due_at = models.GeneratedField(
        expression=Case(
            When(responded_at__isnull=True, then=F("respond_by")), default=F("recover_by")
        ),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    judged_at = models.DateTimeField(null=True, blank=True, editable=False)
    judge_at = models.GeneratedField(
        expression=Least(
            Case(When(_UNANSWERED & _not_judged("respond_by"), then=F("respond_by"))),
            Case(When(_OPEN & _not_judged("recover_by"), then=F("recover_by"))),
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="cycle_has_its_number"),
            models.CheckConstraint(
                condition=Q(days_only=False) | Q(is_imported=True),
                name="cycle_days_only_when_imported",
                violation_error_message=_("Only a file tells days without hours."),
            ),
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(recovered_at__isnull=True, lost_at__isnull=True),
                name="cycle_one_open_per_ticket",
                violation_error_message=_("This ticket is still open."),
            ),
            models.CheckConstraint(
                condition=Q(
                    number__gte=1, respond_by__gt=F("started_at"), recover_by__gt=F("started_at")
                ),
                name="cycle_deadlines_after_start",
                violation_error_message=_("A deadline lies after the start of its clock."),
            ),
            models.CheckConstraint(
                condition=Q(is_imported=True)
                | (
                    (Q(responded_at__isnull=True) | Q(responded_at__gte=F("started_at")))
                    & (Q(worked_around_at__isnull=True) | Q(worked_around_at__gte=F("started_at")))
                    & (Q(fixed_at__isnull=True) | Q(fixed_at__gte=F("started_at")))
                    & (Q(lost_at__isnull=True) | Q(lost_at__gte=F("started_at")))
                ),
                name="cycle_steps_after_start",
                violation_error_message=_("This lies before the customer told us."),
            ),
            models.CheckConstraint(
                condition=Q(surprised_at__isnull=True)
                | Q(fix_refused_at__isnull=False)
                | Q(fixed_at__isnull=False, surprised_at__gte=F("fixed_at"))
                | Q(
                    worked_around_at__isnull=False,
                    fix_promised_at__isnull=False,
                    surprised_at__gte=F("worked_around_at"),
                ),
                name="cycle_surprise_after_fix",
                violation_error_message=_("The surprise waits for the fix. Record the fix first."),
            ),
            models.CheckConstraint(
                condition=Q(fix_refused_at__isnull=True) | ~Q(refusal_words=""),
                name="cycle_refusal_says_why",
                violation_error_message=_("Write down what is not right yet."),
            ),
            models.CheckConstraint(
                condition=Q(recovered_at__isnull=True)
                | Q(is_imported=True)
                | (Q(responded_at__isnull=False) & _MENDED & _SURPRISE_SETTLED),
                name="cycle_recovered_needs_its_steps",
                violation_error_message=_(
                    "Recovered needs a response, a fix, and a surprise or the reason against one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(recovered_at__isnull=True)
                | (
                    (Q(responded_at__isnull=True) | Q(recovered_at__gte=F("responded_at")))
                    & (Q(fixed_at__isnull=True) | Q(recovered_at__gte=F("fixed_at")))
                    & (Q(surprised_at__isnull=True) | Q(recovered_at__gte=F("surprised_at")))
                    & Q(recovered_at__gte=F("started_at"))
                ),
                name="cycle_recovered_comes_last",
                violation_error_message=_("This lies before a step that must come first."),
            ),
            models.CheckConstraint(
                condition=Q(recovered_at__isnull=True) | Q(lost_at__isnull=True),
                name="cycle_ends_once",
                violation_error_message=_("A ticket is recovered or lost, not both."),
            ),
            models.CheckConstraint(
                condition=Q(merged_at__isnull=True)
                | Q(recovered_at__isnull=True, lost_at__isnull=True),
                name="cycle_merged_ends_elsewhere",
                violation_error_message=_("This ticket is part of another one, and ends there."),
            ),
            models.CheckConstraint(
                condition=Q(lost_at__isnull=True) | ~Q(lost_reason=""),
                name="cycle_lost_has_a_reason",
                violation_error_message=_("Write down why the customer left."),
            ),
            models.CheckConstraint(
                condition=Q(responded_at__isnull=True)
                | Q(is_imported=True)
                | (~Q(response_how="") & ~Q(response_words="")),
                name="cycle_response_says_how_and_what",
                violation_error_message=_("Say how the customer was reached and what was said."),
            ),
            models.CheckConstraint(
                condition=(Q(fixed_at__isnull=True) | Q(is_imported=True) | ~Q(fix_words=""))
                & (Q(worked_around_at__isnull=True) | ~Q(workaround_words=""))
                & (Q(surprised_at__isnull=True) | ~Q(surprise_words="")),
                name="cycle_steps_say_what",
                violation_error_message=_("Write down what was done."),
            ),
            models.CheckConstraint(
                condition=Q(surprise_cost_minor__gte=0)
                & (
                    Q(surprised_at__isnull=False) | Q(surprise_cost_minor=0, secret_id__isnull=True)
                ),
                name="cycle_surprise_cost_possible",
                violation_error_message=_("A surprise costs nothing or more."),
            ),
            models.CheckConstraint(
                condition=Q(reacted_at__isnull=True, reaction_words="")
                | Q(reacted_at__isnull=False, surprised_at__isnull=False)
                & Q(reacted_at__gte=F("surprised_at")),
                name="cycle_reaction_follows_surprise",
                violation_error_message=_("Nothing was given here yet."),
            ),
            models.CheckConstraint(
                condition=Q(lesson_change="", lesson_owner__isnull=True, lesson_by_on__isnull=True)
                | (
                    ~Q(lesson_change="") & Q(lesson_owner__isnull=False, lesson_by_on__isnull=False)
                ),
                name="cycle_lesson_is_whole",
                violation_error_message=_(
                    "A lesson says what we change, who does it, and by when."
                ),
            ),
            models.CheckConstraint(
                condition=Q(lesson_done_at__isnull=True, lesson_done_by__isnull=True)
                | Q(lesson_done_at__isnull=False, lesson_by_on__isnull=False),
                name="cycle_done_needs_a_lesson",
                violation_error_message=_("Nothing was learnt here yet."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["judge_at", "ticket"],
                condition=Q(judge_at__isnull=False),
                name="cycle_to_judge",
            ),
            models.Index(
                fields=["step", "due_at", "ticket"],
                condition=Q(recovered_at__isnull=True, lost_at__isnull=True),
                name="cycle_board",
            ),
            models.Index(
                fields=["lesson_by_on"],
                condition=Q(lesson_by_on__isnull=False, lesson_done_at__isnull=True),
                name="cycle_lesson_due",
            ),
            models.Index(
                fields=["recovered_at"],
                condition=Q(recovered_at__isnull=False),
                name="cycle_recovered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}/{self.number}"

    @property
    def told_on(self) -> dt.date | None:
        """The day of the report where no hour is known of it."""
        return self.started_at.astimezone(dt.UTC).date() if self.days_only else None

    def get_step_display(self) -> str:
        """Name the step; what the database computes brings no label along."""
        return str(Step(self.step).label)

    def get_state_display(self) -> str:
        """Name the state, likewise."""
        return str(State(self.state).label)
