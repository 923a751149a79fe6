"""The list of customers, and the forms that add, change and entrust them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import add_customer, change_customer, entrust_customer
from accounts.forms import CustomerForm, EntrustForm, answer_status, send_once, sent
from accounts.models import Customer, CustomerKind, Person
from accounts.permissions import (
    SignedInRequest,
    leads_steward_of,
    may_write_customer,
    roles_required,
    sign_in_required,
)
from accounts.queries import (
    CIRCLES,
    CustomerFilter,
    counted,
    customers_listed,
    customers_named,
    customers_readable,
    get_visible,
    ids_readable,
    keyset,
    steward_of,
    stewards_to_choose,
    values_in_use,
    with_role,
)
from crm import clock
from crm.errors import NotAllowedError

NAMERS = ("rep", "service", "lead", "manager", "director", "marketing", "finance")
ADDERS = ("rep", "lead", "manager", "director")
PARTS = ("q", "kind", "sector", "country", "prospects")


@roles_required(*NAMERS)
def customers(request: SignedInRequest) -> HttpResponse:
    """List the customers one may see by name; filters and place stand in the address."""
    person = request.user
    circles = _circles(person)
    circle = request.GET.get("who", "")
    circle = circle if circle in circles else circles[0]
    asked = {part: request.GET.get(part, "").strip() for part in PARTS}
    wanted = CustomerFilter(
        circle, asked["q"], asked["kind"], asked["sector"], asked["country"], asked["prospects"]
    )
    found = customers_listed(person, wanted)
    page = keyset(found, order=("name", "id"), cursor=request.GET.get("cursor"))
    narrowed = {part: value for part, value in asked.items() if value}
    return render(
        request,
        "accounts/customers.html",
        {
            "customers": page.rows,
            "openable": ids_readable(person, page.rows),
            "count": counted(found),
            "circle": circle,
            "tabs": [(name, f"?{urlencode({'who': name} | narrowed)}") for name in circles],
            "asked": asked,
            "pills": _pills(circle, narrowed),
            "kinds": CustomerKind.choices,
            "sectors": values_in_use(person, "sector"),
            "countries": values_in_use(person, "country"),
            "next_url": page.next_cursor
            and f"?{urlencode({'who': circle} | narrowed | {'cursor': page.next_cursor})}",
            "may_add": person.has_role(*ADDERS),
        },
    )


def _circles(person: Person) -> list[str]:
    mine = person.has_role("rep")
    team = person.has_role("lead", "manager") and not person.has_role("director", "service")
    allowed = {"mine": mine, "team": team, "all": True}
    return [name for name in CIRCLES if allowed[name]]


def _pills(circle: str, narrowed: dict[str, str]) -> list[tuple[str, str]]:
    """Show each filter in words, with the address of the list without it."""
    words = {
        "q": _("Called: %(value)s"),
        "kind": _("Kind: %(value)s"),
        "sector": _("Sector: %(value)s"),
        "country": _("Country: %(value)s"),
        "prospects": _("Not a customer yet: %(value)s"),
    }
    shown = []
    for part, value in narrowed.items():
        rest = {name: kept for name, kept in narrowed.items() if name != part}
        url = f"?{urlencode({'who': circle} | rest)}"
        shown.append((words[part] % {"value": value}, url))
    return shown


@roles_required(*ADDERS)
def customer_new(request: SignedInRequest) -> HttpResponse:
    """Add a customer; a rep looks after it, others name who does."""
    person = request.user
    form = _customer_form(
        request, Customer(), stewards=None if person.has_role("rep") else stewards_to_choose(person)
    )
    made = send_once(
        form,
        person=person,
        make=lambda: reverse(
            "customer",
            args=[add_customer(person=person, **form.changes).pk],  # type: ignore[arg-type]
        ),
    )
    if made:
        messages.success(request, _("Customer added."))
        return redirect(made)
    words = {"heading": _("New customer"), "button": _("Add the customer")}
    return _form_page(request, form, cancel_url=reverse("customers"), **words)


@sign_in_required
def customer_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what we know about a customer; the second of two editors sees both texts."""
    person = request.user
    customer = get_visible(customers_named(person), pk)
    if not may_write_customer(person, customer):
        raise NotAllowedError(_("Only the customer's steward may change this."))
    form = _customer_form(request, customer, stewards=None)
    page = reverse("customer", args=[pk])

    def change() -> str:
        version = form.cleaned_data["version"]
        row = get_visible(customers_named(person), pk)
        change_customer(person=person, customer=row, version=version, **form.changes)
        return page

    if send_once(form, person=person, make=change):
        messages.success(request, _("Changes saved."))
        return redirect(page)
    if form.is_bound and form.is_stale:
        newer = Customer.objects.get(pk=pk)
        form.compare_with(newer.version, {name: getattr(newer, name) for name in form.Meta.fields})
    heading = _("Edit %(name)s") % {"name": customer.name}
    return _form_page(request, form, heading=heading, cancel_url=page)


@sign_in_required
def customer_entrust(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the customer to another steward: the lead, the manager or a director does."""
    person = request.user
    customer = get_visible(customers_named(person), pk)
    if not (person.has_role("director") or leads_steward_of(person, customer)):
        raise NotAllowedError(_("The lead of the steward's team entrusts a customer."))
    form = EntrustForm(
        sent(request),
        stewards=stewards_to_choose(person),
        initial={"from_on": clock.today()},
    )
    page = reverse("customer", args=[pk])

    def entrust() -> str:
        entrust_customer(person=person, customer=customer, **form.changes)
        return page if customers_readable(person).filter(pk=pk).exists() else reverse("customers")

    made = send_once(form, person=person, make=entrust)
    if made:
        messages.success(request, _("The customer has a new steward."))
        return redirect(made)
    steward = steward_of(customer)
    lead = _("%(name)s looks after them now.") % {"name": steward.name} if steward else ""
    words = {"heading": _("Entrust %(name)s") % {"name": customer.name}, "lead": lead}
    return _form_page(request, form, button=_("Entrust"), cancel_url=page, **words)


def _customer_form(
    request: SignedInRequest, customer: Customer, *, stewards: object
) -> CustomerForm:
    parents = customers_named(request.user).exclude(pk=customer.pk).order_by("name", "id")
    return CustomerForm(
        sent(request),
        instance=customer,
        parents=parents,
        people=with_role("rep", "lead"),
        stewards=stewards,  # type: ignore[arg-type]
    )


def _form_page(request: HttpRequest, form: object, **words: object) -> HttpResponse:
    status = answer_status(form)  # type: ignore[arg-type]
    return render(request, "accounts/form_page.html", {"form": form, **words}, status=status)
