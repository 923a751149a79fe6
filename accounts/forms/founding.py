"""The first page of an empty installation, and who we are ever after."""

import re

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms.choices import COMBOBOX, zones
from accounts.forms.once import OnceForm, VersionedForm
from crm import money

CURRENCY = re.compile("[A-Z]{3}")


def read_currency(letters: str) -> str:
    """Give the three letters in capitals; ValidationError when nobody pays with them."""
    currency = letters.upper()
    if not CURRENCY.fullmatch(currency):
        raise forms.ValidationError(_("A currency has three letters, such as EUR."))
    if currency not in money.CURRENCIES:
        raise forms.ValidationError(
            _("“%(currency)s” is no currency we know. It has three letters, such as EUR."),
            params={"currency": currency},
        )
    return currency


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
        label=_("Time zone"), choices=zones, widget=forms.Select(attrs=COMBOBOX)
    )
    currency = forms.CharField(
        label=_("Currency"),
        min_length=3,
        max_length=3,
        help_text=_("Three letters, such as EUR. It stays once an amount is written down."),
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
        return read_currency(str(self.cleaned_data["currency"]))


class CompanyForm(VersionedForm):
    """Our name, zone, currency and language."""

    name = forms.CharField(label=_("Name of the company"), max_length=120)
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones,
        widget=forms.Select(attrs=COMBOBOX),
        help_text=_(
            "Where our days, quarters and clocks begin and end, and what hours are shown to"
            " people who set no zone of their own."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_(
            "Of letters to people and contacts who chose none. Pages follow each reader's"
            " own choice, else the browser."
        ),
    )
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)

    def __init__(self, *args: object, is_counted: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["currency"]
        field.help_text = _("Three letters, such as EUR. It stays once an amount is written down.")
        if is_counted:
            field.disabled = True
            field.help_text = _(
                "It stays: amounts are written down in it, and nobody could tell which were"
                " meant in another."
            )

    def clean_currency(self) -> str:
        """Read the three letters in either case."""
        return read_currency(str(self.cleaned_data["currency"]))
