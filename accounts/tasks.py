"""What accounts does at night."""

from celery import shared_task

from accounts.actions import find_doubles


# It takes longer than the broker waits for an answer: acknowledged late, it would be handed out
# again and again while it still runs.
@shared_task(name="accounts.tasks.look_for_doubles", ignore_result=True, acks_late=False)
def look_for_doubles() -> None:
    """Look for customers and contacts that may be one."""
    find_doubles()
