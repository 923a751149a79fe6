"""Forms about promises."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import MomentField, OnceForm


class PromiseForm(OnceForm):
    """What we promised, and by when."""

    words = forms.CharField(label=gettext_lazy("What we promised"), max_length=500)
    due_at = MomentField(label=gettext_lazy("By"))
