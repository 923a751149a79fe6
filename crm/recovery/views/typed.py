"""What stands typed in the other forms of a ticket's page when one of them is sent.

It travels with the form that is sent and comes back in the answer; nothing of it is stored, neither
here nor in the browser. A field of another act is named `beside-ACT-FIELD`. The form of the step
holds the comment and the reaction as such fields, and names its own act in `main`; those of the
other forms are added by the browser's script.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django import forms
from django.http import HttpRequest, QueryDict

BESIDE = "beside"
#: The draft of an apology is no act, and may be changed like a form.
DRAFT = "draft"
_OURS = ("csrfmiddlewaretoken", "main", "once")
Typed = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Parted:
    """What was sent for the act (None on a GET), which act the page was for, and the rest."""

    own: QueryDict | None = None
    main: str = ""
    beside: Typed = field(default_factory=dict)


def parted(request: HttpRequest, act: str, known: Mapping[str, object]) -> Parted:
    """Part what was sent into the act's own fields and those of the other acts we know."""
    if request.method != "POST":
        return Parted()
    main = request.POST.get("main", act)
    main = main if main in known else act
    found: Typed = {main: {}}
    for name, values in request.POST.lists():
        said = [str(value) for value in values]
        of, _dash, inner = name.removeprefix(f"{BESIDE}-").partition("-")
        if not name.startswith(f"{BESIDE}-"):
            found[main][name] = said
        elif inner and (of in known or of == DRAFT):
            found.setdefault(of, {})[inner] = said
    own = QueryDict(mutable=True)
    for name, said in found.pop(act, {}).items():
        own.setlist(name, said)
    if main != act and "once" in found.get(main, {}):
        # A second tap is harmless, and the step's own key stays free.
        own["once"] = _key_beside(found[main]["once"][0], act)
    beside = {of: _filled(fields) for of, fields in found.items()}
    return Parted(own, main, {of: fields for of, fields in beside.items() if fields})


def _key_beside(once: str, act: str) -> str:
    try:
        return str(uuid5(UUID(once), act))
    except ValueError:
        return once


def _filled(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    filled = {name: [one for one in said if one.strip()] for name, said in fields.items()}
    return {name: said for name, said in filled.items() if said and name not in _OURS}


def as_initial(fields: dict[str, list[str]]) -> dict[str, object]:
    """Give what was typed as what a form begins with."""
    return {name: said[0] if len(said) == 1 else said for name, said in fields.items()}


def is_typed(form: forms.BaseForm, fields: dict[str, list[str]]) -> bool:
    """Tell whether a text was typed that the form did not begin with."""
    for name, said in fields.items():
        shown = form.fields.get(name)
        if shown and isinstance(shown.widget, forms.Textarea | forms.TextInput):
            began = form.get_initial_for_field(shown, name)
            if said != [str(began)]:
                return True
    return False


def carried(typed: Typed, shown: set[str]) -> list[tuple[str, str]]:
    """Give what belongs to forms that the page does not show: it goes along hidden."""
    return [
        (f"{BESIDE}-{of}-{name}", one)
        for of, fields in typed.items()
        if of not in shown
        for name, said in fields.items()
        for one in said
    ]
