"""What runs by itself: deliveries noted, links closed, reminders sent."""

from celery import shared_task

from report_cards.actions import expire_invitations, note_deliveries, remind


@shared_task
def mind_invitations() -> dict[str, int]:
    """Note what left and what came back, close what ran out, remind whom it is time to."""
    return {
        "delivered": note_deliveries(),
        "expired": expire_invitations(),
        "reminded": remind(),
    }
