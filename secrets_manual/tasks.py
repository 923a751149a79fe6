"""What beat runs for secrets and promises."""

from celery import shared_task

from crm import clock
from secrets_manual import actions


@shared_task(name="secrets_manual.tasks.purge_drafts", ignore_result=True)
def purge_drafts() -> int:
    """Purge what has had its time and hide what nobody reviewed; gives how many rows went."""
    return actions.sweep_secrets(today=clock.today()).purged


@shared_task(name="secrets_manual.tasks.read_calendars", ignore_result=True)
def read_calendars() -> int:
    """Read the calendars whose turn it is; two at once never fetch the same one."""
    return actions.read_calendars(now=clock.database_now())


@shared_task(name="secrets_manual.tasks.remind_of_promises", ignore_result=True)
def remind_of_promises() -> int:
    """Remind owners of promises that are due; running it twice at once tells nobody twice."""
    return actions.remind_of_promises(now=clock.database_now())


@shared_task(name="secrets_manual.tasks.remind_of_commitments", ignore_result=True)
def remind_of_commitments() -> int:
    """Ask whoever minds it whether it came; running it twice at once asks nobody twice."""
    return actions.remind_of_commitments(now=clock.database_now())


@shared_task(name="secrets_manual.tasks.rescan_texts", ignore_result=True)
def rescan_texts() -> int:
    """Read kept texts with the present rules and set aside what they refuse; how many."""
    return actions.rescan_texts().set_aside


@shared_task(name="secrets_manual.tasks.close_awards", ignore_result=True)
def close_awards() -> int:
    """Close the awards whose month or year is over; late, twice or at once makes no difference."""
    return actions.close_awards(now=clock.database_now())


@shared_task(name="secrets_manual.tasks.answer_page_requests", ignore_result=True)
def answer_page_requests() -> int:
    """Mail the links to their own page that contacts asked for; gives the mails queued."""
    return actions.answer_page_requests()


@shared_task(name="secrets_manual.tasks.count_wants", ignore_result=True)
def count_wants() -> int:
    """Count customers behind every kind and theme, at night; gives how many were counted."""
    return actions.count_all()


@shared_task(name="secrets_manual.tasks.count_themes", ignore_result=True)
def count_themes() -> int:
    """Count the themes that were changed since; gives how many."""
    return actions.count_changed()
