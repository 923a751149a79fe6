"""What customers say on the page of their mishap; words and errors are in their language."""

from typing import Any

from django import forms

from accounts.forms import MomentField, OnceForm
from crm.recovery.forms.reporting import InTheirWords, told


class AnswerForm(InTheirWords, OnceForm):
    """One of the customer's answers; its fields carry the words of their language."""

    def __init__(self, *args: Any, words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.speak(words)


class FixedForm(AnswerForm):
    """It is fixed (`answer` "yes"), or not yet, because."""

    because = told(3, 2000)
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask why, where it is not right yet."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "no" and not cleaned.get("because") and not self.errors:
            self.add_error("because", self.spoken["because_wrong"])
        return cleaned


class LaterForm(AnswerForm):
    until = MomentField()
    words = told(2, 1000, required=True)


class ThankForm(AnswerForm):
    words = told(2, 2000, required=True)


class DirectorForm(AnswerForm):
    words = told(3, 4000, required=True)
    about_owner = forms.BooleanField(required=False)
