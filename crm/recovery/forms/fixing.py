"""What was done to fix it, and whether that is the lasting fix that was promised."""

from typing import Any

from django import forms
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.recovery.forms.steps import StepForm, written

YES, NO = "yes", "no"


class FixForm(StepForm):
    """While a lasting fix is owed, whoever records a fix says whether it is that one."""

    words = written(gettext_lazy("What was done"))
    is_lasting = forms.TypedChoiceField(
        choices=[
            (YES, gettext_lazy("Yes: the promise is kept")),
            (NO, gettext_lazy("No: the lasting fix is still to come, and stays promised")),
        ],
        coerce=lambda said: said == YES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it is the one you promised.")},
    )
    field_order = ("once", "words", "is_lasting", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.lasting is None or not self.lasting.owed:
            del self.fields["is_lasting"]
            return
        asked, words = self.fields["is_lasting"], self.ticket.cycle.promised_words
        asked.label = _("Is this the lasting fix you promised by %(day)s?") % {"day": self._day}
        asked.help_text = _("You promised: “%(words)s”") % {"words": words} if words else ""

    @property
    def note(self) -> str:
        """Say what became of the promise."""
        if "is_lasting" not in self.fields:
            return ""
        if self.cleaned_data["is_lasting"]:
            return _("Fix recorded. The promise of the lasting fix is kept.")
        told = _("Fix recorded. The lasting fix stays promised for %(day)s.")
        return told % {"day": self._day}

    @property
    def _day(self) -> str:
        at = timezone.localtime(self.lasting.due_at) if self.lasting else None
        return dateformat.format(at, "D j M") if at else ""
