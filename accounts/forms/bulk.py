"""The form that changes many customers at once: only what is filled in is changed."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms.choices import PersonField
from accounts.forms.once import OnceForm
from accounts.models import Person


class BulkForm(OnceForm):
    """What to set; a field left empty stays as it is at every customer."""

    sector = forms.CharField(label=_("Sector"), required=False, max_length=120)
    country = forms.CharField(label=_("Country"), required=False, max_length=120)
    language = forms.CharField(
        label=_("Language"), required=False, max_length=12,
        help_text=_("A code such as en, de or pt-BR."),
    )  # fmt: skip
    is_prospect = forms.ChoiceField(
        label=_("Customer already?"),
        required=False,
        choices=[
            ("", _("leave as it is")),
            ("no", _("customers already")),
            ("yes", _("not customers yet")),
        ],
    )
    new_steward = PersonField(label=_("Entrust to, from today"), required=False)

    def __init__(self, *args: object, stewards: QuerySet[Person] | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if stewards is None:
            del self.fields["new_steward"]
        else:
            self.fields["new_steward"].queryset = stewards  # type: ignore[attr-defined]
            self.fields["new_steward"].empty_label = _("leave as it is")  # type: ignore[attr-defined]

    @property
    def columns(self) -> dict[str, object]:
        """The columns to set, without those left empty."""
        given = self.cleaned_data
        found: dict[str, object] = {
            name: given[name] for name in ("sector", "country", "language") if given[name]
        }
        if given["is_prospect"]:
            found["is_prospect"] = given["is_prospect"] == "yes"
        return found

    @property
    def steward(self) -> Person | None:
        """Whom to entrust them to, if to anybody."""
        chosen = self.cleaned_data.get("new_steward")
        return chosen if isinstance(chosen, Person) else None
