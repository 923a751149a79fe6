"""The forms that add, change and entrust customers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import add_customer, change_customer, entrust_customer
from accounts.forms import CustomerForm, EntrustForm, answer_status, send_once, sent
from accounts.models import Customer
from accounts.permissions import (
    SignedInRequest,
    leads_steward_of,
    may_write_customer,
    roles_required,
    sign_in_required,
)
from accounts.queries import (
    custom_fields,
    customers_named,
    customers_readable,
    get_visible,
    steward_of,
    stewards_to_choose,
    with_role,
)
from crm import clock
from crm.errors import NotAllowedError

ADDERS = ("rep", "lead", "manager", "director")


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
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )
    form = _customer_form(request, customer, stewards=None)
    page = reverse("customer", args=[pk])

    def change() -> str:
        version = form.cleaned_data["version"]
        row = get_visible(customers_named(person), pk)
        change_customer(person=person, customer=row, version=version, **form.changes)  # type: ignore[arg-type]
        return page

    if send_once(form, person=person, make=change):
        messages.success(request, _("Changes saved."))
        return redirect(page)
    if form.is_bound and form.is_stale:
        newer = Customer.objects.get(pk=pk)
        form.compare_with(newer.version, form.theirs(newer))
    heading = _("Edit %(name)s") % {"name": customer.name}
    return _form_page(request, form, heading=heading, cancel_url=page)


@sign_in_required
def customer_entrust(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the customer to another steward: the lead, the manager or a director does."""
    person = request.user
    customer = get_visible(customers_named(person), pk)
    if not (person.has_role("director") or leads_steward_of(person, customer)):
        raise NotAllowedError(
            _("Whoever leads the steward, who looks after the customer, entrusts it.")
        )
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
        custom=custom_fields("customer"),
        stewards=stewards,  # type: ignore[arg-type]
    )


def _form_page(request: HttpRequest, form: object, **words: object) -> HttpResponse:
    status = answer_status(form)  # type: ignore[arg-type]
    return render(request, "accounts/form_page.html", {"form": form, **words}, status=status)
