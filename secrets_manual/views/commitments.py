"""Their commitments: what customers said they would do, and whether it came."""

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
    ChangeCommitmentForm,
    MissedForm,
    NewCommitmentForm,
)
from secrets_manual.models import Commitment
from secrets_manual.permissions import may_mind_commitment
from secrets_manual.views.agreed import asked_customer, back_or, history_of, shelf_of

STATES: dict[str, str | Lazy] = {
    "open": gettext_lazy("Open"),
    "overdue": gettext_lazy("Overdue"),
    "kept": gettext_lazy("Came in time"),
    "late": gettext_lazy("Came late"),
    "broken": gettext_lazy("Did not come"),
    "all": gettext_lazy("All"),
}


@roles_required(*SERVING)
@require_safe
def commitments(request: SignedInRequest) -> HttpResponse:
    """List what customers said they would do."""
    now = clock.now()
    visible = queries.commitments_visible(request.user)
    shelf = shelf_of(
        request, visible, lambda state: queries.commitments_in_state(state, now), STATES
    )
    page = {"shelf": shelf, "now": now}
    return render(request, "secrets_manual/commitments.html", page)


@sensitive_post_parameters()
@roles_required(*SERVING)
@require_http_methods(["GET", "POST"])
def commitment_new(request: SignedInRequest) -> HttpResponse:
    """Write down what somebody said they would do."""
    customer, contact_pk = asked_customer(request)
    form = NewCommitmentForm(
        sent(request), person=request.user, customer=customer, initial={"contact": contact_pk}
    )

    def make() -> str:
        contact = form.cleaned_data["contact"]
        made = actions.make_commitment(
            person=request.user,
            customer=contact.customer,
            contact=contact,
            words=form.cleaned_data["words"],
            due_at=form.cleaned_data["due_at"],
        )
        return reverse("commitment", args=[made.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Written down"))
        return redirect(made)
    page = {"form": form, "heading": _("What they will do"), "theirs": True}
    return render(request, "secrets_manual/agreed_form.html", page, status=answer_status(form))


@sign_in_required
@require_safe
def commitment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one commitment, and whether it came."""
    return _page(request, _found(request, pk))


def _found(request: SignedInRequest, pk: int) -> Commitment:
    return get_visible(queries.commitments_visible(request.user), pk)


def _page(
    request: SignedInRequest, row: Commitment, *, missed: MissedForm | None = None
) -> HttpResponse:
    page = {
        "commitment": row,
        "now": clock.now(),
        "may_mind": may_mind_commitment(request.user, row),
        "missed_form": missed or MissedForm(auto_id="missed_%s"),
        "history": history_of("commitment", row.pk),
    }
    status = answer_status(missed) if missed else 200
    return render(request, "secrets_manual/commitment_page.html", page, status=status)


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def commitment_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the words or the time."""
    row = _found(request, pk)
    page_url = reverse("commitment", args=[pk])
    initial = {"words": row.words, "due_at": row.due_at, "version": row.version}
    form = ChangeCommitmentForm(sent(request), initial=initial)

    def change() -> str:
        version = form.cleaned_data["version"]
        actions.change_commitment(
            person=request.user, commitment=row, version=version, **form.changes
        )
        return page_url

    if send_once(form, person=request.user, make=change):
        messages.success(request, _("Changed"))
        return redirect(page_url)
    if form.is_bound and form.is_stale:
        newer = _found(request, pk)
        form.compare_with(newer.version, {"words": newer.words, "due_at": newer.due_at})
    page = {"form": form, "heading": _("Change it"), "theirs": True, "back": page_url, "row": row}
    return render(request, "secrets_manual/agreed_form.html", page, status=answer_status(form))


@sign_in_required
@require_POST
def commitment_came(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that it came."""
    actions.receive_commitment(person=request.user, commitment=_found(request, pk))
    undo = reverse("commitment_reopen", args=[pk])
    messages.success(request, _("It came"), extra_tags=f"undo:{undo}")
    return redirect(back_or(request, reverse("commitment", args=[pk])))


@sensitive_post_parameters()
@sign_in_required
@require_POST
def commitment_missed(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop waiting for it."""
    row, form = _found(request, pk), MissedForm(request.POST, auto_id="missed_%s")

    def end() -> str:
        reason = form.cleaned_data["reason"]
        actions.miss_commitment(person=request.user, commitment=row, reason=reason)
        return reverse("commitment", args=[pk])

    made = send_once(form, person=request.user, make=end)
    return redirect(made) if made else _page(request, row, missed=form)


@sign_in_required
@require_POST
def commitment_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Wait for it again."""
    actions.reopen_commitment(person=request.user, commitment=_found(request, pk))
    messages.success(request, _("It is open again"))
    return redirect("commitment", pk=pk)
