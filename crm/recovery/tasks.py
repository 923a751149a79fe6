"""What beat runs for recovery; each is harmless when run twice at once."""

from celery import shared_task

from crm.recovery import actions


@shared_task(name="crm.recovery.tasks.climb_ladders", ignore_result=True)
def climb_ladders() -> int:
    """Climb every due rung; gives how many were climbed."""
    return actions.climb_ladders().climbed


@shared_task(name="crm.recovery.tasks.remind_of_lessons", ignore_result=True)
def remind_of_lessons() -> int:
    """Remind of lessons that are due or late; gives the notices written."""
    return actions.remind_of_lessons()


@shared_task(name="crm.recovery.tasks.audit_ladders", ignore_result=True)
def audit_ladders() -> int:
    """Write down what is wrong with the ladders; gives how many findings are new."""
    return actions.audit_ladders()


@shared_task(name="crm.recovery.tasks.ask_loyalty", ignore_result=True)
def ask_loyalty() -> int:
    """Ask the customers of recovered tickets how loyal they are now; gives the mails queued."""
    return actions.ask_loyalty()


@shared_task(name="crm.recovery.tasks.fetch_mail", ignore_result=True)
def fetch_mail() -> int:
    """Read the mailbox, where one is set up; gives the messages taken in."""
    return actions.fetch_mail().received


@shared_task(name="crm.recovery.tasks.forget_mail", ignore_result=True)
def forget_mail() -> int:
    """Delete old mail about no ticket; gives the messages."""
    return actions.forget_mail()


@shared_task(name="crm.recovery.tasks.remind_of_words", ignore_result=True)
def remind_of_words() -> int:
    """Remind owners of a word, or a hidden lasting fix, they promised; gives the tickets."""
    return actions.remind_of_words() + actions.remind_of_hidden_fixes()


@shared_task(name="crm.recovery.tasks.share_unowned", ignore_result=True)
def share_unowned() -> int:
    """Hand out tickets nobody took, where the policy says so; gives the tickets."""
    return actions.share_unowned()
