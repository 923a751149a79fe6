"""What accounts does at night."""

from celery import shared_task

from accounts.actions import find_doubles


@shared_task(name="accounts.tasks.look_for_doubles", ignore_result=True)
def look_for_doubles() -> None:
    """Look for customers and contacts that may be one."""
    find_doubles()
