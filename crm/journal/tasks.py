"""What beat runs for the journal."""

import datetime as dt

from celery import shared_task

from crm import clock
from crm.journal import actions

# A phone may come back with an unanswered form after weeks without a network.
KEYS_LIVE = dt.timedelta(days=60)


@shared_task(name="crm.journal.tasks.seal_journal", ignore_result=True)
def seal_journal() -> int:
    """Tie everything unsealed into the chain; gives how many entries."""
    sealed = 0
    while batch := actions.seal_batch():
        sealed += batch
    return sealed


@shared_task(name="crm.journal.tasks.forget_once_keys", ignore_result=True)
def forget_once_keys() -> int:
    """Forget the one-time keys of forms sent more than a week ago."""
    return actions.forget_once_keys(before=clock.now() - KEYS_LIVE)
