"""One secret: its page, its correction, its uses, and the taps on its card."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import dateformat
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once
from accounts.permissions import SignedInRequest, is_steward, sign_in_required
from accounts.queries import get_visible
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from secrets_manual import actions, queries
from secrets_manual.forms import ChangeSecretForm, JudgeForm, RelateForm, UseForm, about_code
from secrets_manual.models import KIND_LABELS, Reception, Secret, State
from secrets_manual.permissions import may_change_secret, may_vote


def found(request: SignedInRequest, pk: int) -> Secret:
    """Fetch a secret the person sees, or answer 404."""
    return get_visible(queries.secrets_visible(request.user), pk)


def back(request: SignedInRequest, secret: Secret) -> str:
    """Give the page of ours a tap came from, or the manual."""
    came_from = request.POST.get("next") or request.GET.get("next", "")
    ours = came_from.startswith("/") and url_has_allowed_host_and_scheme(
        came_from, allowed_hosts=None
    )
    return came_from if ours else reverse("manual", args=[secret.customer_id])


def undo_tag(request: SignedInRequest, name: str, secret: Secret) -> str:
    """Tag a message with what its Undo posts to; it leads back to the same page."""
    came_from = back(request, secret)
    tail = f"?next={came_from}" if " " not in came_from and "&" not in came_from else ""
    return f"undo:{reverse(name, args=[secret.pk])}{tail}"


@sign_in_required
@require_safe
def secret(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one secret with its history; what has gone into another leads there."""
    gone = queries.gone_into_others(request.user).filter(pk=pk).first()
    if gone is not None:
        messages.info(request, _("This is what holds now."))
        return redirect("secret", pk=gone.successor_id)
    row = get_visible(queries.with_uses(queries.secrets_visible(request.user)), pk)
    may_write = may_change_secret(request.user, row)
    queries.note_reading(person=request.user, customers=[row.customer])
    page = {
        "secret": row,
        "alone": True,
        "may_write": may_write,
        "may_tell": may_vote(request.user),
        "may_deal": may_write and request.user.has_role("rep") and _is_steward(request, row),
        "history": queries.history_of_secret(request.user, row),
        "uses": queries.uses_visible(request.user).filter(secret=row)[:50],
        "receptions": Reception.choices,
        "pairs": queries.contradictions_with(request.user, row),
        "predecessors": queries.gone_into_others(request.user).filter(successor=row),
        "relate": RelateForm(others=queries.beside(request.user, row))
        if may_write and row.state == State.KEPT
        else None,
    }
    return render(request, "secrets_manual/secret.html", page)


def _is_steward(request: SignedInRequest, row: Secret) -> bool:
    """Say whether a deal can begin here: who writes and is not the keeper is the steward."""
    return row.customer.keeper_id != request.user.pk or is_steward(request.user, row.customer)


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def secret_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a secret; who began from older words sees both texts."""
    row = found(request, pk)
    if not may_change_secret(request.user, row):
        raise NotAllowedError(
            _("Only its steward and its keeper, who answer for it, write this manual.")
        )
    form = ChangeSecretForm.of(row, request.POST)

    def make() -> str:
        actions.change_secret(person=request.user, secret=row, **form.correction)
        return back(request, row)

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Changed"))
        return redirect(made)
    refused = isinstance(form.broken, actions.SecretRefusedError)
    queries.note_reading(person=request.user, customers=[row.customer])
    page = {
        "form": form,
        "secret": row,
        "refusal": form.broken if refused else None,
        "length": len(str(form["text"].value() or "")),
        "back": back(request, row),
    }
    return render(request, "secrets_manual/secret_edit.html", page, status=answer_status(form))


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def secret_use(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down that a secret was used, and how it was received."""
    row = found(request, pk)
    tickets = queries.tickets_of_customer(row.customer)
    form = UseForm(request.POST or None, tickets=tickets)

    def make() -> str:
        actions.record_use(person=request.user, secret=row, **form.changes)
        return reverse("manual", args=[row.customer_id])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("The use is written down"))
        return redirect(made)
    queries.note_reading(person=request.user, customers=[row.customer])
    page = {"form": form, "secret": row}
    return render(request, "secrets_manual/secret_use.html", page, status=answer_status(form))


