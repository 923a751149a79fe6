"""Two secrets of one customer: contradicting, superseding, saying the same."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import answer_status, send_once
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import get_visible
from crm.errors import NotAllowedError
from secrets_manual import actions, queries
from secrets_manual.forms import RelateForm, ReplaceForm
from secrets_manual.models import Secret, State
from secrets_manual.permissions import may_change_secret
from secrets_manual.rules.kinds import Glad
from secrets_manual.views.secrets import back, found, undo_tag


@sign_in_required
@require_POST
def secret_relate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what another secret of the customer is to this one."""
    row = found(request, pk)
    if not may_change_secret(request.user, row):
        raise NotAllowedError(
            _("Only its steward and its keeper, who answer for it, write this manual.")
        )
    form = RelateForm(request.POST, others=queries.beside(request.user, row))

    def make() -> str:
        return _related(request, row, form.cleaned_data["other"], form.cleaned_data["how"])

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    page = {"secret": row, "form": form}
    return render(request, "secrets_manual/relate.html", page, status=answer_status(form))


def _related(request: SignedInRequest, row: Secret, other: Secret, how: str) -> str:
    if how == "contradicts":
        actions.mark_contradiction(person=request.user, secret=row, other=other)
        messages.success(request, _("Marked: both stand side by side until one of them holds"))
        return reverse("secret", args=[row.pk])
    if how == "holds":
        actions.supersede_secret(person=request.user, secret=row, by=other)
        _say_undo(request, row, _("Set aside; the other one holds now"))
        return reverse("secret", args=[other.pk])
    actions.merge_secrets(person=request.user, secret=row, other=other)
    _say_undo(request, other, _("Made one of two"))
    return reverse("secret", args=[row.pk])


def _say_undo(request: SignedInRequest, gone: Secret, sentence: str) -> None:
    messages.success(request, sentence, extra_tags=undo_tag(request, "secret_bring_back", gone))


@sign_in_required
@require_POST
def contradiction_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which of two holds, that both are true, or that they say the same."""
    pair = get_visible(queries.contradictions_visible(request.user), pk)
    if not may_change_secret(request.user, pair.first):
        raise NotAllowedError(
            _("Only its steward and its keeper, who answer for it, write this manual.")
        )
    how = request.POST.get("how", "")
    first, second = pair.first, pair.second
    if how == "both":
        actions.settle_as_both_true(person=request.user, contradiction=pair)
        messages.success(request, _("Both are true"))
    elif how == "merge":
        actions.merge_secrets(person=request.user, secret=second, other=first)
        _say_undo(request, first, _("Made one of two"))
    elif how in {"first", "second"}:
        holds, gone = (first, second) if how == "first" else (second, first)
        actions.supersede_secret(person=request.user, secret=gone, by=holds)
        _say_undo(request, gone, _("Set aside; the other one holds now"))
    else:
        messages.error(request, _("Say which of them holds."))
    return redirect("manual", pk=first.customer_id)


@sign_in_required
@require_POST
def secret_bring_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Undo a supersession or a merger."""
    row = get_visible(queries.gone_into_others(request.user), pk)
    actions.bring_back(person=request.user, secret=row)
    messages.success(request, _("It is back"))
    return redirect("secret", pk=row.pk)


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def secret_replace(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what holds now; the old words are set aside as its history."""
    row = found(request, pk)
    if not may_change_secret(request.user, row) or row.state != State.KEPT:
        raise NotAllowedError(
            _("Only its steward and its keeper, who answer for it, write this manual.")
        )
    form = ReplaceForm(request.POST or None)

    def make() -> str:
        return reverse("secret", args=[_replaced(request, row, form).pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    queries.note_reading(person=request.user, customers=[row.customer])
    page = {"form": form, "secret": row, "back_url": back(request, row)}
    return render(request, "secrets_manual/replace.html", page, status=answer_status(form))


def _replaced(request: SignedInRequest, row: Secret, form: ReplaceForm) -> Secret:
    told = form.cleaned_data["told_on"]
    new = actions.record_secret(
        person=request.user,
        customer=row.customer,
        contact=row.contact,
        text=form.cleaned_data["text"],
        provenance=form.cleaned_data["provenance"],
        glad=Glad.YES.value,
        kind=row.kind,
        layer=row.layer,
        uses=row.uses,
        told_on=told[0] if told else None,
        told_precision=told[1] if told else "day",
        do_not_mention=row.do_not_mention,
    )
    actions.supersede_secret(person=request.user, secret=row, by=new)
    _say_undo(request, row, _("Set aside; the new words hold now"))
    return new
