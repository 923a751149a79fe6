"""Closing a ticket, and the lesson that may come with it: what changes, who does it, by when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import DayField, PersonField
from crm.recovery.forms.steps import StepForm

#: Where the sentence of a rule belongs that the closing breaks.
_FIELDS = {
    "recovery.lesson_needed": "lesson_change",
    "recovery.surprise_or_reason": "no_surprise_reason",
}


class LessonFields(forms.Form):
    lesson_change = forms.CharField(
        label=_("The lesson: what we change in our own work"),
        widget=forms.Textarea(attrs={"rows": 2}), required=False,
        help_text=_("For us; the customer never reads it. What they may expect is a promise."),
    )  # fmt: skip
    lesson_owner = PersonField(label=_("Who does it"), required=False)
    lesson_by_on = DayField(label=_("By when"), required=False)


class RecoverForm(StepForm, LessonFields):
    no_surprise_reason = forms.CharField(
        label=_("Why no surprise was right"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
    )
    field_order = ("once", "no_surprise_reason", "lesson_change", "lesson_owner", "lesson_by_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.ticket.cycle.surprised_at is not None:
            del self.fields["no_surprise_reason"]
        for name in ("lesson_owner", "lesson_by_on"):
            self.fields[name].needed_with = _("needed with a lesson")  # type: ignore[attr-defined]
        if self.person is not None:
            self.fields["lesson_owner"].initial = self.person.pk

    def clean(self) -> dict[str, Any]:
        """Ask for the whole lesson as soon as a part of it is there; who does it is preset."""
        cleaned = super().clean() or {}
        if not (cleaned.get("lesson_change") or "").strip():
            if cleaned.get("lesson_by_on"):
                self.add_error("lesson_change", _("Say what we change, or leave the day empty."))
            return cleaned
        if not cleaned.get("lesson_owner") and "lesson_owner" not in self.errors:
            self.add_error("lesson_owner", _("A lesson needs somebody who carries it out."))
        if not cleaned.get("lesson_by_on") and "lesson_by_on" not in self.errors:
            self.add_error("lesson_by_on", _("A lesson needs a day by which it is done."))
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        """Put the sentence of a broken rule at the field that mends it."""
        named = _FIELDS.get(getattr(error, "code", "") or "")
        super().add_error(named if field is None and named in self.fields else field, error)


class LessonForm(StepForm, LessonFields):
    at = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lesson_change", "lesson_owner", "lesson_by_on"):
            self.fields[name].required = True
        if self.person is not None:
            self.fields["lesson_owner"].initial = self.person.pk