@sign_in_required
@require_POST
def use_judge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how a use was received, now that it is known."""
    use = get_visible(queries.uses_visible(request.user), pk)
    form = JudgeForm(request.POST)
    if form.is_valid():
        actions.judge_use(person=request.user, use=use, **form.cleaned_data)
        messages.success(request, _("Written down"))
    else:
        messages.error(request, _("Say how it was received."))
    return redirect(back(request, use.secret))


@sign_in_required
@require_POST
def secret_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a secret back: "Forget" on its card, and the "Undo" that stays on its page."""
    if request.headers.get("Accept") == "application/json":
        return _undone(request, pk)
    row = actions.withdraw_secret(person=request.user, secret=found(request, pk))
    tag = undo_tag(request, "secret_reinstate", row)
    messages.success(request, _forgotten(row), extra_tags=tag)
    goes_to = back(request, row)
    gone = goes_to.startswith(reverse("secret", args=[row.pk]))
    return redirect(reverse("manual", args=[row.customer_id]) if gone else goes_to)


def _undone(request: SignedInRequest, pk: int) -> JsonResponse:
    """Undo what was just written, once however often one taps; give its words as they stood.

    200 `{"text", "about", "back"}`, `back` being where it is brought back; 409 `{"message"}`.
    """
    mine = queries.secrets_to_reinstate(request.user).filter(author=request.user)
    row = mine.filter(pk=pk, state=State.WITHDRAWN).first()
    try:
        row = row or actions.undo_secret(person=request.user, secret=found(request, pk))
    except RuleBrokenError as error:
        return JsonResponse({"message": error.message}, status=409)
    queries.note_reading(person=request.user, customers=[row.customer])
    back_at = reverse("secret_reinstate", args=[row.pk])
    about = about_code(row.contact, row.customer)
    return JsonResponse({"text": row.text, "about": about, "back": back_at})


def _forgotten(row: Secret) -> str:
    """Say which line was forgotten without saying its words again."""
    about = row.contact.name if row.contact else row.customer.name
    day = dateformat.format(row.told_on or row.created_at, "j M Y")
    line = {"name": about, "kind": KIND_LABELS[row.kind], "day": day}
    return _("Forgotten: the line about %(name)s of %(day)s (%(kind)s)") % line


@sign_in_required
@require_POST
def secret_reinstate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a withdrawal, or show a hidden secret again."""
    row = queries.secrets_to_reinstate(request.user).filter(pk=pk).first()
    if row is None:
        raise NotVisibleError(_("There is no such secret."))
    actions.reinstate_secret(person=request.user, secret=row)
    if request.headers.get("Accept") == "application/json":
        logged = {"logged": queries.logged_today(request.user)}
        listed = render_to_string("secrets_manual/parts/logged.html", logged, request)
        return JsonResponse({"logged": listed})
    messages.success(request, _("It is back"))
    return redirect(back(request, row))


@sign_in_required
@require_POST
def secret_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Share a draft or hearsay after the customer said it is so."""
    row = actions.confirm_secret(person=request.user, secret=found(request, pk))
    messages.success(request, _("Confirmed and shared"))
    return redirect(back(request, row))


@sign_in_required
@require_POST
def secret_review(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that it is still true."""
    row = actions.review_secret(person=request.user, secret=found(request, pk))
    tag = undo_tag(request, "secret_review_undo", row)
    messages.success(request, _("Still true; we ask again in time"), extra_tags=tag)
    return redirect(back(request, row))


@sign_in_required
@require_POST
def secret_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the question whether it is still true among those to ask."""
    row = actions.ask_again(person=request.user, secret=found(request, pk))
    tag = undo_tag(request, "secret_review_undo", row)
    messages.success(request, _("It stands among the questions to ask"), extra_tags=tag)
    return redirect(back(request, row))


@sign_in_required
@require_POST
def secret_review_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back "still true" or "ask"."""
    row = found(request, pk)
    try:
        actions.take_back_review(person=request.user, secret=row)
        messages.success(request, _("Taken back"))
    except (NotAllowedError, NotVisibleError):
        raise
    except RuleBrokenError as error:
        messages.error(request, error.message)
    return redirect(back(request, row))


@sign_in_required
@require_POST
def secret_pin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put it on top of the manual, or down again."""
    row = found(request, pk)
    try:
        if row.pin is None:
            actions.pin_secret(person=request.user, secret=row)
            messages.success(request, _("Pinned on top"))
        else:
            actions.unpin_secret(person=request.user, secret=row)
            messages.success(request, _("Unpinned"))
    except (NotAllowedError, NotVisibleError):
        raise
    except RuleBrokenError as error:
        messages.error(request, error.message)
    return redirect(back(request, row))
