"""Telling a story and choosing one."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import OnceForm
from secrets_manual.models.stories import LONGEST_STORY


class StoryForm(OnceForm):
    """How a secret was used and how that was received, without the secret and without names."""

    how = forms.CharField(
        label=gettext_lazy("What was done?"),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Without saying for whom, and without what they told us. Like this: “Remembered what"
            " would make her morning and had it ready when she came.”"
        ),
    )
    received = forms.CharField(
        label=gettext_lazy("How was it received?"),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Like this: “She laughed, and stayed for another half hour.”"),
    )


class VoteForm(forms.Form):
    """One story among those of this month."""

    story = forms.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        error_messages={"required": gettext_lazy("Choose a story.")},
    )
