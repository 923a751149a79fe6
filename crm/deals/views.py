"""Pages about deals."""

from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms import answer_status, send_once
from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from accounts.queries import counted, get_visible, keyset, whole_number
from crm import clock
from crm import company as our
from crm.deals.actions import move_deal, open_deal, record_success_definition
from crm.deals.forms import DealForm, MoveForm, SuccessForm
from crm.deals.models import Deal, Stage
from crm.deals.permissions import may_override_deal, may_write_deal
from crm.deals.queries import deals_visible, origin_of, present_success_definition
from secrets_manual.models import Secret, State
from secrets_manual.queries import note_reading, secrets_visible

READERS = ("rep", "lead", "manager", "director", "finance")
FILTERS = ("open", "won", "lost", "all")


@require_GET
@roles_required(*READERS)
def deals(request: SignedInRequest) -> HttpResponse:
    """List the deals one may read, the newest first."""
    chosen = request.GET.get("stage", "open")
    chosen = chosen if chosen in FILTERS else "open"
    customer = whole_number(request.GET.get("customer", ""))
    found = _filtered(request, chosen, customer)
    page = keyset(found, order=("-id",), cursor=request.GET.get("cursor"))
    kept = {} if customer is None else {"customer": customer}
    return render(
        request,
        "deals/deals.html",
        {
            "page": page,
            "number": counted(found),
            "chosen": chosen,
            "filters": [
                ("open", _("Open")),
                ("won", _("Won")),
                ("lost", _("Lost")),
                ("all", _("All")),
            ],
            "customer": customer,
            "next_url": "?" + urlencode(kept | {"stage": chosen, "cursor": page.next_cursor})
            if page.next_cursor
            else "",
            "may_open": request.user.has_role("rep"),
            "currency": our.currency(),
        },
    )


def _filtered(request: SignedInRequest, chosen: str, customer: int | None) -> QuerySet[Deal]:
    found = deals_visible(request.user)
    if customer is not None:
        found = found.filter(customer=customer)
    if chosen == "open":
        return found.exclude(stage__in=[Stage.WON, Stage.LOST])
    return found if chosen == "all" else found.filter(stage=chosen)


@require_http_methods(["GET", "POST"])
@roles_required("rep")
def deal_new(request: SignedInRequest) -> HttpResponse:
    """Open a deal with a customer one looks after."""
    origin = _origin(request)
    form = DealForm(
        request.POST or None,
        person=request.user,
        currency=our.currency(),
        initial={
            "customer": origin.customer_id if origin else request.GET.get("customer"),
            "secret": origin.pk if origin else None,
        },
    )

    def make() -> str:
        wanted = {name: value for name, value in form.changes.items() if name != "secret"}
        contact = origin.contact if origin else None
        row = open_deal(person=request.user, contact=contact, origin=origin, **wanted)
        return reverse("deal", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    page = {"form": form, "origin": origin}
    return render(request, "deals/new.html", page, status=answer_status(form))


def _origin(request: SignedInRequest) -> Secret | None:
    """Give the secret or need that the deal is to begin with; 404 for what one cannot see."""
    pk = (request.POST if request.method == "POST" else request.GET).get("secret", "")
    if not pk:
        return None
    secret = get_visible(secrets_visible(request.user).filter(state=State.KEPT), pk)
    note_reading(person=request.user, customers=[secret.customer])
    return secret


@require_GET
@sign_in_required
def deal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one deal: what the customer calls success, then where it stands."""
    row = get_visible(deals_visible(request.user), pk)
    return _show(request, row)


def _show(
    request: SignedInRequest,
    row: Deal,
    *,
    move: MoveForm | None = None,
    success: SuccessForm | None = None,
) -> HttpResponse:
    writes = may_write_deal(request.user, row)
    moves = writes or may_override_deal(request.user, row)
    refused = move or success
    return render(
        request,
        "deals/deal.html",
        {
            "deal": row,
            "origin": origin_of(request.user, row),
            "success": present_success_definition(row),
            "credits": row.credits.select_related("person").order_by("person__name"),
            "move": (move or MoveForm(deal=row, currency=our.currency())) if moves else None,
            "success_form": (success or SuccessForm(deal=row, initial={"said_on": clock.today()}))
            if writes
            else None,
            "currency": our.currency(),
        },
        status=answer_status(refused) if refused else 200,
    )


@require_POST
@sign_in_required
def deal_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move the deal to another stage."""
    row = get_visible(deals_visible(request.user), pk)
    form = MoveForm(request.POST, deal=row, currency=our.currency())

    def make() -> str:
        move_deal(
            person=request.user, deal=row, version=form.cleaned_data["version"], **form.changes
        )
        return reverse("deal", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _show(request, row, move=form)


@require_POST
@sign_in_required
def deal_success(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep how the customer defines success."""
    row = get_visible(deals_visible(request.user), pk)
    form = SuccessForm(request.POST, deal=row)

    def make() -> str:
        record_success_definition(person=request.user, deal=row, **form.changes)
        return reverse("deal", args=[row.pk])

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _show(request, row, success=form)
