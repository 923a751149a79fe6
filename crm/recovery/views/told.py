"""What we are told while a mishap is put right: one question, and where the answer goes."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm.recovery import actions, forms
from crm.recovery.models import State, Ticket
from crm.recovery.permissions import may_work
from crm.recovery.queries import Page
from crm.recovery.views.acts import Act
from secrets_manual.queries import ask_one


def _told(person: Person, ticket: Ticket, form: forms.StepForm) -> object:
    return actions.keep_told(person=person, ticket=ticket, **form.changes)


TOLD: dict[str, Act] = {
    "told": Act(
        forms.ToldForm,
        _told,
        _("What they told you"),
        _("Keep it"),
        _("Written down; whoever keeps what we know of them sees it."),
    )
}


def told_context(
    request: HttpRequest, person: Person, page: Page, *, name: str, typed: dict[str, object]
) -> dict[str, object]:
    """Offer one question where nothing is known yet, to whom may act on an open ticket."""
    row = page.ticket
    is_open = page.cycle.state == State.OPEN and row.hidden_from_id is None
    if page.secrets or not is_open or not may_work(person, row):
        return {}
    said = request.GET.get("ask", "")
    turn = int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else 0
    asking = ask_one(person, row.customer, row.contact, turn=turn)
    form = None
    if asking.keeper and name != "told":
        key = asking.question.key if asking.question else ""
        form = forms.ToldForm(
            ticket=row,
            secrets=[],
            person=person,
            initial={"question": key} | typed,
            auto_id="told_%s",
        )
    return {"asking": asking, "told_form": form, "ask_again": turn + 1}
