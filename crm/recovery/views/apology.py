"""The draft of an apology: what happened, what we did, no excuse; never sent by itself."""

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from crm.recovery.queries import Page


def apology_draft(page: Page) -> str:
    """Write the draft from what the ticket knows; the writer makes it their own."""
    ticket, cycle = page.ticket, page.cycle
    name = ticket.contact.name.split(" ")[0] if ticket.contact else ticket.customer.name
    day = dateformat.format(timezone.localtime(ticket.reported_at), "l")
    lines = [
        _("%(name)s, on %(day)s you told us: “%(words)s”")
        % {"name": name, "day": day, "words": ticket.words},
        _("That should not have happened to you, and I am sorry."),
    ]
    if ticket.cost_words:
        lines.append(_("I know what it cost you: %(cost)s") % {"cost": ticket.cost_words})
    done = cycle.fix_words or cycle.workaround_words
    if done:
        lines.append(_("This is what we did: %(done)s") % {"done": done})
    elif ticket.make_right_words:
        lines.append(
            _("You said what would make it right: %(words)s. I am working on just that.")
            % {"words": ticket.make_right_words.rstrip(".")}
        )
    else:
        lines.append(_("I see to it myself and will call you when it is done."))
    return "\n\n".join(lines)
