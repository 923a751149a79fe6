"""Forms of saved replies: one to keep, and one to choose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from accounts.rules import LANGUAGES
from crm.recovery.forms.steps import written
from crm.recovery.models import SavedReply


class SavedReplyForm(OnceForm):
    """A reply to be used again; only who keeps everybody's is asked whether it is everybody's."""

    title = forms.CharField(label=_("Title"), max_length=80)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("Any")), *LANGUAGES.items()]
    )
    words = written(_("Words"), rows=6)
    is_ours = forms.BooleanField(label=_("For everybody"), required=False)

    def __init__(self, *args: Any, may_keep: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = _(
            "Blanks are filled from the ticket: {first_name} {contact} {customer}, {date} the day"
            " they told us, {fix} what was done, {promise} when the next promise is due, {me}"
            " your name. Everything can be changed before it is sent."
        )
        if not may_keep:
            del self.fields["is_ours"]


class PickForm(forms.Form):
    """Which saved reply to insert below what is written already."""

    saved = forms.ChoiceField(
        label=_("Saved replies"), error_messages={"required": _("Choose a reply first.")}
    )

    def __init__(self, *args: Any, replies: list[SavedReply], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_number = {str(reply.pk): reply for reply in replies}
        named = [(number, _titled(reply)) for number, reply in self.by_number.items()]
        self.fields["saved"].choices = [("", _("Choose one")), *named]  # type: ignore[attr-defined]

    def clean_saved(self) -> SavedReply:
        """Give the reply itself."""
        return self.by_number[self.cleaned_data["saved"]]


def _titled(reply: SavedReply) -> str:
    """Give the title, and the language where it is said."""
    return f"{reply.title} ({LANGUAGES[reply.language]})" if reply.language else reply.title
