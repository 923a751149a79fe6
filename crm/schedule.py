"""What runs when: the name of a task and the seconds between two runs of it."""

BEAT: dict[str, float] = {
    "crm.home.tasks.move_the_queue": 15,
    "crm.subscriptions.deliver_news": 30,
    "crm.home.tasks.mind_imports": 60,
    "crm.home.tasks.forget_files": 86400,
    "crm.notices.tasks.send_waiting": 30,
    "crm.recovery.tasks.climb_ladders": 30,
    "crm.recovery.tasks.ask_loyalty": 3600,
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
