"""What happens to invitations by themselves, and what a manager does about a card."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices.models import Notice
from report_cards import rules
from report_cards.actions.acts import one_act
from report_cards.actions.closing import close_loop
from report_cards.actions.links import make_link
from report_cards.actions.sending import mail_card
from report_cards.models import Card, Invitation, InvitationState
from report_cards.permissions import may_decide_about

UNANSWERED = (
    InvitationState.QUEUED,
    InvitationState.SENT,
    InvitationState.BOUNCED,
    InvitationState.OPENED,
    InvitationState.STARTED,
)
REMINDED = (InvitationState.SENT, InvitationState.OPENED, InvitationState.STARTED)


def note_deliveries(*, limit: int = 2000) -> int:
    """Learn from the outbox which invitations left and which came back; gives how many changed."""
    queued = Invitation.objects.filter(state=InvitationState.QUEUED).order_by("id")[:limit]
    keys = {f"card:{row.pk}": row.pk for row in queued}
    outcomes = Notice.objects.filter(once_key__in=list(keys), contact_id__isnull=False)
    sent, failed = [], []
    for once_key, state in outcomes.values_list("once_key", "state"):
        if state == Notice.State.SENT:
            sent.append(keys[once_key])
        elif state == Notice.State.FAILED:
            failed.append(keys[once_key])
    still_queued = Invitation.objects.filter(state=InvitationState.QUEUED)
    changed = still_queued.filter(pk__in=sent).update(state=InvitationState.SENT)
    return changed + still_queued.filter(pk__in=failed).update(
        state=InvitationState.BOUNCED, bounced_at=clock.database_now()
    )


def note_bounce(*, address: str) -> int:
    """Note that mail to an address came back: its unopened invitations have bounced."""
    return Invitation.objects.filter(
        contact__email__iexact=address,
        state__in=[InvitationState.QUEUED, InvitationState.SENT],
    ).update(state=InvitationState.BOUNCED, bounced_at=clock.database_now())


def expire_invitations() -> int:
    """Close every unanswered invitation whose 21 days are over; gives how many."""
    over = Invitation.objects.filter(state__in=UNANSWERED, expires_at__lte=clock.database_now())
    return over.update(state=InvitationState.EXPIRED)


def remind(*, limit: int = 500) -> int:
    """Send the reminders that are due, each decided from a fresh row; gives the mails queued."""
    now = clock.database_now()
    first, second = (now - dt.timedelta(days=days) for days in rules.REMINDED_ON_DAYS)
    due = Invitation.objects.filter(
        Q(reminders=0, sent_at__lte=first) | Q(reminders=1, sent_at__lte=second),
        state__in=REMINDED,
        expires_at__gt=now,
    ).exclude(contact__email="")
    return sum(_remind_one(pk) for pk in due.order_by("id").values_list("pk", flat=True)[:limit])


def _remind_one(pk: int) -> bool:
    try:
        with one_act():
            row = (
                Invitation.objects.select_for_update(of=("self",))
                .select_related("contact__customer", "person")
                .get(pk=pk)
            )
            now = clock.database_now()
            contact = row.contact
            if (
                contact is None
                or not contact.may_be_asked
                or row.standing(now) != rules.Standing.OPEN
                or not rules.is_reminder_due(row.state, row.sent_at, row.reminders, now)
            ):
                return False
            row.reminders += 1
            mail_card(
                row,
                contact,
                make_link(row, now),
                once_key=f"card:{row.pk}:reminder:{row.reminders}",
                reminder=True,
            )
            row.save()
            return True
    except RuleBrokenError:
        # Enough mail this month: the reminder waits for a later day.
        return False


def revoke(*, person: Person | None, invitation: Invitation) -> None:
    """Withdraw an invitation: its links open nothing any more."""
    with one_act():
        row = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if person is not None and not may_decide_about(person, row.person):
            raise NotVisibleError(_("There is no such invitation."))
        if row.state == InvitationState.SUBMITTED:
            raise RuleBrokenError(
                _("This card is answered; it stays."), "report_cards.card_answered"
            )
        row.state = InvitationState.REVOKED
        row.save()
        journal.record(
            "report_cards.invitation_revoked",
            person=person,
            subject_kind="invitation",
            subject_id=row.pk,
            customer_id=row.customer_id,
            audience="managers",
        )


def release_card(*, person: Person, card: Card) -> Card:
    """Let a card that was set aside count, and close its loop now."""
    with one_act():
        row = (
            Card.objects.select_for_update(of=("self",))
            .select_related("design", "person", "customer", "contact")
            .get(pk=card.pk)
        )
        if not may_decide_about(person, row.person):
            raise NotVisibleError(_("There is no such card."))
        if not row.quarantine or row.released_at is not None:
            raise RuleBrokenError(_("This card counts already."), "report_cards.counts_already")
        row.released_by, row.released_at = person, clock.database_now()
        row.full_clean()
        row.save()
        close_loop(row)
        journal.record(
            "report_cards.card_released",
            person=person,
            subject_kind="card",
            subject_id=row.pk,
            customer_id=row.customer_id,
            facts={"quarantine": row.quarantine},
            audience="managers",
        )
        return row
