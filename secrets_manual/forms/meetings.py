"""Forms about one's own calendar."""

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import OnceForm
from secrets_manual.actions import LARGEST_CALENDAR
from secrets_manual.models import CalendarFeed


class CalendarForm(OnceForm):
    """Where one's calendar lies."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of address"), choices=CalendarFeed.Kind.choices
    )
    address = forms.CharField(
        label=gettext_lazy("Address of the calendar"),
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
        help_text=gettext_lazy(
            "Your calendar’s settings show it as “private address” or “publish”."
            " It begins with https:// or webcal://."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Only for CalDAV."),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Only for CalDAV; best one made for this alone."),
    )

    def clean_name(self) -> str:
        """Refuse a colon: the server would read the rest as a password."""
        name = str(self.cleaned_data["name"])
        if ":" in name:
            raise forms.ValidationError(_("A name has no colon in it."))
        return name

    @property
    def login(self) -> str:
        """Give name and password as they are sent, or nothing."""
        name, password = self.cleaned_data["name"], self.cleaned_data["password"]
        return f"{name}:{password}" if name else ""


class CalendarFileForm(OnceForm):
    """A calendar as a file."""

    file = forms.FileField(
        label=gettext_lazy("Calendar file (.ics)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def clean_file(self) -> File[bytes]:
        """Refuse what is larger than we read from an address."""
        sent: File[bytes] = self.cleaned_data["file"]
        if (sent.size or 0) > LARGEST_CALENDAR:
            raise forms.ValidationError(_("This calendar is larger than we read."))
        return sent
