"""The act by which a ticket becomes graver."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm.recovery import actions, forms
from crm.recovery.models import Ticket
from crm.recovery.views.acts import Act


def _raise(person: Person, ticket: Ticket, form: forms.StepForm) -> object:
    return actions.raise_severity(person=person, ticket=ticket, **form.changes)


RAISING: dict[str, Act] = {
    "raise": Act(
        forms.RaiseForm,
        _raise,
        _("It is graver"),
        _("Raise the severity"),
        _("The severity is raised, and the clocks follow it."),
    )
}
