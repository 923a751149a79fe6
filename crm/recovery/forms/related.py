"""Which tickets belong together, and how."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now_gettext
from django.utils.translation import gettext_lazy as _

from crm.recovery.forms.steps import StepForm
from crm.recovery.models import Kinship, Ticket
from crm.recovery.queries import mergeable_with


class LinkForm(StepForm):
    other = forms.IntegerField(
        label=_("Number of the other ticket"), min_value=1, max_value=2**62,
        error_messages={"required": _("Give the number of the other ticket.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("How they belong together"), choices=Kinship.choices)
    at = None  # type: ignore[assignment]
    field_order = ("once", "other", "kind")


class UnlinkForm(StepForm):
    other = forms.IntegerField(label=_("Number of the other ticket"), min_value=1, max_value=2**62)
    at = None  # type: ignore[assignment]


class ReportField(forms.ModelChoiceField[Ticket]):
    """One of the other open tickets of the customer."""

    def label_from_instance(self, obj: Ticket) -> str:
        name = f", {obj.contact.name}" if obj.contact else ""
        return now_gettext("OOPS %(n)s%(name)s: %(words)s") % {
            "n": obj.pk, "name": name, "words": obj.words[:80],
        }  # fmt: skip


class MergeForm(StepForm):
    other = ReportField(
        Ticket.objects.none(), label=_("The other report of the same mishap"),
        empty_label=_("Choose a ticket"),
        error_messages={"required": _("Choose a ticket.")},
        help_text=_(
            "The ticket whose clock began first goes on, with the promises of both. The other one"
            " is closed into it; its page, its mails and its words stay. You can part them while"
            " nothing was recorded since."
        ),
    )  # fmt: skip
    at = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.person is not None:
            field: Any = self.fields["other"]
            field.queryset = mergeable_with(self.person, self.ticket)


class PartForm(StepForm):
    at = None  # type: ignore[assignment]
