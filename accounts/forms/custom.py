"""Fields of one's own: the form that defines one, and their part of other forms."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.once import DayField, VersionedForm
from accounts.models import LONGEST_TEXT, Contact, Customer, CustomField
from accounts.queries import custom_fields

PREFIX = "custom_"


class CustomFieldForm(VersionedForm, forms.ModelForm[CustomField]):
    """What a field is; key and type are said once, when it is made."""

    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line; only for a field of choices."),
    )

    class Meta:
        model = CustomField
        fields: ClassVar = ["about", "name", "key", "type", "choices", "help", "position"]
        help_texts: ClassVar = {
            "key": _("For files and programs: a to z, digits and _. It stays as it is."),
            "help": _("Shown under the field."),
            "position": _("Smaller numbers come first."),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        self.initial["choices"] = "\n".join(self.instance.choices)
        if self.instance.pk:
            for name in ("about", "key", "type"):
                del self.fields[name]

    def clean_choices(self) -> list[str]:
        """One choice a line, blanks around them gone."""
        lines = self.cleaned_data["choices"].splitlines()
        return [line.strip() for line in lines if line.strip()]


def field_for(field: CustomField) -> forms.Field:
    """Build the form's field for a field of one's own."""
    common: dict[str, Any] = {"label": field.name, "help_text": field.help, "required": False}
    if field.type == "number":
        return forms.DecimalField(max_digits=15, decimal_places=6, **common)
    if field.type == "date":
        return DayField(**common)
    if field.type == "yes_no":
        return forms.TypedChoiceField(
            choices=[("", "–"), ("yes", _("yes")), ("no", _("no"))],
            coerce=lambda word: word == "yes",
            empty_value=None,
            **common,
        )
    if field.type == "choice":
        return forms.ChoiceField(choices=[("", "–"), *((c, c) for c in field.choices)], **common)
    if field.type == "link":
        return forms.URLField(max_length=LONGEST_TEXT, assume_scheme="https", **common)
    return forms.CharField(max_length=LONGEST_TEXT, **common)


def own_filters(asked: Mapping[str, str], about: str = "customer") -> list[forms.BoundField]:
    """Draw a list's filters for the fields of one's own about customers or contacts."""
    fields = list(custom_fields(about))
    if not fields:
        return []
    form = forms.Form(initial=dict(asked))
    for field in fields:
        drawn = form.fields[field.input_name] = field_for(field)
        is_choice = isinstance(drawn.widget, forms.Select)
        drawn.widget.attrs["class"] = "form-select" if is_choice else "form-control"
    return list(form)


class WithCustomFields(VersionedForm):
    """A form of a row that has fields of one's own; `custom_fields` is what the view gives."""

    def add_custom(self, fields: Iterable[CustomField], values: Mapping[str, object]) -> None:
        """Put the fields at the end, filled with what the row holds."""
        for field in fields:
            self.fields[field.input_name] = field_for(field)
            value = values.get(field.key)
            if isinstance(value, bool):
                value = "yes" if value else "no"
            self.initial[field.input_name] = value

    def theirs(self, row: Customer | Contact) -> dict[str, object]:
        """Give what stands in a row now, by the names of this form."""
        own = {f"{PREFIX}{key}": value for key, value in row.custom.items()}
        return {name: getattr(row, name, own.get(name)) for name in self.fields if name != "once"}

    @property
    def changes(self) -> dict[str, Any]:
        """The arguments of the action; values of one's own fields are together in `custom`."""
        found = super().changes
        own = {name: found.pop(name) for name in list(found) if name.startswith(PREFIX)}
        if own:
            found["custom"] = {name.removeprefix(PREFIX): value for name, value in own.items()}
        return found
