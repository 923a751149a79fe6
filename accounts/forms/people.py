"""Forms about people, teams, oneself and tokens."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.choices import LanguageField, PersonField, ZoneField
from accounts.forms.once import MomentField, OnceForm, VersionedForm
from accounts.models import ROLES, Person, Team, TokenScope

ROLE_WORDS = {
    "rep": _("sales rep: looks after customers"),
    "service": _("service: puts mishaps right"),
    "lead": _("lead: leads a team"),
    "manager": _("manager: answers for teams"),
    "marketing": _("marketing: sees wants by theme, never by name"),
    "privacy": _("privacy officer: answers what we know, and erases"),
    "finance": _("finance: calculates the bonus"),
    "director": _("director: sees all, approves the plan"),
    "admin": _("admin: people, roles and technical settings"),
}


class PersonForm(VersionedForm, forms.ModelForm[Person]):
    """Somebody of ours, as the admin sees them."""

    zone = ZoneField()
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role, ROLE_WORDS[role]) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Person
        fields: ClassVar = ["name", "email", "team", "phone", "zone"]
        help_texts: ClassVar = {
            "email": _("They sign in with it. Without one they are known, but cannot sign in.")
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        self.initial["roles"] = sorted(self.instance.roles) if self.instance.pk else ["rep"]

    def clean_email(self) -> str | None:
        """An empty address is none: several people may have none."""
        return self.cleaned_data["email"] or None


class NewPersonForm(PersonForm):
    """Somebody new, who is mailed the way in with the same tap."""

    invite = forms.BooleanField(
        label=_("Mail them a link to choose a password"), required=False, initial=True
    )


class TeamForm(OnceForm, forms.ModelForm[Team]):
    """A team, its lead and its manager."""

    lead = PersonField(label=_("Lead"), required=False)
    manager = PersonField(label=_("Manager"), required=False)

    class Meta:
        model = Team
        fields: ClassVar = ["name", "lead", "manager", "is_service"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in ("lead", "manager"):
            field = self.fields[role]
            field.queryset = _active(role)  # type: ignore[attr-defined]


def _active(role: str) -> object:
    return Person.objects.filter(is_active=True, role_grants__role=role).order_by("name", "id")


class MeForm(VersionedForm, forms.ModelForm[Person]):
    """What everybody sets for themselves: zone, language, quiet hours, absence and deputy."""

    zone = ZoneField()
    language = LanguageField()
    deputy = PersonField(label=_("Who stands in"), required=False)
    away_from = MomentField(label=_("Away from"), required=False)
    away_until = MomentField(label=_("Away until"), required=False)
    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Only what cannot wait reaches you in between."),
    )

    class Meta:
        model = Person
        fields: ClassVar = [
            "phone", "zone", "language", "quiet_from", "quiet_until", "away_from", "away_until",
            "deputy",
        ]  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        others = Person.objects.filter(is_active=True).exclude(pk=self.instance.pk)
        self.fields["deputy"].queryset = others.order_by("name", "id")  # type: ignore[attr-defined]


class AbsenceForm(VersionedForm, forms.ModelForm[Person]):
    """When somebody is away, and who is told instead."""

    deputy = PersonField(label=_("Who stands in"), required=False)
    away_from = MomentField(label=_("Away from"), required=False)
    away_until = MomentField(label=_("Away until"), required=False)

    class Meta:
        model = Person
        fields: ClassVar = ["away_from", "away_until", "deputy"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        others = Person.objects.filter(is_active=True).exclude(pk=self.instance.pk)
        self.fields["deputy"].queryset = others.order_by("name", "id")  # type: ignore[attr-defined]


class TokenForm(OnceForm):
    """What a new token may do."""

    scope = forms.ChoiceField(
        label=_("The token may"), choices=TokenScope.choices, widget=forms.RadioSelect
    )
