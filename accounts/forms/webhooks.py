"""A webhook of a team or a person: where it leads and what it wants to hear of."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.choices import PersonField
from accounts.forms.once import OnceForm
from accounts.models import Person, Team
from crm.notices.models import Endpoint, Kind


class WebhookForm(OnceForm):
    """One address, one owner, some kinds."""

    name = forms.CharField(label=_("Name"), max_length=100)
    style = forms.ChoiceField(label=_("What receives it"), choices=Endpoint.Style.choices)
    url = forms.URLField(
        label=_("Address"),
        max_length=2000,
        assume_scheme="https",
        help_text=_("Begins with https://. It is sealed and never shown again."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    team = forms.ModelChoiceField(
        Team.objects.order_by("name", "pk"),
        label=_("What a team is told"),
        empty_label=_("No team"),
        required=False,
        help_text=_("One post for each thing that anybody of the team is told."),
    )
    person = PersonField(
        label=_("Or what one person is told"),
        required=False,
        queryset=Person.objects.filter(is_active=True).order_by("name", "pk"),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Which kinds"),
        choices=Kind.choices,
        initial=[Kind.TICKET],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A team hears of tickets, promises, ideas and the watch only."),
    )

    def clean(self) -> dict[str, object]:
        """Ask for exactly one of the two whose news it is."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("team")) == bool(cleaned.get("person")):
            self.add_error("team", _("Choose a team or a person, one of the two."))
        return cleaned
