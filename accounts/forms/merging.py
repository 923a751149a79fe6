"""The form that makes one of two: which stays, and which of the two texts each field keeps."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.merging import CONTACT_FIELDS, CUSTOMER_FIELDS
from accounts.forms.once import OnceForm
from accounts.models import Contact, Customer

RADIO = {"class": "form-check-input"}


@dataclass(frozen=True)
class Side:
    """One line of the page side by side."""

    field: str
    label: str
    first: object
    second: object
    differs: bool


class MergeForm(OnceForm):
    """`stays` names the row whose address stays; each differing field is chosen by itself."""

    stays = forms.ChoiceField(label=_("Which one stays"), widget=forms.RadioSelect(attrs=RADIO))

    def __init__(
        self, *args: object, first: Customer | Contact, second: Customer | Contact, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.first, self.second = first, second
        self.sides = sides_of(first, second)
        names = [("first", first.name), ("second", second.name)]
        self.fields["stays"].choices = names  # type: ignore[attr-defined]
        self.fields["stays"].initial = "first"
        for side in self.sides:
            if side.differs:
                self.fields[f"of_{side.field}"] = forms.ChoiceField(
                    label=side.label,
                    required=False,
                    initial="first" if side.first not in (None, "") else "second",
                    widget=forms.RadioSelect(attrs=RADIO),
                    choices=[("first", _shown(side.first)), ("second", _shown(side.second))],
                )

    @property
    def survivor_first(self) -> bool:
        """Whether the first of the two stays."""
        return bool(self.cleaned_data["stays"] == "first")

    @property
    def take(self) -> frozenset[str]:
        """The fields to take from the one that goes."""
        gone = "second" if self.survivor_first else "first"
        return frozenset(
            side.field
            for side in self.sides
            if side.differs and self.cleaned_data.get(f"of_{side.field}") == gone
        )


def sides_of(first: Customer | Contact, second: Customer | Contact) -> list[Side]:
    """Lay the columns of two rows side by side; those empty on both sides are left out."""
    names = CUSTOMER_FIELDS if isinstance(first, Customer) else CONTACT_FIELDS
    found = []
    for name in names:
        plain = name.removesuffix("_id")
        label = str(first._meta.get_field(plain).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001
        one, other = getattr(first, plain), getattr(second, plain)
        if one not in (None, "") or other not in (None, ""):
            found.append(Side(name, label.capitalize(), one, other, one != other))
    return found


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value) if value not in (None, "") else str(_("empty"))
