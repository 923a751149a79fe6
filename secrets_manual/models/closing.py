"""What the database closes by itself when a secret is no longer kept, by whichever door."""

import pgtrigger


def closing_suggestions(name: str) -> pgtrigger.Trigger:
    """Give the trigger that closes what was suggested because of a secret no longer kept."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("state"),
        condition=pgtrigger.Condition("NEW.state <> 'kept' AND OLD.state = 'kept'"),
        func="""
UPDATE secrets_manual_suggestion SET state = 'closed', done_at = clock_timestamp()
WHERE secret_id = NEW.id AND state = 'waiting';
RETURN NULL;
""",
    )
