"""What customers type who tell us of a mishap; words and errors are in their language."""

import re
from typing import Any, Final

from django import forms
from django.core import signing
from django.utils.crypto import get_random_string

from accounts.forms import OnceForm
from crm import clock
from crm.recovery.models import Severity

LONGEST: Final = 4000
SHORTEST_SECONDS: Final = 2
LONGEST_SECONDS: Final = 24 * 3600
_STAMP = signing.Signer(salt="crm.recovery.report", sep=".")
_WRONG = ("required", "invalid", "invalid_choice", "null_characters_not_allowed")
_PHONE = re.compile(r"[\d\s()+./-]{5,40}")


def new_stamp(*, seconds_ago: int = 0) -> str:
    """Give what says when a page was opened, and which one it was; it cannot be made up."""
    opened = int(clock.now().timestamp()) - seconds_ago
    return _STAMP.sign_object([get_random_string(22), opened])


def read_stamp(stamp: str) -> str:
    """Give the page's own word of a stamp; "" when it is foreign, too fresh or too old."""
    try:
        word, opened = _STAMP.unsign_object(stamp)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    age = int(clock.now().timestamp()) - int(opened)
    return str(word) if SHORTEST_SECONDS <= age <= LONGEST_SECONDS else ""


def told(rows: int, most: int, *, required: bool = False) -> forms.CharField:
    """Give a field for words of a customer's."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(widget=widget, max_length=most, required=required)


class InTheirWords:
    """Labels, hints and errors of a form from the words of one language."""

    spoken: dict[str, str]
    fields: dict[str, forms.Field]

    def speak(self, words: dict[str, str]) -> None:
        """Put the words to their fields: `x`, `x_hint` and `x_wrong` belong to the field `x`."""
        self.spoken = words
        for name, field in self.fields.items():
            field.label = words.get(name, "")
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput):
                select = isinstance(field.widget, forms.Select)
                field.widget.attrs["class"] = "form-select" if select else "form-control"
            wrong = words.get(f"{name}_wrong") or words["failed"]
            hint = words.get(f"{name}_hint", "")
            field.help_text = hint or ("" if field.required else words.get("optional", ""))
            field.error_messages |= dict.fromkeys(_WRONG, wrong)
            if isinstance(field, forms.CharField) and field.max_length:
                shorter = words["too_long"].format(n=field.max_length)
                field.error_messages["max_length"] = shorter


class StrangerForm(InTheirWords, forms.Form):
    """A mishap told by somebody we need not know."""

    words = told(5, LONGEST, required=True)
    how_bad = told(2, 1000)
    name = forms.CharField(max_length=120)
    email = forms.EmailField(max_length=254, required=False)
    phone = forms.CharField(max_length=40, required=False)
    company = forms.CharField(max_length=200, required=False)
    website = forms.CharField(required=False, max_length=4000)
    made = forms.CharField(required=False, max_length=400)

    def __init__(self, *args: Any, words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speak(words)
        for name, filled in (("name", "name"), ("email", "email"), ("phone", "tel"),
                             ("company", "organization")):  # fmt: skip
            self.fields[name].widget.attrs |= {"autocomplete": filled, "dir": "auto"}
        for name in ("email", "phone"):
            self.fields[name].help_text = ""

    def clean_phone(self) -> str:
        """Take digits and what people write between them."""
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and not _PHONE.fullmatch(phone):
            raise forms.ValidationError(self.spoken["phone_wrong"])
        return phone

    def clean_name(self) -> str:
        """Keep a name on one line: it stands in subjects of mail."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach them, and for a page that a person has looked at."""
        cleaned = super().clean() or {}
        if not cleaned.get("email") and not cleaned.get("phone") and not self.errors:
            self.add_error("email", self.spoken["reach_wrong"])
        if not self.errors and not self.is_machine and not self.once:
            raise forms.ValidationError(self.spoken["once_more"])
        return cleaned

    @property
    def is_machine(self) -> bool:
        """Whether something was written where nobody sees a field."""
        return bool(self.cleaned_data.get("website"))

    @property
    def once(self) -> str:
        """The page's own word, by which sending it twice is noticed."""
        return read_stamp(str(self.cleaned_data.get("made") or ""))


class OwnReportForm(InTheirWords, OnceForm):
    """A mishap told by a contact, on the page of their own link."""

    words = told(5, LONGEST, required=True)
    severity = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect)
    about = forms.TypedChoiceField(coerce=int, required=False, empty_value=None)
    cost_words = told(2, 1000)
    make_right_words = told(2, 1000)

    def __init__(
        self, *args: Any, words: dict[str, str], things: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.speak(words)
        severities = [(one.value, words[f"severity_{one.value}"]) for one in Severity]
        self.fields["severity"].choices = severities  # type: ignore[attr-defined]
        self.fields["severity"].label = words["how_bad"]
        self.fields["about"].choices = [("", words["about_none"]), *things]  # type: ignore[attr-defined]
        self.fields["about"].help_text = ""
        if not things:
            del self.fields["about"]
