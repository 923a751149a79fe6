"""Forms of acts that touch several apps."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms import COMBOBOX, DayField, OnceForm, PersonField
from accounts.models import Person
from crm.home.actions.movers import MOVERS


class HandOverForm(OnceForm):
    """To whom a customer is offered, from when, and what they must know."""

    receiver = PersonField(label=_("New steward"))
    from_on = DayField(label=_("From"))
    must_know = forms.CharField(
        label=_("What you must know"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Who decides, what worries them, what never to do. No secrets: they are kept."),
    )

    def __init__(self, *args: object, receivers: QuerySet[Person], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["receiver"].queryset = receivers  # type: ignore[attr-defined]


class LeavingForm(OnceForm):
    """One receiver for each kind of work somebody has in hand."""

    def __init__(
        self,
        *args: object,
        work: dict[str, int],
        receivers: QuerySet[Person],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people = {str(each.pk): each for each in receivers.prefetch_related("role_grants")}
        roles = {
            pk: {grant.role for grant in each.role_grants.all()} for pk, each in people.items()
        }
        for mover in MOVERS:
            number = work.get(mover.key, 0)
            fit = [pk for pk in people if not mover.roles or roles[pk] & set(mover.roles)]
            if number:
                self.fields[mover.key] = forms.TypedChoiceField(
                    label=_("%(what)s: %(n)d, to") % {"what": mover.label, "n": number},
                    required=True,
                    error_messages={"required": _("Say who receives this.")},
                    choices=[("", _("Choose a person")), *((pk, people[pk].name) for pk in fit)],
                    coerce=people.get,
                    empty_value=None,
                    widget=forms.Select(attrs=COMBOBOX),
                )
