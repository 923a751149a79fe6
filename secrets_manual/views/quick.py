"""The doors that the capture page's own module uses: save without leaving, find people."""

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import send_once
from accounts.models import Person
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import device_name
from secrets_manual import actions
from secrets_manual.forms import SecretForm, offers_beside, offers_found
from secrets_manual.models import Secret, State
from secrets_manual.queries import logged_today
from secrets_manual.views.capture import ask_the_gate, tied

IN_SHORT = {
    State.KEPT: gettext_lazy("Saved"),
    State.DRAFT: gettext_lazy("Your draft for 14 days"),
    State.THIRD_PARTY: gettext_lazy("For you and your manager, 30 days"),
}


@sensitive_post_parameters()
@require_POST
def secret_capture(request: HttpRequest) -> JsonResponse:
    """Save one sentence and answer in JSON; sent again with its `once`, it changes nothing.

    201 made now, 200 made before: `{"saved", "undo"?, "next"?, "html", "logged"}`. 401 signed out.
    409 when it was written by another person on this device. 422 refused:
    `{"errors": [{"field", "message"}], "html", "rule"?, "suggestion"?}`; nothing is kept.
    """
    if not isinstance(request.user, Person):
        return _no(401, "signed_out", _("You are signed out. Your words are still here."))
    if request.POST.get("person", "") not in {"", device_name(request.user)}:
        return _no(409, "other_person", _("Somebody else wrote this on this device."))
    return _captured(cast("SignedInRequest", request))


def _captured(request: SignedInRequest) -> JsonResponse:
    form = SecretForm(request.POST, person=request.user)
    refusal = ask_the_gate(request, form)
    kept: list[Secret] = []

    def make() -> str:
        kept.append(actions.record_secret(person=request.user, **form.wanted))  # type: ignore[arg-type]
        return tied(request, form, kept[0]) or reverse("secret_new")

    made = None if refusal else send_once(form, person=request.user, make=make)
    if made is None:
        return _refused(request, form, refusal)
    answer = {"saved": _("Secret saved"), "html": _below(request, 0, None)}
    logged = logged_today(request.user)
    answer["logged"] = render_to_string(
        "secrets_manual/parts/logged.html", {"logged": logged}, request
    )
    if made != reverse("secret_new"):
        answer["next"] = made
    if kept:
        about = form.contact.name if form.contact else kept[0].customer.name
        times = next((getattr(each, "of_them", 1) for each in logged if each.pk == kept[0].pk), 1)
        today = _("%(times)d today") % {"times": times}
        answer["saved"] = f"{IN_SHORT[State(kept[0].state)]} · {about} · {today}"
        answer["undo"] = reverse("secret_withdraw", args=[kept[0].pk])
    return JsonResponse(answer, status=201 if kept else 200)


def _no(status: int, code: str, sentence: str) -> JsonResponse:
    return JsonResponse(
        {"code": code, "errors": [{"field": "", "message": sentence}]}, status=status
    )


def _refused(
    request: SignedInRequest, form: SecretForm, refusal: actions.SecretRefusedError | None
) -> JsonResponse:
    errors = [
        {"field": "" if name == "__all__" else name, "message": str(sentence)}
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]
    length = len(str(form["text"].value() or ""))
    answer: dict[str, object] = {"errors": errors, "html": _below(request, length, refusal)}
    if refusal is not None:
        answer |= refusal.extra | {"instead": refusal.instead}
    return JsonResponse(answer, status=422)


def _below(
    request: SignedInRequest, length: int, refusal: actions.SecretRefusedError | None
) -> str:
    """Give what stands below the words: how long they are, and what the gate says."""
    page = {"length": length, "refused": refusal}
    return render_to_string("secrets_manual/check.html", page, request)


@sign_in_required
@require_safe
def secret_people(request: SignedInRequest) -> HttpResponse:
    """Find people and customers, among those one may write about, as choices of the form.

    `find` has the words; or `beside` somebody ("contact-12"), whose customer's others are given.
    """
    page: dict[str, object] = {"row": "beside"}
    if beside := request.GET.get("beside", ""):
        page["offers"] = offers_beside(request.user, beside)
    else:
        offers = offers_found(request.user, request.GET.get("find", "")[:200])
        sole = offers[0] if len(offers) == 1 else None
        chosen = request.GET.get("about", "")
        page = {"offers": offers, "sole": sole, "chosen": chosen, "looked": True}
    return render(request, "secrets_manual/offers.html", page)
