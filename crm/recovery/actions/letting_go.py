"""What a surprise says of a line goes when the contact takes the line back or puts it right.

That a surprise was planned or given, and how it was received, stays: times, costs and codes.
"""

from django.db.models import Q

from crm import clock
from crm.journal import actions as journal
from crm.journal.models import Entry
from crm.recovery.actions.acts import touch, write_down
from crm.recovery.actions.telling_plans import forget_told, tell_plan_ended
from crm.recovery.models import Cycle, SurprisePlan, Ticket
from crm.recovery.queries.planned import open_plans
from secrets_manual.actions.letting_go import forget_what_was_given
from secrets_manual.models import Gift, Secret

_FROM_A_LINE = (
    "recovery.surprise_planned",
    "recovery.surprise_plan_changed",
    "recovery.customer_surprised",
)
_ABOUT_IT = ("recovery.customer_reacted", "recovery.surprise_plan_dropped")


def forget_surprises(lines: frozenset[int], gone: str, why: str) -> None:
    """Empty the words of surprises made of these lines, and drop what is only planned.

    `gone` stands where the words were, `why` is the reason of what is dropped. Called in the
    transaction that deletes or rewrites the lines, before they go.
    """
    customers = list(Secret.objects.filter(pk__in=lines).values_list("customer_id", flat=True))
    cycles = Cycle.objects.filter(ticket__customer__in=customers, secret_id__in=lines)
    plans = SurprisePlan.objects.filter(cycle__ticket__customer__in=customers, secret_id__in=lines)
    entries = Entry.objects.filter(customer_id__in=customers, subject_kind="ticket")
    made = entries.filter(kind__in=_FROM_A_LINE, facts__secret__in=sorted(lines))
    numbers = {
        *cycles.values_list("ticket", flat=True),
        *plans.values_list("cycle__ticket", flat=True),
        *map(int, made.values_list("subject_id", flat=True)),
    }
    about = Q(kind__in=_ABOUT_IT, subject_id__in=[str(number) for number in numbers])
    said = entries.filter(Q(pk__in=made.values("pk")) | about)
    journal.erase_words(said.values_list("pk", flat=True), reason="line_taken_back")
    tickets = Ticket.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    for ticket in tickets:
        ticket.present = Cycle.objects.get(pk=ticket.present_id or 0)
        _forget_on(ticket, lines, gone, why)


def _forget_on(ticket: Ticket, lines: frozenset[int], gone: str, why: str) -> None:
    for cycle in Cycle.objects.filter(ticket=ticket, secret_id__in=lines):
        what = " ".join(cycle.surprise_words.split())
        forget_what_was_given(Gift.objects.filter(ticket_id=str(ticket.pk), what=what[:300]), gone)
    Cycle.objects.filter(ticket=ticket, secret_id__in=lines).update(
        surprise_words=gone, reaction_words=""
    )
    plans = SurprisePlan.objects.filter(cycle__ticket=ticket, secret_id__in=lines)
    plans.update(words=gone)
    plans.filter(dropped_at__isnull=False).update(drop_reason=why)
    is_off = plans.filter(pk__in=open_plans().values("pk")).update(
        dropped_at=clock.database_now(), drop_reason=why
    )
    touch(ticket)
    if is_off:
        write_down("surprise_plan_dropped", ticket, None, words={"reason": why})
        tell_plan_ended(ticket, by=None)
    forget_told(ticket, keep_new=open_plans().filter(cycle__ticket=ticket).exists())
