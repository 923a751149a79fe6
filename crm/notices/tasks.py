"""What the worker does for the outbox."""

from celery import shared_task

from crm.notices import actions


@shared_task(name="crm.notices.tasks.send_digests", ignore_result=True)
def send_digests() -> int:
    """Write the daily mails that are due; twice at once writes each once."""
    return actions.send_digests()


@shared_task(name="crm.notices.tasks.forget_old_words", ignore_result=True)
def forget_old_words() -> int:
    """Forget the words and tries of what was sent long ago."""
    return actions.forget_old_words()


@shared_task(name="crm.notices.tasks.send_waiting", ignore_result=True)
def send_waiting() -> int:
    """Send what waits; running it twice at once is harmless."""
    return actions.send_waiting()
