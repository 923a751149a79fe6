"""Forms about two secrets of one customer, and about words that have changed."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from secrets_manual.forms.partial import PartialDayField
from secrets_manual.models import Secret
from secrets_manual.models.secrets import LONGEST

HOW_RELATED = (
    ("contradicts", _("contradicts it: ask which is true")),
    ("holds", _("holds now: this one is out of date")),
    ("same", _("says the same: keep this one, take in the other")),
)
NEWLY_KNOWN = (
    ("told_us", _("They told me, and would be glad")),
    ("observed", _("I saw it")),
)


class SecretChoice(forms.ModelChoiceField[Secret]):
    """One secret, shown by its words."""

    def label_from_instance(self, obj: Secret) -> str:
        return f"{obj.contact.name}: {obj.text}" if obj.contact else obj.text


class RelateForm(OnceForm):
    """Another secret of the same customer, and what it is to this one."""

    other = SecretChoice(
        label=_("Another secret of theirs"), queryset=Secret.objects.none(), empty_label="–"
    )
    how = forms.ChoiceField(
        label=_("The other one"),
        choices=HOW_RELATED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what it is to this one.")},
    )

    def __init__(self, *args: object, others: QuerySet[Secret], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


class ReplaceForm(OnceForm):
    """What holds now instead of a secret."""

    text = forms.CharField(
        label=_("What holds now?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST, "class": "note-input"}),
        error_messages={"required": _("Write down what they said.")},
    )
    provenance = forms.ChoiceField(
        label=_("How do we know?"), choices=NEWLY_KNOWN, widget=forms.RadioSelect
    )
    told_on = PartialDayField(label=_("When"))
