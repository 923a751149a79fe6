"""What an edited ladder would have done with a real past ticket."""

from accounts.permissions import SignedInRequest
from crm.recovery import rules
from crm.recovery.models import Ticket
from crm.recovery.queries import past_tickets, preview_of
from crm.recovery.queries.preview import PAST_SHOWN


def chosen_ticket(request: SignedInRequest) -> tuple[Ticket | None, list[Ticket]]:
    """Give the past ticket that was chosen, else the latest, and those to choose from."""
    rows = list(past_tickets(request.user)[:PAST_SHOWN])
    wanted = request.POST.get("ticket", "") or request.GET.get("ticket", "")
    found = next((row for row in rows if str(row.pk) == wanted), None)
    return found or (rows[0] if rows else None), rows


def preview_context(
    request: SignedInRequest, policy: rules.Policy | None, *, is_checked: bool = True
) -> dict[str, object]:
    """Give what the preview's part of the page needs; no preview of a ladder with a flaw.

    A page just opened leaves it to be asked for: by the button, or by the page itself.
    """
    ticket, rows = chosen_ticket(request)
    page: dict[str, object] = {
        "ticket_choices": rows,
        "chosen": ticket,
        "is_unchecked": not is_checked,
        "has_flaws": policy is None,
    }
    if ticket is not None and policy is not None:
        try:
            page["preview"] = preview_of(ticket, policy)
        except rules.MalformedError:
            page["is_untold"] = True
    return page
