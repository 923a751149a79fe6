"""Who listens to what: news travels upwards only as journal entries, delivered here.

A key is a kind ("recovery.ticket_opened") or a prefix that ends at a dot ("recovery.");
its listeners are dotted names of functions that take one `Entry`. A listener runs in the
same transaction as its own done mark, so what it writes is written exactly once; a
listener that raises is parked with its error and tried again later, and the others go on.
"""

import logging

from celery import shared_task
from django.db import transaction
from django.utils.module_loading import import_string

from crm import clock
from crm.journal import rules
from crm.journal.models import Delivery

logger = logging.getLogger(__name__)

SUBSCRIPTIONS: dict[str, tuple[str, ...]] = {}


@shared_task(name="crm.subscriptions.deliver_news", ignore_result=True)
def deliver_news(limit: int = 1000) -> int:
    """Deliver what is due, one transaction each; gives how many listeners were run."""
    tried = 0
    while tried < limit and _deliver_next():
        tried += 1
    return tried


@transaction.atomic
def _deliver_next() -> bool:
    now = clock.database_now()
    delivery = (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("entry")
        .filter(done_at__isnull=True, try_at__lte=now)
        .order_by("try_at", "id")
        .first()
    )
    if delivery is None:
        return False
    delivery.attempts += 1
    try:
        with transaction.atomic():
            import_string(delivery.listener)(delivery.entry)
    except Exception as error:  # a poison entry must not stop the others
        logger.exception("%s failed at entry %s", delivery.listener, delivery.entry_id)
        delivery.error = f"{type(error).__name__}: {error}"[:2000]
        delivery.try_at = now + rules.rest_after(delivery.attempts)
    else:
        delivery.done_at = now
        delivery.error = ""
    delivery.save()
    return True
