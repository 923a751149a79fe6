"""Inviting many at once, a line each; and the first password."""

import csv
import re
from collections.abc import Iterator
from email.utils import parseaddr

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.actions.joining import Guest
from accounts.forms.once import OnceForm
from accounts.forms.people import ROLE_WORDS
from accounts.models import ROLES, Person, Team

MOST_LINES = 200
LONGEST_NAME = 200
LONGEST_ADDRESS = 254


class InviteForm(OnceForm):
    """Whom to invite: pasted from a table or written, with what holds where a line is silent."""

    lines = forms.CharField(
        label=_("Whom"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_(
            "One person per line: name, address, roles, team. The last two may be left out."
            " Lines copied from a spreadsheet work too."
        ),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles where a line names none"),
        choices=[(role, ROLE_WORDS[role]) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        initial=["rep"],
        required=False,
    )
    team = forms.ModelChoiceField(
        Team.objects.order_by("name"),
        label=_("Team where a line names none"),
        required=False,
        empty_label=_("No team"),
    )

    def clean(self) -> dict[str, object]:
        """Read every line; each that does not fit says why, with its number."""
        given = super().clean() or self.cleaned_data
        if not self.has_error("lines") and not self.has_error("team"):
            given["guests"] = self._guests()
        return dict(given)

    def _guests(self) -> list[Guest]:
        rows = list(_rows(self.cleaned_data["lines"]))
        if len(rows) > MOST_LINES:
            self.add_error("lines", _("At most %(n)d people at once.") % {"n": MOST_LINES})
            return []
        reader = _Reader(tuple(self.cleaned_data.get("roles", ())), self.cleaned_data.get("team"))
        guests: list[Guest] = []
        for number, row in rows:
            try:
                guests.append(reader.guest(row))
            except ValidationError as error:
                words = {"line": number, "problem": " ".join(error.messages)}
                self.add_error("lines", _("Line %(line)d: %(problem)s") % words)
        return guests


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Split lines into cells, whichever of tab, semicolon and comma divides them."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        divider = next((mark for mark in "\t;" if mark in line), ",")
        cells = next(csv.reader([line], delimiter=divider, skipinitialspace=True), [])
        yield number, [cell.strip() for cell in cells]


class _Reader:
    """What a line means: each address once, roles and teams by their names."""

    def __init__(self, roles: tuple[str, ...], team: Team | None) -> None:
        self.roles, self.team = roles, team
        self.seen: set[str] = set()
        self.teams = {row.name.casefold(): row for row in Team.objects.all()[:500]}
        self.words = {role: role for role in ROLES}
        for role in ROLES:
            self.words[str(ROLE_WORDS[role]).partition(":")[0].casefold()] = role

    def guest(self, cells: list[str]) -> Guest:
        name, email = self._who(cells)
        if email.casefold() in self.seen:
            raise ValidationError(_("This address stands on a line above."))
        self.seen.add(email.casefold())
        there = Person.objects.filter(email__iexact=email).first()
        if there is not None and there.has_usable_password():
            raise ValidationError(_("Somebody signs in with this address already."))
        rest = [*cells[2:], "", ""] if "@" in "".join(cells[1:2]) else [*cells[1:], "", ""]
        return Guest(name, email, self._roles(rest[0]), self._team(rest[1]))

    def _who(self, cells: list[str]) -> tuple[str, str]:
        name, email = (*cells, "", "")[:2]
        if "@" not in email:
            name, email = parseaddr(cells[0])
        name = name or email.partition("@")[0].replace(".", " ").title()
        if len(name) > LONGEST_NAME or "\0" in name:
            raise ValidationError(_("The name is too long."))
        if len(email) > LONGEST_ADDRESS:
            raise ValidationError(_("This is no email address."))
        try:
            validate_email(email)
        except ValidationError as error:
            raise ValidationError(_("This is no email address.")) from error
        return name, email

    def _roles(self, cell: str) -> tuple[str, ...]:
        if not cell:
            return self.roles
        said = [cell] if cell.casefold() in self.words else re.split(r"[\s+/|,]+", cell)
        unknown = [word for word in said if word.casefold() not in self.words]
        if unknown:
            raise ValidationError(_("There is no role “%(role)s”.") % {"role": unknown[0][:40]})
        return tuple(sorted({self.words[word.casefold()] for word in said}))

    def _team(self, cell: str) -> Team | None:
        if not cell:
            return self.team
        if cell.casefold() not in self.teams:
            raise ValidationError(_("There is no team “%(team)s”.") % {"team": cell[:120]})
        return self.teams[cell.casefold()]


def invited_sentence(number: int) -> str:
    """Say how many mails are on their way."""
    return ngettext(
        "An invitation is on its way.", "%(n)d invitations are on their way.", number
    ) % {"n": number}


class JoinForm(OnceForm):
    """The first password."""

    password = forms.CharField(
        label=_("A password"),
        max_length=200,
        strip=False,
        help_text=_(
            "At least 12 characters: four words that do not belong together are good and easy"
            " to keep in mind."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
