"""The forms that add and change contacts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import add_contact, change_contact
from accounts.forms import ContactForm, answer_status, send_once, sent
from accounts.models import Contact
from accounts.permissions import SignedInRequest, may_write_customer, sign_in_required
from accounts.queries import contacts_reachable, custom_fields, customers_named, get_visible
from crm.errors import NotAllowedError


@sign_in_required
def contact_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a human at a customer one looks after."""
    person = request.user
    customer = get_visible(customers_named(person), pk)
    if not may_write_customer(person, customer):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )
    form = ContactForm(
        sent(request), instance=Contact(customer=customer), custom=custom_fields("contact")
    )

    def add() -> str:
        contact = add_contact(person=person, customer=customer, **form.changes)
        return reverse("contact", args=[contact.pk])

    made = send_once(form, person=person, make=add)
    if made:
        messages.success(request, _("Contact added."))
        return redirect(made)
    return render(
        request,
        "accounts/form_page.html",
        {
            "form": form,
            "heading": _("New contact at %(name)s") % {"name": customer.name},
            "crumb": customer.name,
            "crumb_url": reverse("customer", args=[pk]),
            "button": _("Add the contact"),
            "cancel_url": reverse("customer", args=[pk]),
        },
        status=answer_status(form),
    )


@sign_in_required
def contact_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a contact; the second of two editors sees both texts."""
    person = request.user
    contact = get_visible(contacts_reachable(person), pk)
    if not may_write_customer(person, contact.customer):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )
    name, page = contact.name, reverse("contact", args=[pk])
    form = ContactForm(sent(request), instance=contact, custom=custom_fields("contact"))

    def change() -> str:
        row = Contact.objects.get(pk=pk)
        version = form.cleaned_data["version"]
        change_contact(person=person, contact=row, version=version, **form.changes)
        return page

    if send_once(form, person=person, make=change):
        messages.success(request, _("Changes saved."))
        return redirect(page)
    if form.is_bound and form.is_stale:
        newer = Contact.objects.get(pk=pk)
        form.compare_with(newer.version, form.theirs(newer))
    return render(
        request,
        "accounts/form_page.html",
        {
            "form": form,
            "heading": _("Edit %(name)s") % {"name": name},
            "crumb": contact.customer.name,
            "crumb_url": reverse("customer", args=[contact.customer_id]),
            "cancel_url": page,
        },
        status=answer_status(form),
    )
