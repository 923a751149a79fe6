"""How long mail is kept that is about no ticket."""

import datetime as dt

from crm import clock
from crm.recovery.models import Message, Place

KEPT = dt.timedelta(days=30)


def forget_mail() -> int:
    """Delete what was set aside, or came from machines, thirty days ago; gives the messages."""
    old = Message.objects.filter(
        place__in=(Place.ASIDE, Place.QUIET), received_at__lt=clock.database_now() - KEPT
    )
    return old.delete()[1].get("recovery.Message", 0)
