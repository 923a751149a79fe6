"""Many tickets picked in the table: handed on, or given a cause, at once."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.forms import answer_status, send_once, sent
from accounts.models import Person
from accounts.permissions import SignedInRequest, roles_required
from crm import clock
from crm.errors import RuleBrokenError
from crm.recovery.actions.many import MOST, ManyChanged, change_many
from crm.recovery.forms.selection import ManyTicketsForm
from crm.recovery.models import Ticket
from crm.recovery.queries import Filters, open_tickets

SHOWN = 50


@roles_required("service", "lead", "manager")
def board_bulk(request: SignedInRequest) -> HttpResponse:
    """Change the tickets picked in the table; those that are refused are named with the reason."""
    person = request.user
    source = request.POST if request.method == "POST" else request.GET
    numbers = _picked(source)
    back = _back(source)
    form = ManyTicketsForm(sent(request))

    def change() -> str:
        found = change_many(person=person, numbers=numbers, **form.changes)
        if not found.changed:
            raise RuleBrokenError(_said(found), "recovery.nothing_changed")
        note = messages.warning if found.refused else messages.success
        note(request, _said(found))
        return reverse("board") + back

    made = send_once(form, person=person, make=change)
    if made:
        return redirect(made)
    chosen = _chosen(person, numbers)
    content = {
        "form": form,
        "chosen": chosen[:SHOWN],
        "number": len(chosen),
        "picks": numbers,
        "back": back,
    }
    return render(request, "recovery/many.html", content, status=answer_status(form))


def _picked(source: QueryDict) -> list[int]:
    picked = [text for text in source.getlist("pick")[: MOST + 1] if len(text) < 19]
    return [int(text) for text in picked if text.isascii() and text.isdecimal()]


def _back(source: QueryDict) -> str:
    """Give the narrowing to come back to; nothing that leads elsewhere."""
    back = source.get("back", "").replace("\0", "")[:2000]
    return back if back.startswith("?") else "?layout=table"


def _chosen(person: Person, numbers: list[int]) -> list[Ticket]:
    rows = open_tickets(person, Filters(), clock.now()).filter(pk__in=numbers)
    return list(rows.select_related("customer", "owner", "present").order_by("present__due_at"))


def _said(found: ManyChanged) -> str:
    """Say what was done, what was so already, and what was refused and why."""
    changed, same = len(found.changed), len(found.unchanged)
    parts = [
        ngettext("Changed: %(n)d ticket.", "Changed: %(n)d tickets.", changed) % {"n": changed}
    ]
    if same:
        parts.append(_("So already: %(n)d.") % {"n": same})
    for reason, numbers in found.refused.items():
        said = {"numbers": ", ".join(f"OOPS {number}" for number in numbers), "why": reason}
        parts.append(_("Left as it was: %(numbers)s. %(why)s") % said)
    return " ".join(parts)
