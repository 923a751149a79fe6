"""How one wants to hear of each kind of thing, and when the daily mail comes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.once import OnceForm
from accounts.models import Person
from crm.notices.models import Way
from crm.notices.models.choices import CHOSEN
from crm.notices.queries import choices_of, digest_hour_of


class NoticesForm(OnceForm):
    """A way per kind; what the ladder must say is no matter of choice and has no field."""

    hour = forms.TypedChoiceField(
        label=_("The daily mail comes at"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        help_text=_("In your own time zone. When there is nothing, none comes."),
    )

    def __init__(self, *args: object, person: Person, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        chosen = choices_of(person)
        for kind in CHOSEN:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=Way.choices,
                initial=chosen.get(kind.value, Way.AT_ONCE.value),
            )
        self.fields["hour"].initial = digest_hour_of(person)
        self.order_fields([*(kind.value for kind in CHOSEN), "hour"])

    @property
    def ways(self) -> dict[str, str]:
        """Give the way chosen for each kind."""
        return {kind.value: self.cleaned_data[kind.value] for kind in CHOSEN}
