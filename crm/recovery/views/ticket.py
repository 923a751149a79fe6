"""The page of one ticket, and everything done on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.forms import answer_status, send_once
from accounts.models import Person
from accounts.permissions import SignedInRequest, sign_in_required
from crm.errors import NotAllowedError
from crm.recovery.forms import RECEPTIONS, PickForm, StepForm, standing_plan
from crm.recovery.models import State, Ticket
from crm.recovery.queries import Page, is_bridged, page_of, replies_for, ticket_visible
from crm.recovery.queries.conversation import last_from_another
from crm.recovery.views.acts import ACTS, NEXT, Act
from crm.recovery.views.apology import apology_advice, apology_draft, rows_for
from crm.recovery.views.aside import aside_of, surprising
from crm.recovery.views.raising import RAISING
from crm.recovery.views.related import OF_MERGED, RELATED
from crm.recovery.views.told import TOLD, told_context
from crm.recovery.views.typed import (
    BESIDE,
    DRAFT,
    Parted,
    Typed,
    as_initial,
    carried,
    is_typed,
    parted,
)

_ALL = ACTS | RELATED | RAISING | TOLD
#: So many of the newest mails stand open above a letter.
MAILS_OPEN = 3
#: Where somebody comes back to whose act left something to look at.
LANDS_AT = {"reply": "#mails"}


@require_safe
@sign_in_required
def ticket(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what happened, the time left, what we know, and the one thing to do next."""
    row = ticket_visible(request.user, pk)
    page = page_of(request.user, row)
    return shown(request, page, _next_act(page))


@sign_in_required
def act(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    """Do one thing with a ticket; a GET shows its form as the thing to do."""
    row = ticket_visible(request.user, pk)
    if act not in _ALL:
        raise Http404
    chosen = _ALL[act]
    if not chosen.may(request.user, row):
        raise NotAllowedError(_("You may read and comment; service staff take the steps."))
    page = page_of(request.user, row)
    given = parted(request, act, _ALL)
    form = chosen.form(
        given.own,
        ticket=row,
        secrets=page.secrets,
        person=request.user,
        lasting=page.lasting,
        initial=standing_plan(page.pieces.plan) if act == "plan" else {},
    )
    address = reverse("ticket", args=[pk])

    def run() -> str:
        chosen.run(request.user, row, form)
        return address + LANDS_AT.get(act, "")

    if made := send_once(form, person=request.user, make=run):
        messages.success(request, form.note or str(chosen.done))
        if typed := _typed_beside(request.user, page, given):
            return _given_back(request, pk, given.main, typed)
        return redirect(made)
    if form.is_bound:
        # Somebody may have been first: the page below the refusal shows what they did.
        page = page_of(request.user, ticket_visible(request.user, pk))
    return shown(request, page, act, form, given.beside)


def _given_back(request: SignedInRequest, pk: int, main: str, typed: Typed) -> HttpResponse:
    """Answer with the page and what was typed beside; a redirect would lose it."""
    row = ticket_visible(request.user, pk)
    page = page_of(request.user, row)
    stays = main in typed and _ALL[main].may(request.user, row)
    return shown(request, page, main if stays else _next_act(page), typed=typed)


def _typed_beside(person: Person, page: Page, given: Parted) -> Typed:
    """Give what was typed in other forms; what the step's form began with is not typed."""
    fields = given.beside.get(given.main, {})
    if not fields:
        return given.beside
    if is_typed(_begun(_ALL[given.main], page, person, {}), fields):
        return given.beside
    return {of: said for of, said in given.beside.items() if of != given.main}


def shown(
    request: SignedInRequest,
    page: Page,
    name: str,
    form: StepForm | None = None,
    typed: Typed | None = None,
) -> HttpResponse:
    """Answer with the page, with the form of one act on top; 422 where that was refused.

    `typed` stands in the other forms of the page, where it was typed before.
    """
    typed = typed or {}
    person, row = request.user, page.ticket
    offered = OF_MERGED if row.state == State.MERGED else tuple(_ALL)
    may = {key: key in offered and one.may(person, row) for key, one in _ALL.items()}
    # What was typed before two became one is shown again, so that nothing of it is lost.
    is_kept = form is not None and form.is_bound
    main = _ALL.get(name) if may.get(name) or is_kept else None
    if main and form is None:
        form = _begun(main, page, person, typed.get(name, {}))
    first, more = aside_of(page, may, besides=name)
    context = {
        "page": page,
        "ticket": row,
        "cycle": page.cycle,
        "may": may,
        "main": main,
        "main_name": name,
        "is_kept_only": is_kept and name not in offered,
        "form": form,
        "pick_form": _pick_form(person, row) if may.get(name) and name == "reply" else None,
        "aside_acts": first,
        "more_acts": more,
    }
    context |= _mails(page) | _beside(page, name, main, typed, apologises=may["respond"])
    told = as_initial(typed.get("told", {}))
    context |= told_context(request, person, page, name=name if main else "", typed=told)
    status = answer_status(form) if form else 200
    return render(request, "recovery/ticket.html", context, status=status)


def _begun(act: Act, page: Page, person: Person, fields: dict[str, list[str]]) -> StepForm:
    """Give the form of an act as it begins: empty, or with what was typed in it before."""
    return act.form(
        ticket=page.ticket, secrets=page.secrets, person=person, lasting=page.lasting,
        initial=as_initial(fields),
    )  # fmt: skip


def _beside(
    page: Page, name: str, main: Act | None, typed: Typed, *, apologises: bool
) -> dict[str, object]:
    """Give the page's other fields to type in, with what was typed in them before."""
    apology = apology_draft(page) if apologises and page.cycle.state == State.OPEN else ""
    if apology and (draft := typed.get(DRAFT, {}).get("words")):
        apology = draft[0]
    return {
        "comment_form": None if name == "comment" else _comment_form(page, typed, within=main),
        "reaction_words": typed.get("react", {}).get("words", [""])[0],
        "receptions": RECEPTIONS,
        "carried": carried(typed, {name, "comment", "react", "told", DRAFT}),
        "advice": apology_advice(page),
        "apology": apology,
        "apology_rows": rows_for(apology),
    }


def _mails(page: Page) -> dict[str, object]:
    mails = page.pieces.mails
    return {
        "from_another": last_from_another(mails, page.ticket.contact),
        "latest_mails": mails[-MAILS_OPEN:],
        "earlier_mails": mails[:-MAILS_OPEN],
    }


def _next_act(page: Page) -> str:
    """Name the one thing to do next; a surprise that is planned, and may be, is given.

    What is only bridged is fixed first; the surprise may come before it, and stands behind it.
    """
    name = NEXT.get(page.cycle.step, "")
    if name == "surprise":
        return "fix" if is_bridged(page.cycle) else surprising(page)
    return name


def _pick_form(person: Person, ticket: Ticket) -> PickForm | None:
    """Offer the saved replies above a letter; None where there are none, or nobody to write to."""
    found = replies_for(person, ticket)
    return PickForm(replies=found) if found else None


def _comment_form(page: Page, typed: Typed, *, within: Act | None) -> StepForm:
    """Give the form of a remark; beside a step it is a part of the step's form."""
    form = ACTS["comment"].form(
        ticket=page.ticket, secrets=[], auto_id="comment_%s",
        prefix=f"{BESIDE}-comment" if within else None,
        initial=as_initial(typed.get("comment", {})),
    )  # fmt: skip
    if within:
        form.fields["words"].widget.attrs |= {"form": "now-form", "id": "comment_words"}
    return form
