"""The ladder editor: two clocks, and a row of fields for every level."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import COMBOBOX, MomentField, OnceForm
from crm.recovery import rules
from crm.recovery.actions.flaws import flaw_sentence
from crm.recovery.models import WatchedClock
from crm.recovery.queries import AUDIENCE_WORDS, owners_possible, rung_name

_HOUR_S = 3600
_UNIT_WORDS = {
    "percent": _("per cent of the clock"),
    "after": _("minutes after the report"),
    "before": _("minutes before the deadline"),
    "late": _("minutes after the deadline"),
}
_MORE_CHANNELS = [("email", _("email")), ("webhook", _("webhook"))]
_FIELDS = {"point": "number"}
UNCHOSEN = {"number": "", "unit": "percent", "clock": "recover", "channels": ["email"]}


class RungForm(forms.Form):
    """One level: its name, when it is due, whom it tells and how; in the app always."""

    key = forms.CharField(label=_("Name"), max_length=60, strip=True)
    clock = forms.ChoiceField(label=_("Clock"), choices=WatchedClock.choices)
    number = forms.DecimalField(
        label=_("Due at"), min_value=Decimal(0), max_digits=11, decimal_places=4
    )
    unit = forms.ChoiceField(
        label=_("Counted in"), choices=[(unit, _UNIT_WORDS[unit]) for unit in rules.UNITS]
    )
    tells = forms.MultipleChoiceField(
        label=_("Tells"),
        choices=list(AUDIENCE_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    persons = forms.MultipleChoiceField(
        label=_("Named people"),
        required=False,
        widget=forms.SelectMultiple(attrs=COMBOBOX | {"size": 3}),
    )
    channels = forms.MultipleChoiceField(
        label=_("Also by"),
        choices=_MORE_CHANNELS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    spared_if_owned = forms.BooleanField(label=_("Only while nobody owns it"), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = people  # type: ignore[attr-defined]

    def rung(self, seconds: dict[str, int]) -> rules.Rung:
        """Give the level as the rules know it; the form is valid."""
        given = self.cleaned_data
        tells = [word for word in rules.AUDIENCES if word in given["tells"]]
        persons = tuple(given["persons"])
        if persons and "persons" not in tells:
            tells.append("persons")
        rung = rules.Rung(
            key=given["key"],
            clock=given["clock"],
            at_pct=0,
            tells=tuple(tells),
            persons=persons if "persons" in tells else (),
            channels=tuple(one for one in rules.CHANNELS if one in {"in_app", *given["channels"]}),
            spared_if_owned=given["spared_if_owned"],
        )
        return rules.placed(rung, given["number"], given["unit"], seconds[rung.clock])

    @property
    def title(self) -> str:
        """Name the level as it is written now, also while it is not valid."""
        return str(self["key"].value() or "")

    @property
    def shown_name(self) -> str:
        """Give its name in plain words."""
        return rung_name(self.title) if self.title else str(_("new level"))

    @property
    def said(self) -> str:
        """Say in one line when it is due and whom it tells, as it is written now."""
        number = self["number"].value()
        words = ["" if number is None else str(number)]
        for name in ("unit", "clock", "tells"):
            chosen = self[name].value() or ""
            named = dict(self.fields[name].choices)  # type: ignore[attr-defined]
            told = chosen if isinstance(chosen, list | tuple) else [chosen]
            words.append(", ".join(str(named[one]) for one in told if one in named))
        return " · ".join(filter(None, [" ".join(filter(None, words[:2])), *words[2:]]))

    @property
    def is_open(self) -> bool:
        """Whether there is something to do in it: it is new, or something is wrong with it."""
        return not self.title or bool(self.errors)


class LadderForm(OnceForm):
    """Both clocks, from when on they hold, and the rows of the ladder in their order."""

    respond_hours = forms.DecimalField(
        label=_("Hours to respond"), max_digits=7, decimal_places=2, min_value=Decimal("0.01")
    )
    recover_hours = forms.DecimalField(
        label=_("Hours to put it right"), max_digits=7, decimal_places=2, min_value=Decimal("0.01")
    )
    effective_from = MomentField(
        label=_("From when on"),
        required=False,
        help_text=_("Empty means now. Never in the past; running tickets keep their ladder."),
    )
    rungs = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=rules.MOST_RUNGS, required=False
    )

    def __init__(
        self, data: Any = None, *, rows: Sequence[dict[str, Any]] = (), **kwargs: Any
    ) -> None:
        """Show `rows` (initial values, one for each level), or what was sent."""
        super().__init__(data, **kwargs)
        people = [(str(one.pk), one.name) for one in owners_possible()]
        number = sent_rows(data) if data is not None else len(rows)
        self.initial["rungs"] = number
        self.rows = [
            RungForm(
                data,
                prefix=f"rung-{place}",
                initial=rows[place] if data is None else None,
                people=people,
            )
            for place in range(number)
        ]
        self.policy: rules.Policy | None = None

    def clean(self) -> dict[str, Any]:
        """Read the ladder whole; each flaw is said at its own row."""
        cleaned = super().clean() or {}
        # Every row is asked, so that each shows what is wrong with it.
        broken = [row for row in self.rows if not row.is_valid()]
        if broken:
            self.add_error(None, _("Some levels need another look: see the marked fields."))
        if not broken and not self.errors:
            self._read(cleaned)
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> None:
        seconds = {
            "respond": int(cleaned["respond_hours"] * _HOUR_S),
            "recover": int(cleaned["recover_hours"] * _HOUR_S),
        }
        rungs = [row.rung(seconds) for row in self.rows]
        for flaw in rules.ladder_flaws(seconds["respond"], seconds["recover"], rungs):
            self._say(flaw)
        if not self.errors:
            self.policy = rules.Policy(
                respond_s=seconds["respond"], recover_s=seconds["recover"], rungs=tuple(rungs)
            )

    def _say(self, flaw: rules.Flaw) -> None:
        if flaw.place is None:
            field = f"{flaw.field}_hours" if flaw.field in {"respond", "recover"} else None
            self.add_error(field, flaw_sentence(flaw))
            return
        row = self.rows[flaw.place]
        row.add_error(_FIELDS.get(flaw.field, flaw.field), flaw_sentence(flaw, row.title))
        self.add_error(
            None,
            _("Level %(number)d: %(sentence)s")
            % {"number": flaw.place + 1, "sentence": flaw_sentence(flaw, row.title)},
        )

    @property
    def begins_at(self) -> dt.datetime | None:
        """Give from when on it shall hold; None means now."""
        at: dt.datetime | None = self.cleaned_data.get("effective_from")
        return at


def sent_rows(data: Any) -> int:
    """Count the rows that were sent, as the form says; never more than a ladder may have."""
    said = str(data.get("rungs", ""))[:3]
    return min(int(said), rules.MOST_RUNGS) if said.isascii() and said.isdigit() else 0


def raw_rows(data: Any) -> list[dict[str, Any]]:
    """Give the rows as they were typed, to be shown again in another order."""
    return [_raw_row(data, f"rung-{place}-") for place in range(sent_rows(data))]


def _raw_row(data: Any, prefix: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: data.get(prefix + name, "") for name in ("key", "clock", "number", "unit")
    }
    for name in ("tells", "channels", "persons"):
        row[name] = data.getlist(prefix + name)
    row["spared_if_owned"] = bool(data.get(prefix + "spared_if_owned"))
    return row


def rows_of(policy: rules.Policy) -> list[dict[str, Any]]:
    """Give the rows that show a policy."""
    return [_row_of(rung, policy) for rung in policy.rungs]


def _row_of(rung: rules.Rung, policy: rules.Policy) -> dict[str, Any]:
    number, unit = rules.said_point(rung, policy.seconds(rung.clock))
    return {
        "key": rung.key,
        "clock": rung.clock,
        "number": number,
        "unit": unit,
        "tells": list(rung.tells),
        "persons": list(rung.persons),
        "channels": [one for one in rung.channels if one != "in_app"],
        "spared_if_owned": rung.spared_if_owned,
    }


def hours_of(policy: rules.Policy) -> dict[str, Decimal]:
    """Give both clocks of a policy in hours, as the form asks for them."""
    return {f"{clock}_hours": _hours(int(policy.seconds(clock))) for clock in rules.CLOCKS}


def _hours(seconds: int) -> Decimal:
    hours = Decimal(seconds) / _HOUR_S
    return hours.quantize(Decimal(1) if seconds % _HOUR_S == 0 else Decimal("0.01"))
