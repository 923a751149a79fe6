"""What runs when: the name of a task and the seconds between two runs of it."""

BEAT: dict[str, float] = {
    "crm.home.tasks.move_the_queue": 15,
    "crm.subscriptions.deliver_news": 30,
    "crm.home.tasks.mind_imports": 60,
    "crm.home.tasks.hand_over_work": 3600,
    "crm.home.tasks.forget_files": 86400,
    "crm.notices.tasks.send_waiting": 30,
    "crm.notices.tasks.send_digests": 300,
    "crm.notices.tasks.forget_old_words": 86400,
    "crm.recovery.tasks.climb_ladders": 30,
    "crm.recovery.tasks.share_unowned": 60,
    "crm.recovery.tasks.audit_ladders": 300,
    "crm.recovery.tasks.ask_loyalty": 3600,
    "crm.recovery.tasks.fetch_mail": 60,
    "crm.recovery.tasks.remind_of_words": 60,
    "crm.recovery.tasks.forget_mail": 86400,
    "crm.recovery.tasks.remind_of_lessons": 3600,
    "crm.journal.tasks.seal_journal": 20,
    "crm.journal.tasks.forget_once_keys": 86400,
    "secrets_manual.tasks.purge_drafts": 86400,
    "secrets_manual.tasks.rescan_texts": 86400,
    "secrets_manual.tasks.count_wants": 86400,
    "secrets_manual.tasks.count_themes": 300,
    "secrets_manual.tasks.answer_page_requests": 60,
    "secrets_manual.tasks.close_awards": 600,
    "secrets_manual.tasks.remind_of_promises": 300,
    "secrets_manual.tasks.read_calendars": 60,
    "secrets_manual.tasks.remind_of_commitments": 300,
    "accounts.tasks.look_for_doubles": 86400,
    "report_cards.tasks.mind_invitations": 300,
}

#: Tasks that several workers may do at once, and how they keep out of each other's way. Every
#: other one is done by one worker at a time (`crm.celery.Duty`).
SHARED: dict[str, str] = {
    "crm.home.tasks.move_the_queue": "one sign of life, the same from whoever gives it",
    "crm.subscriptions.deliver_news": "each delivery is one transaction that skips locked rows",
    "crm.home.tasks.mind_imports": "each chunk is taken by who holds the batch; progress is kept",
    "crm.notices.tasks.send_waiting": "twenty notices are leased at a time",
    "crm.recovery.tasks.climb_ladders": "tickets are claimed in batches that skip locked rows",
    "secrets_manual.tasks.answer_page_requests": "each request is locked, answered and deleted",
    "secrets_manual.tasks.read_calendars": "a calendar is taken by moving its next turn",
}

#: Seconds that a task may take before it is told to end. Those named here have more to do than
#: most on a large installation: about three times what docs/operations.md expects of them.
USUAL_LIMIT = 600
LIMITS: dict[str, int] = {
    "crm.home.tasks.move_the_queue": 300,
    "crm.home.tasks.mind_imports": 3600,
    "crm.journal.tasks.seal_journal": 1800,
    "crm.notices.tasks.send_waiting": 1800,
    "crm.recovery.tasks.fetch_mail": 1800,
    "secrets_manual.tasks.read_calendars": 1200,
    "secrets_manual.tasks.purge_drafts": 1800,
    "secrets_manual.tasks.rescan_texts": 10800,
    "accounts.tasks.look_for_doubles": 3600,
}
#: What it has after that to put things back, before its worker ends.
LAST_WORDS = 60


def limit_of(name: str) -> int:
    """Give the seconds that a task may take."""
    return LIMITS.get(name, USUAL_LIMIT)
