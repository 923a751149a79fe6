"""The acts by which tickets are put together, and taken apart again."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm.recovery import actions, forms
from crm.recovery.models import State, Ticket
from crm.recovery.permissions import may_work
from crm.recovery.views.acts import Act


def _merge(person: Person, ticket: Ticket, form: forms.StepForm) -> object:
    return actions.merge_tickets(person=person, ticket=ticket, other=form.cleaned_data["other"])


def _link(person: Person, ticket: Ticket, form: forms.StepForm) -> object:
    return actions.link_tickets(person=person, ticket=ticket, **form.changes)


def _unlink(person: Person, ticket: Ticket, form: forms.StepForm) -> object:
    actions.unlink_tickets(person=person, ticket=ticket, **form.changes)
    return None


def _part(person: Person, ticket: Ticket, _form: forms.StepForm) -> object:
    return actions.part_tickets(person=person, ticket=ticket)


def _is_open(person: Person, ticket: Ticket) -> bool:
    return may_work(person, ticket) and ticket.state == State.OPEN


def _is_merged(person: Person, ticket: Ticket) -> bool:
    return may_work(person, ticket) and ticket.state == State.MERGED


RELATED: dict[str, Act] = {
    "link": Act(
        forms.LinkForm,
        _link,
        _("Link with another ticket"),
        _("Link them"),
        _("Linked."),
    ),
    "unlink": Act(
        forms.UnlinkForm,
        _unlink,
        _("Take a link away"),
        _("Take it away"),
        _("No longer linked."),
    ),
    "merge": Act(
        forms.MergeForm,
        _merge,
        _("The same mishap as another ticket"),
        _("Make them one ticket"),
        _("They are one ticket now."),
        _is_open,
    ),
    "part": Act(
        forms.PartForm,
        _part,
        _("Part them again"),
        _("Part them again"),
        _("Two tickets again, as they were."),
        _is_merged,
    ),
}
#: What may be done with a ticket that is part of another one.
ASIDE_MERGED = ("part",)
OF_MERGED = ("part", "unlink")
