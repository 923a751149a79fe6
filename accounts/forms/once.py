"""What every form of ours shares: a one-time key, and broken rules shown where they belong.

A view that makes or changes something reads like this::

    form = TeamForm(sent(request))
    made = send_once(
        form,
        person=request.user,
        make=lambda: reverse("team", args=[add_team(by=request.user, **form.changes).pk]),
    )
    if made:
        return redirect(made)
    return render(request, "accounts/team.html", {"form": form}, status=answer_status(form))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.actions.versions import kind_sentence
from accounts.models import Person
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal

if TYPE_CHECKING:
    from django.forms.utils import ErrorList


REFUSED_BY_GATE = 422


def _new_key() -> str:
    return str(uuid4())


@dataclass(frozen=True)
class Newer:
    """One field that somebody else has changed meanwhile."""

    label: str
    theirs: object
    yours: object


class OnceForm(forms.Form):
    """A form whose hidden `once` makes a double click harmless; see `send_once`.

    Combine it with a ModelForm as `class CustomerForm(OnceForm, forms.ModelForm[Customer])`.
    """

    once = forms.UUIDField(widget=forms.HiddenInput, initial=_new_key, required=False)
    #: The rule that what was sent broke, for pages that say more of it than its sentence.
    broken: RuleBrokenError | None = None

    @property
    def once_key(self) -> str:
        """The key to claim; a program that sends none gets a fresh one each time."""
        return str(self.cleaned_data.get("once") or _new_key())

    @property
    def changes(self) -> dict[str, Any]:
        """What was filled in, without the key and the version: the arguments of an action."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"once", "version"}
        }


class VersionedForm(OnceForm):
    """A form for a row that two people may edit at once: it remembers where the edit began."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    newer: "list[Newer]"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.newer = []

    @property
    def is_stale(self) -> bool:
        """Whether somebody else has saved since this form was opened."""
        return self.has_error(NON_FIELD_ERRORS, "stale_version")

    def compare_with(self, version: int, theirs: Mapping[str, object]) -> None:
        """Lay the newer text beside what was written here; sending again then replaces it."""
        for name, their_text in theirs.items():
            yours = self.cleaned_data.get(name)
            if name in self.fields and (yours or "") != (their_text or ""):
                label = str(self.fields[name].label or name)
                self.newer.append(Newer(label, their_text, yours))
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["version"] = str(version)
        self.data = sent


class DayField(forms.DateField):
    """A day, picked in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Write the day like 2026-11-23.")}


class MomentField(forms.DateTimeField):
    """A moment in the reader's own zone, picked in the browser's own calendar."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": _("Write the moment like 2026-11-23 09:12.")}


def show_broken(form: forms.BaseForm, error: RuleBrokenError | ValidationError) -> None:
    """Put a broken rule's sentence at its field, or on top when the form has no such field."""
    if isinstance(error, RuleBrokenError):
        if isinstance(form, OnceForm):
            form.broken = error
        sentence = ValidationError(error.message, code=error.code)
        form.add_error(error.field if error.field in form.fields else None, sentence)
        return
    for name, messages in _by_field(error).items():
        form.add_error(name if name in form.fields else None, messages)


def _by_field(error: ValidationError) -> "dict[str, list[str] | ErrorList]":
    if hasattr(error, "error_dict"):
        return dict(error.message_dict)
    return {NON_FIELD_ERRORS: error.messages}


def send_once(form: OnceForm, *, person: Person | None, make: Callable[[], str]) -> str | None:
    """Run `make` for a valid form and give the address it answers; None shows the form again.

    The form's key is claimed in the same transaction: sent twice, the second gets the address
    the first one made. Broken rules are shown in the form. What the person may not see or may
    not do is no fault of the form and is raised on. A refusal by the gate (422) is a fact of
    its own: its note stays, though nothing was made, and so the key stays free.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        with transaction.atomic():
            before = journal.claim_once(form.once_key, person=person)
            if before:
                return before
            try:
                made = make()
            except RuleBrokenError as error:
                if error.status != REFUSED_BY_GATE:
                    raise
                show_broken(form, error)
                return None
            journal.answer_once(form.once_key, person=person, made=made)
            return made
    except (NotVisibleError, NotAllowedError):
        raise
    except (RuleBrokenError, ValidationError) as error:
        show_broken(form, error)
    except IntegrityError as error:
        form.add_error(None, kind_sentence(error))
    return None


def sent(request: HttpRequest) -> QueryDict | None:
    """Give what a form is bound to: also a POST with nothing in it is one."""
    return request.POST if request.method == "POST" else None


def answer_status(form: forms.BaseForm) -> int:
    """Give the status of a page with this form: 422 when it was sent and refused, else 200."""
    return 422 if form.is_bound and not form.is_valid() else 200
