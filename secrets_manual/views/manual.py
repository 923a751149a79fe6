"""The manual of a customer, and what one does with a single secret."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once, show_broken
from accounts.models import Contact
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import customers_readable, get_visible, keyset, steward_of
from crm.errors import NotAllowedError, NotVisibleError
from secrets_manual import actions, queries
from secrets_manual.forms import ChangeSecretForm, UseForm
from secrets_manual.models import KIND_LABELS, Secret
from secrets_manual.permissions import may_change_secret

TABS = ("secrets", "needs", "ask", "history", "theirs")


@sign_in_required
@require_safe
def manuals(request: SignedInRequest) -> HttpResponse:
    """List the manuals of one's customers, the fullest figures beside each."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    listed = queries.manuals_listed(request.user)
    if asked:
        listed = listed.filter(name__icontains=asked)
    page = keyset(listed, order=("name", "id"), cursor=request.GET.get("cursor"), size=50)
    return render(
        request,
        "secrets_manual/manuals.html",
        {"page": page, "q": asked, "next_url": _next_url(page.next_cursor, asked)},
    )


def _next_url(cursor: str, asked: str) -> str:
    if not cursor:
        return ""
    return f"?cursor={cursor}" + (f"&q={asked}" if asked else "")


@sign_in_required
@require_safe
def manual(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show everything known of one customer, and what to ask next; reading is recorded."""
    customer = get_visible(customers_readable(request.user).select_related("keeper"), pk)
    contacts = list(customer.contacts.order_by("name", "id")[:50])
    contact = _chosen(contacts, request.GET.get("contact", ""))
    secrets = queries.leaf_of_manual(request.user, customer, contact=contact)
    leaf = queries.sorted_leaf(secrets)
    steward = steward_of(customer)
    tab = request.GET.get("view", "secrets")
    page: dict[str, object] = {
        "customer": customer,
        "contacts": contacts,
        "contact": contact,
        "secrets": secrets,
        "leaf": leaf,
        "tab": tab if tab in TABS else "secrets",
        "ask_next": _asked(secrets, contact or (contacts[0] if contacts else None)),
        "may_write": request.user in {customer.keeper, steward},
        "keeper": customer.keeper or steward,
        "readers": queries.readers_this_week(customer),
    }
    if tab == "history":
        page["changes"] = queries.changes_of_manual(request.user, customer)[:50]
        page["uses"] = queries.uses_of_manual(request.user, customer)[:50]
    else:
        page["shown_to"] = queries.how_many_may_read(customer)
    return render(request, "secrets_manual/manual.html", page)


def _chosen(contacts: list[Contact], pk: str) -> Contact | None:
    return next((contact for contact in contacts if str(contact.pk) == pk), None)


def _asked(secrets: list[Secret], contact: Contact | None) -> list[dict[str, object]]:
    return [
        {"kind": KIND_LABELS[kind], "question": _(question), "contact": contact}
        for kind, question in queries.ask_next(secrets, contact)
    ]


def _found(request: SignedInRequest, pk: int) -> Secret:
    return get_visible(queries.secrets_visible(request.user), pk)


def _of(secret: Secret) -> str:
    return reverse("manual", args=[secret.customer_id])


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def secret_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a secret; who began from older words sees both texts."""
    secret = _found(request, pk)
    if not may_change_secret(request.user, secret):
        raise NotAllowedError(_("Only the steward and the keeper write this manual."))
    form = ChangeSecretForm.of(secret, request.POST)
    refusal = None

    def make() -> str:
        changes = {**form.changes, "version": form.cleaned_data["version"]}
        actions.change_secret(person=request.user, secret=secret, **changes)
        return _of(secret)

    if form.is_bound and form.is_valid():
        try:
            actions.check_words(form.cleaned_data["text"], person=request.user)
        except actions.SecretRefusedError as error:
            refusal = error
            show_broken(form, error)
    made = None if refusal else send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Changed"))
        return redirect(made)
    queries.note_reading(person=request.user, customers=[secret.customer])
    page = {
        "form": form,
        "secret": secret,
        "refusal": refusal,
        "length": len(str(form["text"].value() or "")),
    }
    return render(request, "secrets_manual/secret_edit.html", page, status=answer_status(form))


@sign_in_required
@require_http_methods(["GET", "POST"])
def secret_use(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down that a secret was used, and how it was received."""
    secret = _found(request, pk)
    form = UseForm(request.POST or None)

    def make() -> str:
        actions.record_use(person=request.user, secret=secret, **form.changes)
        return _of(secret)

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("The use is written down"))
        return redirect(made)
    queries.note_reading(person=request.user, customers=[secret.customer])
    page = {"form": form, "secret": secret}
    return render(request, "secrets_manual/secret_use.html", page, status=answer_status(form))


@sign_in_required
@require_POST
def secret_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a secret back: "Forget" on its card, and "Undo" after saving."""
    secret = actions.withdraw_secret(person=request.user, secret=_found(request, pk))
    undo = reverse("secret_reinstate", args=[secret.pk])
    messages.success(request, _("Forgotten"), extra_tags=f"undo:{undo}")
    return redirect(_of(secret))


@sign_in_required
@require_POST
def secret_reinstate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a withdrawal, or show a hidden secret again."""
    secret = queries.secrets_to_reinstate(request.user).filter(pk=pk).first()
    if secret is None:
        raise NotVisibleError(_("There is no such secret."))
    actions.reinstate_secret(person=request.user, secret=secret)
    messages.success(request, _("It is back"))
    return redirect(_of(secret))


@sign_in_required
@require_POST
def secret_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Share a draft or hearsay after the customer said it is so."""
    secret = actions.confirm_secret(person=request.user, secret=_found(request, pk))
    messages.success(request, _("Confirmed and shared"))
    return redirect(_of(secret))


@sign_in_required
@require_POST
def secret_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that it is still true."""
    secret = actions.review_secret(person=request.user, secret=_found(request, pk))
    messages.success(request, _("Still true; we ask again in time"))
    return redirect(_of(secret))
