"""The manual of a customer, the list of manuals, and who keeps them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.models import Contact, Customer
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import BY_NAME, BY_TOUCH, ORDERS, keyset, standing_of, steward_of
from crm.errors import NotAllowedError
from secrets_manual import actions, queries
from secrets_manual.forms import KeeperForm, KeyCustomerForm
from secrets_manual.models import KIND_LABELS, Contradiction, Secret, State
from secrets_manual.permissions import may_flag_key_customer, may_hand_over

TABS = ("secrets", "needs", "ask", "history", "theirs")
SORTS = (("", gettext_lazy("Name")), (BY_TOUCH, gettext_lazy("Next touch")))
NARROWINGS = (
    ("", gettext_lazy("All")),
    ("key", gettext_lazy("Key customers")),
    ("stale", gettext_lazy("Nothing new for 90 days")),
    ("unkept", gettext_lazy("Without a keeper")),
    ("review", gettext_lazy("Reviews due")),
)


@sign_in_required
@require_safe
def manuals(request: SignedInRequest) -> HttpResponse:
    """List the manuals of one's customers, the fullest figures beside each."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    show = request.GET.get("show", "")
    show = show if show in queries.SHOWS else ""
    listed = queries.narrowed(queries.manuals_listed(request.user), show)
    if asked:
        listed = listed.filter(name__holds=asked)
    sort = request.GET.get("sort", "")
    order = ORDERS.get(sort, BY_NAME)
    page = keyset(listed, order=order, cursor=request.GET.get("cursor"), size=50)
    given = (("q", asked), ("show", show), ("sort", sort if sort in ORDERS else ""))
    wanted = {key: value for key, value in given if value}
    return render(
        request,
        "secrets_manual/manuals.html",
        {
            "page": page,
            "q": asked,
            "show": show,
            "sort": wanted.get("sort", ""),
            "sorts": [
                (label, f"?{urlencode(wanted | {'sort': code})}", wanted.get("sort", "") == code)
                for code, label in SORTS
            ],
            "narrowings": NARROWINGS,
            "next_url": f"?{urlencode({'cursor': page.next_cursor, **wanted})}"
            if page.next_cursor
            else "",
        },
    )


