"""The map of people at a customer, and the page that writes it one contact at a time."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import OnceForm, answer_status, send_once, sent
from accounts.models import Contact, ContactRole, Trust
from accounts.permissions import SignedInRequest, may_write_customer, sign_in_required
from accounts.queries import contacts_around, customers_readable, get_visible
from crm.home.actions import mapping as acts
from crm.home.actions.knowing import say_one_knows, say_one_knows_not
from crm.home.forms import KnowForm, PlaceForm, RoleForm, TrustForm, offer
from crm.home.queries.knowing import knowers_of
from crm.home.queries.knowing import people_map as people_map_of
from crm.home.views.deciding import deciding_page
from secrets_manual.models import Conversation
from secrets_manual.queries import conversations_visible

TALKS_OFFERED = 15


@sign_in_required
@require_safe
def people_map(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who is who at a customer, how they decide, and what else they consider."""
    customer = get_visible(customers_readable(request.user), pk)
    shown = people_map_of(request.user, customer)
    page = {
        "customer": customer,
        "map": shown,
        "may_write": may_write_customer(request.user, customer),
        **deciding_page(request, customer, [one.contact for one in shown.everybody]),
    }
    return render(request, "home/people.html", page)


def _contact(request: SignedInRequest, pk: int) -> Contact:
    readable = customers_readable(request.user)
    rows = Contact.objects.filter(customer__in=readable).select_related("customer", "reports_to")
    return get_visible(rows, pk)


def _others(request: SignedInRequest, contact: Contact) -> QuerySet[Contact]:
    around = contacts_around(request.user, contact.customer)
    return around.exclude(pk=contact.pk).order_by("name", "id")


def _talks(request: SignedInRequest, contact: Contact) -> QuerySet[Conversation]:
    """Offer the latest talks; a choice made from an older page still counts."""
    talks = conversations_visible(request.user).filter(customer=contact.customer)
    latest = talks.order_by("-at", "-id").values("pk")[:TALKS_OFFERED]
    return talks.filter(pk__in=latest).order_by("-at", "-id")


def _page(request: SignedInRequest, contact: Contact, **sent_forms: OnceForm) -> HttpResponse:
    """Draw the page of one contact; a form that was refused stands in the place of a fresh one."""
    others, home = _others(request, contact), contact.customer_id
    talks = _talks(request, contact)
    may_write = may_write_customer(request.user, contact.customer)
    place = {
        "level": contact.level, "reports_to": contact.reports_to_id, "version": contact.version,
    }  # fmt: skip
    forms: dict[str, OnceForm] = {
        "place": PlaceForm(others=others, home=home, initial=place, auto_id="place_%s"),
        "role": RoleForm(talks=talks, auto_id="role_%s"),
        "trust": TrustForm(others=others, home=home, talks=talks, auto_id="trust_%s"),
        "know": KnowForm(auto_id="know_%s"),
        **sent_forms,
    }
    rows, heard = (list(others), list(talks)) if may_write else ([], [])
    for form in forms.values():
        offer(form, rows, heard)
    one = knowers_of(request.user, contact)
    mine = (
        [each for each in one.on_map.known_by if each.person_id == request.user.pk] if one else []
    )
    page = {
        "contact": contact,
        "one": one,
        "says_so": bool(mine),
        "forms": forms,
        "may_write": may_write,
    }
    status = max([answer_status(form) for form in sent_forms.values()], default=200)
    return render(request, "home/contact_place.html", page, status=status)


@sign_in_required
@require_http_methods(["GET", "POST"])
def contact_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what the map says of one contact; a POST sets their level and to whom they report."""
    contact = _contact(request, pk)
    if request.method != "POST":
        return _page(request, contact)
    acts.check_writes(request.user, contact.customer)
    form = PlaceForm(
        sent(request), others=_others(request, contact), home=contact.customer_id,
        auto_id="place_%s",
    )  # fmt: skip

    def place() -> str:
        version = form.cleaned_data["version"]
        acts.place_contact(person=request.user, contact=contact, version=version, **form.changes)
        return reverse("contact_place", args=[pk])

    return _done(request, contact, "place", form, send_once(form, person=request.user, make=place))


def _done(
    request: SignedInRequest, contact: Contact, name: str, form: OnceForm, made: str | None
) -> HttpResponse:
    if made:
        messages.success(request, _("Written down"))
        return redirect(made)
    return _page(request, contact, **{name: form})


@sign_in_required
@require_POST
def role_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down a part somebody has in their house's decisions."""
    contact = _contact(request, pk)
    acts.check_writes(request.user, contact.customer)
    form = RoleForm(request.POST, talks=_talks(request, contact), auto_id="role_%s")

    def make() -> str:
        acts.state_role(person=request.user, contact=contact, **form.changes)
        return reverse("contact_place", args=[pk])

    made = send_once(form, person=request.user, make=make)
    return _done(request, contact, "role", form, made)


@sign_in_required
@require_POST
def trust_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down whom somebody listens to."""
    contact = _contact(request, pk)
    acts.check_writes(request.user, contact.customer)
    form = TrustForm(
        request.POST, others=_others(request, contact), home=contact.customer_id,
        talks=_talks(request, contact), auto_id="trust_%s",
    )  # fmt: skip

    def make() -> str:
        acts.state_trust(person=request.user, contact=contact, **form.changes)
        return reverse("contact_place", args=[pk])

    made = send_once(form, person=request.user, make=make)
    return _done(request, contact, "trust", form, made)


@sign_in_required
@require_POST
def known(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that one knows somebody, or take that back."""
    contact = _contact(request, pk)
    if "not" in request.POST:
        say_one_knows_not(person=request.user, contact=contact)
        return redirect("contact_place", pk=pk)
    form = KnowForm(request.POST, auto_id="know_%s")

    def make() -> str:
        say_one_knows(person=request.user, contact=contact, **form.changes)
        return reverse("contact_place", args=[pk])

    made = send_once(form, person=request.user, make=make)
    return _done(request, contact, "know", form, made)


@sign_in_required
@require_POST
def role_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a part away."""
    readable = customers_readable(request.user)
    rows = ContactRole.objects.filter(contact__customer__in=readable)
    role = get_visible(rows.select_related("contact__customer"), pk)
    acts.remove_role(person=request.user, role=role)
    messages.success(request, _("Taken away"))
    return redirect("contact_place", pk=role.contact_id)


@sign_in_required
@require_POST
def trust_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take away whom somebody listens to."""
    readable = customers_readable(request.user)
    rows = Trust.objects.filter(contact__customer__in=readable)
    trust = get_visible(rows.select_related("contact__customer"), pk)
    acts.remove_trust(person=request.user, trust=trust)
    messages.success(request, _("Taken away"))
    return redirect("contact_place", pk=trust.contact_id)
