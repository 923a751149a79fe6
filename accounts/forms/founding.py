"""The first page of an empty installation."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.choices import COMBOBOX, zone_names
from accounts.forms.once import OnceForm

CURRENCY = re.compile("[A-Z]{3}")


def _zones() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in zone_names()]


class FoundingForm(OnceForm):
    """Who we are, who directs us, and the code that proves one may say so."""

    code = forms.CharField(
        label=_("The code from the terminal"),
        max_length=40,
        help_text=_("The program that started Confidant shows it: three groups of four."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    company_name = forms.CharField(label=_("Name of the company"), max_length=120)
    zone = forms.ChoiceField(
        label=_("Time zone"), choices=_zones, widget=forms.Select(attrs=COMBOBOX)
    )
    currency = forms.CharField(
        label=_("Currency"),
        min_length=3,
        max_length=3,
        help_text=_("Three letters, such as EUR. It cannot be changed later."),
    )
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("Your email address"), max_length=254)
    password = forms.CharField(
        label=_("A password"),
        max_length=200,
        strip=False,
        help_text=_("At least 12 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_currency(self) -> str:
        """Read the three letters in either case."""
        currency = str(self.cleaned_data["currency"]).upper()
        if not CURRENCY.fullmatch(currency):
            raise forms.ValidationError(_("A currency has three letters, such as EUR."))
        return currency