@sign_in_required
@require_safe
def manual(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show everything known of one customer, and what to ask next; reading is recorded."""
    customer = _customer(request, pk)
    contacts = queries.contacts_first_asked(customer)
    contact = _chosen(contacts, request.GET.get("contact", ""))
    page = _leaf(request, customer, contacts, contact)
    tab = request.GET.get("view", "secrets")
    page["tab"] = tab if tab in TABS else "secrets"
    if tab == "history":
        page["changes"] = queries.changes_of_manual(request.user, customer)
        page["uses"] = queries.uses_of_manual(request.user, customer)[:50]
    else:
        page["shown_to"] = queries.how_many_may_read(customer)
    return render(request, "secrets_manual/manual.html", page)


@sign_in_required
@require_safe
def manual_print(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lay the manual out for one or two sheets of paper: only what is kept and shared."""
    customer = _customer(request, pk)
    contacts = list(customer.contacts.order_by("name", "id")[:50])
    contact = _chosen(contacts, request.GET.get("contact", ""))
    page = _leaf(request, customer, contacts, contact, printed=True)
    return render(request, "secrets_manual/print.html", page)


def _customer(request: SignedInRequest, pk: int) -> Customer:
    return queries.manual_opened(request.user, pk)


def _leaf(
    request: SignedInRequest,
    customer: Customer,
    contacts: list[Contact],
    contact: Contact | None,
    *,
    printed: bool = False,
) -> dict[str, object]:
    """Give what both the page and the paper show."""
    secrets, readers = queries.open_leaf(request.user, customer, contact=contact)
    if printed:
        secrets = [secret for secret in secrets if secret.state == State.KEPT]
    standing = standing_of(request.user, customer)
    steward = standing.stewardship.person if standing.stewardship else None
    may_write = request.user in {customer.keeper, steward}
    hands_over = standing.entrusts
    return {
        "customer": customer,
        "contacts": contacts,
        "contact": contact,
        "secrets": secrets,
        "leaf": queries.sorted_leaf(secrets),
        "standing": _standing(secrets, customer, contact),
        "ask_next": _asked(secrets, contact or next(iter(contacts), None), customer),
        "pairs": _pairs(request, customer, secrets),
        "may_write": may_write,
        "may_hand_over": hands_over,
        "may_flag": may_write or hands_over,
        "keeper": customer.keeper or steward,
        "readers": readers,
    }


def _standing(
    secrets: list[Secret], customer: Customer, contact: Contact | None
) -> list[queries.Standing]:
    """Sum up the contact; or, of a whole customer, the organisation with everybody's freshness."""
    whom = contact.name if contact else customer.name
    return [queries.standing_of_leaf(secrets, whom=whom, contact=contact, whole=contact is None)]


def _pairs(
    request: SignedInRequest, customer: Customer, secrets: list[Secret]
) -> list[Contradiction]:
    """Give the open contradictions in which something on this leaf takes part."""
    shown = {secret.pk for secret in secrets if secret.is_contradicted}  # type: ignore[attr-defined]
    if not shown:
        return []
    found = queries.contradictions_visible(request.user).filter(first__customer=customer)[:20]
    return [pair for pair in found if {pair.first_id, pair.second_id} & shown]


def _chosen(contacts: list[Contact], pk: str) -> Contact | None:
    return next((contact for contact in contacts if str(contact.pk) == pk), None)


def _asked(
    secrets: list[Secret], contact: Contact | None, customer: Customer
) -> list[dict[str, object]]:
    rested = queries.rested_of(contact, customer)
    return [
        {
            "kind": KIND_LABELS[question.kind],
            "question": _(question.words),
            "key": question.key,
            "contact": contact,
        }
        for question in queries.ask_next(secrets, contact, rested=rested)
    ]


@sign_in_required
@require_safe
def reviews(request: SignedInRequest) -> HttpResponse:
    """List what waits for "still true?", the longest due first; reading is recorded."""
    queue = queries.queue_of(request.user)
    secrets = (*queue.due, *queue.asked, *queue.waiting)
    shown = {secret.customer_id: secret.customer for secret in secrets}
    if shown:
        queries.note_reading(person=request.user, customers=list(shown.values()))
    return render(request, "secrets_manual/reviews.html", {"queue": queue})


@sign_in_required
@require_safe
def key_customers(request: SignedInRequest) -> HttpResponse:
    """List the key customers one reads; those without keeper, or known badly, on top."""
    flags = list(queries.key_customers(request.user)[:200])
    today = {flag.pk: queries.is_stale(flag.last_confirmed_on) for flag in flags}  # type: ignore[attr-defined]
    urgent = [flag for flag in flags if today[flag.pk] or flag.customer.keeper_id is None]
    page = {
        "urgent": urgent,
        "well": [flag for flag in flags if flag not in urgent],
        "stale": {pk for pk, is_stale in today.items() if is_stale},
    }
    return render(request, "secrets_manual/key_customers.html", page)


@sign_in_required
@require_http_methods(["GET", "POST"])
def manual_keeper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand a manual over to another keeper."""
    customer = _customer(request, pk)
    if not may_hand_over(request.user, customer):
        raise NotAllowedError(
            _("Whoever leads the steward of this customer says who keeps the manual.")
        )
    form = KeeperForm(sent(request), customer=customer)

    def make() -> str:
        actions.hand_over_manual(person=request.user, customer=customer, **form.handover)
        return reverse("manual", args=[customer.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Handed over; both were told"))
        return redirect(made)
    page = {"form": form, "customer": customer}
    return render(request, "secrets_manual/keeper.html", page, status=answer_status(form))


@sign_in_required
@require_http_methods(["GET", "POST"])
def manual_key(request: SignedInRequest, pk: int) -> HttpResponse:
    """Flag a key customer, with a reason and somebody who answers for it."""
    customer = _customer(request, pk)
    if not may_flag_key_customer(request.user, customer):
        raise NotAllowedError(_("The steward, the keeper and those who lead them flag customers."))
    first = customer.keeper or steward_of(customer) or request.user
    form = KeyCustomerForm(sent(request), customer=customer, initial={"owner": first.pk})

    def make() -> str:
        actions.flag_key_customer(person=request.user, customer=customer, **form.changes)
        return reverse("manual", args=[customer.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Flagged as a key customer"))
        return redirect(made)
    page = {"form": form, "customer": customer, "flag": queries.key_flag_of(customer)}
    return render(request, "secrets_manual/key_customer.html", page, status=answer_status(form))


@sign_in_required
@require_POST
def manual_key_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the flag of a key customer away."""
    customer = _customer(request, pk)
    actions.end_key_customer(person=request.user, customer=customer)
    messages.success(request, _("No key customer any more"))
    return redirect("manual", pk=customer.pk)
