"""Forms about a whole manual: who keeps it, and whether it is a key customer's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import COMBOBOX, OnceForm
from accounts.models import Customer, Person
from secrets_manual.queries import keepers_to_choose


class KeeperForm(OnceForm):
    """Who keeps the manual from now on."""

    keeper = forms.ModelChoiceField(
        label=_("Keeper"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("The steward"),
        widget=forms.Select(attrs=COMBOBOX),
        help_text=_("The keeper reads and writes this manual, and answers for it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, customer: Customer, **kwargs: object) -> None:
        kwargs["initial"] = {"keeper": customer.keeper_id, "version": customer.version}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["keeper"].queryset = keepers_to_choose(customer)  # type: ignore[attr-defined]

    @property
    def handover(self) -> dict[str, Any]:
        """The arguments of `hand_over_manual`, without the person and the customer."""
        return self.changes | {"version": self.cleaned_data["version"]}


class KeyCustomerForm(OnceForm):
    """Why a customer is a key customer, and who answers for it."""

    reason = forms.CharField(
        label=_("Why is it a key customer?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why this customer is a key customer.")},
    )
    owner = forms.ModelChoiceField(
        label=_("Who answers for it"),
        queryset=Person.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs=COMBOBOX),
    )

    def __init__(self, *args: object, customer: Customer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["owner"].queryset = keepers_to_choose(customer)  # type: ignore[attr-defined]
