"""What the customer answered when they were asked one question."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.recovery.forms.steps import StepForm
from secrets_manual.models.secrets import LONGEST
from secrets_manual.permissions import may_write_manual
from secrets_manual.rules.questions import question_of


class ToldForm(StepForm):
    """One answer, as they said it; `question` is its key in the bank."""

    words = forms.CharField(
        label=_("What did they tell you?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST}),
        error_messages={"required": _("Write down what they said.")},
    )
    question = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    for_surprises = forms.BooleanField(label=_("It may be used for a surprise"), required=False)
    at = None  # type: ignore[assignment]
    field_order = ("once", "question", "words", "for_surprises")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = question_of(str(self["question"].value() or ""))
        whom = self.ticket.contact.name if self.ticket.contact else self.ticket.customer.name
        if asked:
            self.fields["words"].label = gettext("Ask %(name)s: “%(question)s”") % {
                "name": whom,
                "question": gettext(asked.words),
            }
        if self.person is None or not may_write_manual(self.person, self.ticket.customer):
            del self.fields["for_surprises"]
