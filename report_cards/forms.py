"""Forms: the card as its customer sends it, and what managers fill in about rounds."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms import DayField, OnceForm
from report_cards import rules
from report_cards.actions import Answers
from report_cards.models import Design, OtherSolutions
from report_cards.models.cards import Call

UNKNOWN = "none"
HONEYPOT = "website"
LONGEST = 4000


class CardForm(forms.Form):
    """The fields of one card, named by their place: q1 to q6, then the fixed ones.

    Every field may stay open. Only fields that were sent change what was saved, so that a
    single answer can be kept as one goes; `whole` says that the closing lines were sent too.
    """

    website = forms.CharField(required=False)
    comment = forms.CharField(required=False, max_length=LONGEST)
    may_read = forms.BooleanField(required=False)
    call_please = forms.BooleanField(required=False)
    call_no_need = forms.BooleanField(required=False)
    whole = forms.BooleanField(required=False)

    def __init__(self, sent: QueryDict | None, *, design: Design, turn: int) -> None:
        super().__init__(sent)
        self.behaviours = {f"q{row.slot}": row.code for row in design.behaviours.all()}
        self.fixed = rules.questions_on_card(len(self.behaviours), turn)
        scale = [str(n) for n in range(design.scale_low, design.scale_high + 1)] + [UNKNOWN]
        for name in [*self.behaviours, "matters"]:
            self._offer(name, scale)
        self._offer("other_solutions", OtherSolutions.values)
        self._offer("loyalty", [str(n) for n in range(11)])
        self._offer("pressure", ["yes", "no"])

    def _offer(self, name: str, values: list[str]) -> None:
        self.fields[name] = forms.ChoiceField(
            required=False, choices=[(value, value) for value in values]
        )

    def answers(self, language: str) -> Answers:
        """Give what was sent, as the actions take it."""
        given = {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
        chosen = {name: value for name, value in given.items() if value and name in self.data}
        whole = bool(self.cleaned_data.get("whole"))
        return Answers(
            ratings={
                code: _number(chosen[name])
                for name, code in self.behaviours.items()
                if name in chosen
            },
            card=self._card(chosen, whole=whole),
            words=given["comment"] if "comment" in self.data else None,
            may_read=bool(self.cleaned_data.get("may_read")) if whole else None,
            language=language,
        )

    def _card(self, chosen: dict[str, str], *, whole: bool) -> dict[str, object]:
        card: dict[str, object] = {}
        if "matters" in chosen:
            card["secrets_value"] = _number(chosen["matters"])
            card["secrets_unknown"] = chosen["matters"] == UNKNOWN
        if "other_solutions" in chosen:
            card["other_solutions"] = chosen["other_solutions"]
        if "loyalty" in chosen:
            card["loyalty"] = int(chosen["loyalty"])
        if "pressure" in chosen:
            card["pressure"] = chosen["pressure"] == "yes"
        call = self._call()
        if call or whole:
            card["call"] = call
        return card

    def _call(self) -> str:
        """Asking for a call wins over saying that none is needed."""
        if self.cleaned_data.get("call_please"):
            return Call.PLEASE
        return Call.NO_NEED if self.cleaned_data.get("call_no_need") else ""

    @property
    def honeypot(self) -> str:
        """What a program wrote into the field that nobody sees."""
        return str(self.data.get(HONEYPOT, ""))[:200]


def _number(value: str) -> int | None:
    return None if value == UNKNOWN else int(value)


class RoundForm(OnceForm):
    """A new round: its name and its time."""

    name = forms.CharField(label=_("Name"), max_length=120)
    first_on = DayField(label=_("First day"))
    last_on = DayField(label=_("Last day"))
    sample = forms.IntegerField(
        label=_("At most so many customers"),
        required=False,
        min_value=1,
        help_text=_("Leave it empty to ask everybody the rule meets."),
    )


class ExclusionForm(OnceForm):
    """A steward's proposal to leave a customer out of a round."""

    reason = forms.CharField(
        label=_("Why should they not be asked just now?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
