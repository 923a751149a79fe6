"""The ladder editor as a browser sends it."""

from crm.recovery import rules
from crm.recovery.forms.ladders import hours_of, rows_of


def as_sent(policy: rules.Policy, **more: object) -> dict[str, object]:
    """Give the fields of the page that shows a policy, with changes."""
    rows = rows_of(policy)
    fields: dict[str, object] = {"rungs": len(rows), "effective_from": "", **hours_of(policy)}
    for place, row in enumerate(rows):
        fields |= {
            f"rung-{place}-{name}": value for name, value in row.items() if value is not False
        }
    return fields | more
