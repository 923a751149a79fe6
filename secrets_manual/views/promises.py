"""Our promises: who owes what by when, and how each ended, by our word and by the customer's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from accounts.queries import get_visible
from crm import clock
from secrets_manual import actions, queries
from secrets_manual.forms import (
    SERVING,
    ChangePromiseForm,
    NewPromiseForm,
    OwnerForm,
    ReasonForm,
    SaysForm,
)
from secrets_manual.models import Promise
from secrets_manual.permissions import may_keep_promise
from secrets_manual.views.agreed import asked_customer, back_or, history_of, shelf_of

STATES: dict[str, str | Lazy] = {
    "open": gettext_lazy("Open"),
    "overdue": gettext_lazy("Overdue"),
    "kept": gettext_lazy("Kept in time"),
    "late": gettext_lazy("Kept late"),
    "broken": gettext_lazy("Broken"),
    "all": gettext_lazy("All"),
}


@roles_required(*SERVING)
@require_safe
def promises(request: SignedInRequest) -> HttpResponse:
    """List promises: mine, my team's, those to my customers; filters stand in the address."""
    now = clock.now()
    visible = queries.promises_visible(request.user)
    shelf = shelf_of(request, visible, lambda state: queries.promises_in_state(state, now), STATES)
    whose = visible.filter(queries.in_circle(request.user, shelf.circle))
    page = {"shelf": shelf, "now": now, "kept": queries.how_kept(whose, now)}
    return render(request, "secrets_manual/promises.html", page)


@sensitive_post_parameters()
@roles_required(*SERVING)
@require_http_methods(["GET", "POST"])
def promise_new(request: SignedInRequest) -> HttpResponse:
    """Write down a promise made outside of a conversation."""
    customer, contact_pk = asked_customer(request)
    form = NewPromiseForm(
        sent(request), person=request.user, customer=customer, initial={"contact": contact_pk}
    )

    def make() -> str:
        contact = form.cleaned_data["contact"]
        made = actions.make_promise(
            person=request.user,
            customer=contact.customer,
            contact=contact,
            words=form.cleaned_data["words"],
            due_at=form.cleaned_data["due_at"],
            owner=form.cleaned_data["owner"],
        )
        return reverse("promise", args=[made.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Promise written down"))
        return redirect(made)
    page = {"form": form, "heading": _("New promise"), "button": _("Promise it")}
    return render(request, "secrets_manual/agreed_form.html", page, status=answer_status(form))


@sign_in_required
@require_safe
def promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one promise: what was said, how it ended, and what was done with it."""
    return _page(request, _found(request, pk))


def _found(request: SignedInRequest, pk: int) -> Promise:
    return get_visible(queries.promises_visible(request.user), pk)


def _page(
    request: SignedInRequest,
    row: Promise,
    *,
    reason: ReasonForm | None = None,
    owner: OwnerForm | None = None,
    says: SaysForm | None = None,
) -> HttpResponse:
    bound = reason or owner or says
    page = {
        "promise": row,
        "now": clock.now(),
        "may_keep": may_keep_promise(request.user, row),
        "reason_form": reason or ReasonForm(auto_id="reason_%s"),
        "owner_form": owner or OwnerForm(auto_id="owner_%s"),
        "says_form": says or SaysForm(auto_id="says_%s", initial={"says": row.says}),
        "history": history_of("promise", row.pk),
    }
    status = answer_status(bound) if bound else 200
    return render(request, "secrets_manual/promise_page.html", page, status=status)


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def promise_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the words or the time; the second editor sees both texts."""
    row = _found(request, pk)
    page_url = reverse("promise", args=[pk])
    initial = {"words": row.words, "due_at": row.due_at, "version": row.version}
    form = ChangePromiseForm(sent(request), initial=initial)

    def change() -> str:
        version = form.cleaned_data["version"]
        actions.change_promise(person=request.user, promise=row, version=version, **form.changes)
        return page_url

    if send_once(form, person=request.user, make=change):
        messages.success(request, _("Changed"))
        return redirect(page_url)
    if form.is_bound and form.is_stale:
        newer = _found(request, pk)
        form.compare_with(newer.version, {"words": newer.words, "due_at": newer.due_at})
    page = {"form": form, "heading": _("Change the promise"), "back": page_url, "row": row}
    return render(request, "secrets_manual/agreed_form.html", page, status=answer_status(form))


@sign_in_required
@require_POST
def promise_keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a promise kept."""
    row = actions.keep_promise(person=request.user, promise=_found(request, pk))
    undo = reverse("promise_reopen", args=[pk])
    messages.success(request, _("Promise kept"), extra_tags=f"undo:{undo}")
    return redirect(back_or(request, reverse("promise", args=[row.pk])))


@sensitive_post_parameters()
@sign_in_required
@require_POST
def promise_break(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that it will not be kept, and why."""
    row, form = _found(request, pk), ReasonForm(request.POST, auto_id="reason_%s")

    def end() -> str:
        reason = form.cleaned_data["reason"]
        actions.break_promise(person=request.user, promise=row, reason=reason)
        return reverse("promise", args=[pk])

    made = send_once(form, person=request.user, make=end)
    return redirect(made) if made else _page(request, row, reason=form)


@sign_in_required
@require_POST
def promise_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back that it was kept or broken."""
    actions.reopen_promise(person=request.user, promise=_found(request, pk))
    messages.success(request, _("The promise is open again"))
    return redirect("promise", pk=pk)


@sign_in_required
@require_POST
def promise_hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let somebody else keep it."""
    row, form = _found(request, pk), OwnerForm(request.POST, auto_id="owner_%s")

    def hand_over() -> str:
        owner = form.cleaned_data["owner"]
        actions.hand_over_promise(person=request.user, promise=row, owner=owner)
        visible = queries.promises_visible(request.user).filter(pk=pk).exists()
        return reverse("promise", args=[pk]) if visible else reverse("promises")

    made = send_once(form, person=request.user, make=hand_over)
    if made:
        messages.success(request, _("Handed over; they have been told"))
        return redirect(made)
    return _page(request, row, owner=form)


@sign_in_required
@require_POST
def promise_heard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what the customer says of it."""
    row, form = _found(request, pk), SaysForm(request.POST, auto_id="says_%s")

    def hear() -> str:
        says = form.cleaned_data["says"]
        actions.hear_about_promise(person=request.user, promise=row, says=says)
        return reverse("promise", args=[pk])

    made = send_once(form, person=request.user, make=hear)
    return redirect(made) if made else _page(request, row, says=form)
