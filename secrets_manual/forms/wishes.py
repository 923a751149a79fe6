"""What a contact told us of their wishes, as their steward notes it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import DayField, OnceForm, VersionedForm
from accounts.models import Answer, Channel, Contact, MailPolicy, Preference, Purpose, Topic
from accounts.models.consent import LONGEST_HOW
from accounts.rules import LANGUAGES
from secrets_manual.forms.own_page import ASKED, OFTEN

_CHECKED = forms.CheckboxSelectMultiple


class _ToldForm(OnceForm):
    """How and when a contact told us."""

    how = forms.CharField(
        label=gettext_lazy("How they told us"),
        max_length=LONGEST_HOW,
        help_text=gettext_lazy("For example: “on the phone, after the delivery”."),
    )
    told_on = DayField(
        label=gettext_lazy("On which day"),
        required=False,
        help_text=gettext_lazy(
            "Today, if left open. What they chose themselves changes only with a day."
        ),
    )


class NotedWishesForm(_ToldForm, VersionedForm):
    """Channels, topics, how often, in which language, and a yes or no for every purpose."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("They may be reached by"),
        choices=Channel.choices,
        required=False,
        widget=_CHECKED,
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("They would like to hear about"),
        choices=Topic.choices,
        required=False,
        widget=_CHECKED,
        help_text=gettext_lazy("Nothing ticked: we choose what may be of use."),
    )
    mails_a_month = forms.TypedChoiceField(
        label=gettext_lazy("Mails a month at most"), coerce=int, empty_value=None, required=False
    )
    speak = forms.ChoiceField(label=gettext_lazy("Language of our letters"), required=False)
    field_order = ("channels", "topics", "mails_a_month", "speak")

    def __init__(
        self,
        *args: object,
        contact: Contact,
        policy: MailPolicy,
        stands: Preference | None,
        answers: dict[str, str],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        for purpose in ASKED:
            self.fields[f"may_{purpose}"] = forms.ChoiceField(
                label=str(Purpose(purpose).label).capitalize(),
                choices=Answer.choices,
                required=False,
                initial=answers.get(purpose, Answer.UNKNOWN),
            )
        self.order_fields([
            *self.field_order, *(f"may_{purpose}" for purpose in ASKED), "how", "told_on",
        ])  # fmt: skip
        row = stands or Preference()
        self._offer_numbers(policy, row.mails_a_month)
        self._offer_languages(contact.language)
        self.initial.update(
            {
                "channels": row.channels,
                "topics": row.topics,
                "mails_a_month": "" if row.mails_a_month is None else row.mails_a_month,
                "speak": contact.language,
                "version": row.version if stands else 0,
            }
        )

    def _offer_numbers(self, policy: MailPolicy, chosen: int | None) -> None:
        ours = _("As our own cap has it: %(cap)d in %(days)d days") % {
            "cap": policy.cap,
            "days": policy.days,
        }
        numbers = sorted({*OFTEN, *([] if chosen is None else [chosen])})
        self.fields["mails_a_month"].choices = [  # type: ignore[attr-defined]
            ("", ours), *((number, str(number) if number else _("None")) for number in numbers),
        ]  # fmt: skip

    def _offer_languages(self, chosen: str) -> None:
        codes = dict(LANGUAGES)
        if chosen and chosen not in codes:
            codes[chosen] = chosen
        as_customer = _("As their company, else as ours")
        self.fields["speak"].choices = [("", as_customer), *codes.items()]  # type: ignore[attr-defined]

    @property
    def folds(self) -> list[tuple[object, list[forms.BoundField], bool]]:
        """Give the fields by what they are about: a title, the fields, whether one is wrong."""
        parts = (
            (_("How to reach them, and in which language"), ("channels", "mails_a_month", "speak")),
            (_("What they would like to hear about"), ("topics",)),
            (_("What they said yes and no to"), tuple(f"may_{purpose}" for purpose in ASKED)),
        )
        return [
            (title, fields := [self[name] for name in names], any(one.errors for one in fields))
            for title, names in parts
        ]

    @property
    def wishes(self) -> dict[str, object]:
        """The arguments of note_wishes."""
        given = self.cleaned_data
        said = {purpose: given[f"may_{purpose}"] or Answer.UNKNOWN for purpose in ASKED}
        names = ("channels", "topics", "mails_a_month", "how", "told_on", "version")
        return {name: given[name] for name in names} | {
            "answers": said,
            "language": given["speak"],
        }


class ObjectionForm(_ToldForm):
    """They asked that nothing be remembered about them; it cannot be undone, so one ticks it."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, delete what is written down about them, for good"),
        error_messages={"required": gettext_lazy("Please tick the box first.")},
    )
    field_order = ("how", "told_on", "sure")


class AllowAgainForm(_ToldForm):
    """They told us that we may remember what they say, after they had asked us not to."""
