"""The form that gives a list with its filters a name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.once import OnceForm


class SavedViewForm(OnceForm):
    """A name, and whether the team sees it; `page` and `query` say which list, how narrowed."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=80,
        help_text=_("For example: “Hospitals in Spain, nobody called since May”."),
    )
    is_shared = forms.BooleanField(label=_("Show it to my team"), required=False)
    page = forms.SlugField(max_length=80, widget=forms.HiddenInput)
    query = forms.CharField(max_length=4000, widget=forms.HiddenInput, required=False)


class RenameViewForm(OnceForm):
    """Another name for a view, and whether the team sees it."""

    name = forms.CharField(label=_("Name of the view"), max_length=80)
    is_shared = forms.BooleanField(label=_("Show it to my team"), required=False)
