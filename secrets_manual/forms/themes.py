"""Forms about themes followed across customers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from secrets_manual.models import KIND_LABELS, Theme
from secrets_manual.models.codes import choices
from secrets_manual.models.themes import LONGEST_WORD, MOST_WORDS


class ThemeForm(OnceForm):
    """What a theme is called, and the words that customers use for it."""

    name = forms.CharField(label=_("Theme"), max_length=80)
    words = forms.CharField(
        label=_("Words customers use for it"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MOST_WORDS * (LONGEST_WORD + 2),
        help_text=_(
            "One word or short phrase a line, in every language your customers speak. Other"
            " forms of a word are found too. A word that fewer than five customers used"
            " counts for nothing, and no word may be somebody’s name."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Only among"),
        choices=[("", _("all kinds")), *choices(KIND_LABELS)],
        required=False,
    )

    @property
    def fields_of_theme(self) -> dict[str, Any]:
        """The arguments of `add_theme`, without the person."""
        return self.changes | {"words": self.cleaned_data["words"].splitlines()}


class ChangeThemeForm(ThemeForm):
    """A theme as it stands; it may rest, too."""

    is_followed = forms.BooleanField(
        label=_("Still followed"), required=False, help_text=_("A theme at rest is not counted.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: object, theme: Theme, **kwargs: object) -> None:
        kwargs["initial"] = {
            "name": theme.name,
            "words": "\n".join(theme.words),
            "kind": theme.kind,
            "is_followed": theme.is_followed,
            "version": theme.version,
        }
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def fields_of_theme(self) -> dict[str, Any]:
        """The arguments of `change_theme`, without the person and the theme."""
        return super().fields_of_theme | {"version": self.cleaned_data["version"]}
