"""What may be given: by us, in a country, at a customer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import get_visible
from crm import company as our
from secrets_manual import actions, queries
from secrets_manual.forms import GiftPolicyForm
from secrets_manual.permissions import may_set_gift_policies
from secrets_manual.views.gifts import READING, customer_named


@roles_required(*READING)
@require_safe
def gift_policies(request: SignedInRequest) -> HttpResponse:
    """Show what may be given: by us, in a country, at a customer."""
    rows = queries.policies_listed(request.user)
    page = {
        "policies": rows,
        "has_own": any(row.customer_id is None and not row.country for row in rows),
        "unset": queries.what_is_allowed(queries.unset_allowance()),
        "may_set": may_set_gift_policies(request.user),
    }
    return render(request, "secrets_manual/gift_policies.html", page)


@sensitive_post_parameters()
@roles_required("director")
@require_http_methods(["GET", "POST"])
def gift_policy_new(request: SignedInRequest) -> HttpResponse:
    """Set what may be given from today."""
    customer = customer_named(request, request.GET.get("customer", ""))
    initial = {"customer": customer.name if customer else ""}
    form = GiftPolicyForm(sent(request), person=request.user, initial=initial)

    def make() -> str:
        actions.set_gift_policy(person=request.user, **form.changes)
        return reverse("settings_gifts")

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("From today this holds"))
        return redirect(made)
    page = {"form": form, "currency": our.currency()}
    return render(request, "secrets_manual/gift_policy_new.html", page, status=answer_status(form))


@roles_required("director")
@require_POST
def gift_policy_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a policy; what else applies goes on."""
    policy = get_visible(queries.policies_in_force(), pk)
    actions.end_gift_policy(person=request.user, policy=policy)
    messages.success(request, _("It has ended"))
    return redirect("settings_gifts")
