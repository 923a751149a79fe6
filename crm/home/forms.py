"""Forms of acts that touch several apps."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms import (
    COMBOBOX,
    DayField,
    OnceForm,
    PersonField,
    VersionedForm,
)
from accounts.forms.choices import CustomerNameField
from accounts.models import Alternative, BuyingRole, Contact, Customer, HowKnown, Level, Person
from crm import clock
from crm.home.actions.movers import MOVERS
from secrets_manual.forms import PartialDayField
from secrets_manual.models import Conversation

if TYPE_CHECKING:
    ContactChoice = forms.ModelChoiceField[Contact]
    TalkChoice = forms.ModelChoiceField[Conversation]
else:
    ContactChoice = TalkChoice = forms.ModelChoiceField


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


class WhoField(ContactChoice):
    """Somebody of the map, with the customer's name beside theirs where it is another one."""

    home: int | None = None

    def label_from_instance(self, obj: Contact) -> str:
        away = obj.customer_id != self.home
        return f"{obj.name}, {obj.customer.name}" if away else obj.name


class TalkField(TalkChoice):
    """A talk in which it was said."""

    def label_from_instance(self, obj: Conversation) -> str:
        whom = obj.contact.name if obj.contact else obj.customer.name
        return f"{obj.at:%Y-%m-%d}, {obj.get_kind_display()}, {whom}"


def offer(
    form: forms.Form, rows: Iterable[Contact] = (), talks: Iterable[Conversation] = ()
) -> None:
    """Show the choices of a form from rows that were read already, instead of reading them again.

    What is sent is still looked up in the field's own query.
    """
    for field in form.fields.values():
        if isinstance(field, (WhoField, TalkField)):
            found = rows if isinstance(field, WhoField) else talks
            named = [(row.pk, field.label_from_instance(row)) for row in found]  # type: ignore[arg-type]
            field.choices = [("", field.empty_label or ""), *named]


class _ToldForm(OnceForm):
    """What a line of the map rests on."""

    words = forms.CharField(
        label=_("What they said, nearly in their words"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    known_on = DayField(label=_("On"), initial=clock.today)
    talk = TalkField(
        label=_("In which talk"),
        queryset=Conversation.objects.none(),
        required=False,
        empty_label=_("none that is written down"),
    )

    def __init__(
        self, *args: object, talks: QuerySet[Conversation] | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if talks is not None:
            self.fields["talk"].queryset = talks  # type: ignore[attr-defined]


class RoleForm(_ToldForm):
    """A part somebody has in what their house decides."""

    role = forms.ChoiceField(label=_("Part"), choices=BuyingRole.choices)
    how_known = forms.ChoiceField(label=_("How we know"), choices=HowKnown.choices)
    field_order = ("role", "how_known", "words", "known_on", "talk")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["words"].required = False
        self.fields["words"].help_text = _("Needed where they told us.")


class TrustForm(_ToldForm):
    """Whom somebody listens to, as they told it."""

    trusted = WhoField(label=_("They listen to"), queryset=Contact.objects.none())
    field_order = ("trusted", "words", "known_on", "talk")

    def __init__(
        self, *args: object, others: QuerySet[Contact], home: int | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        trusted = self.fields["trusted"]
        trusted.queryset, trusted.home = others, home  # type: ignore[attr-defined]


class PlaceForm(VersionedForm):
    """Where somebody stands in their house."""

    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("not known")), *Level.choices], required=False
    )
    reports_to = WhoField(
        label=_("Reports to"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=_("not known"),
    )

    def __init__(
        self, *args: object, others: QuerySet[Contact], home: int | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        chief = self.fields["reports_to"]
        chief.queryset, chief.home = others, home  # type: ignore[attr-defined]


class KnowForm(OnceForm):
    """That one knows somebody oneself."""

    words = forms.CharField(label=_("From where"), max_length=200, required=False)


class StepForm(VersionedForm):
    """One step of the customer's way to a decision."""

    words = forms.CharField(label=_("What happens, as they call it"), max_length=300)
    owner = WhoField(
        label=_("Who does it there"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=_("not known"),
    )
    by = PartialDayField(label=_("By when"), ahead=True)

    def __init__(
        self, *args: object, others: QuerySet[Contact], home: int | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        owner.queryset, owner.home = others, home  # type: ignore[attr-defined]


class AlternativeForm(OnceForm):
    """What else they consider."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Alternative.Kind.choices)
    words = forms.CharField(label=_("As they put it"), max_length=300)
    contact = WhoField(
        label=_("Who said so"),
        queryset=Contact.objects.none(),
        required=False,
        empty_label=_("not known"),
    )
    heard_on = DayField(label=_("On"), initial=clock.today)

    def __init__(
        self, *args: object, others: QuerySet[Contact], home: int | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        contact = self.fields["contact"]
        contact.queryset, contact.home = others, home  # type: ignore[attr-defined]


class DecisionForm(OnceForm):
    """What a meeting decided, and the answer to the question of the empty chair."""

    decided = forms.CharField(label=_("What was decided"), max_length=300)
    effect = forms.CharField(
        label=_("What does this do to the customer?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    customer = CustomerNameField(
        label=_("Which customer"),
        required=False,
        help_text=_("The name of one of your customers; left empty, it is about all of them."),
    )

    def __init__(self, *args: object, customers: QuerySet[Customer], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["customer"].queryset = customers  # type: ignore[attr-defined]
