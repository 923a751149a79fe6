"""Quick capture: about whom, a sentence, one tap, saved."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import answer_status, send_once, show_broken
from accounts.models import Contact
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import contacts_reachable, customers_named, get_visible
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from secrets_manual import actions
from secrets_manual.forms import HOW, Offer, SecretForm, about_code, offer_of
from secrets_manual.models import KIND_LABELS, Secret, State, Turn
from secrets_manual.permissions import may_write_manual
from secrets_manual.queries import conversations_visible, known_already, logged_today
from secrets_manual.rules.gate import as_they_would_read
from secrets_manual.rules.kinds import guess_kind
from secrets_manual.rules.questions import kind_of

SAVED = {
    State.KEPT: gettext_lazy("Secret saved"),
    State.DRAFT: gettext_lazy("Saved as your draft for 14 days. Ask them, then confirm."),
    State.THIRD_PARTY: gettext_lazy("Saved for you and your manager. Confirm it within 30 days."),
}


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def secret_new(request: SignedInRequest) -> HttpResponse:
    """Write down one want; nothing but the gate and one missing tap stands in the way."""
    if request.POST.get("instead") or request.POST.get("look"):
        return _not_yet(request)
    form = SecretForm(
        request.POST or None,
        person=request.user,
        chosen=_chosen(request),
        initial=_from_turn(request),
    )
    refusal = ask_the_gate(request, form)
    kept: list[Secret] = []

    def make() -> str:
        kept.append(actions.record_secret(person=request.user, **form.wanted))  # type: ignore[arg-type]
        return tied(request, form, kept[0]) or _the_next(form)

    made = None if refusal else send_once(form, person=request.user, make=make)
    if made:
        return _saved(request, kept, made)
    page = {
        "form": form,
        "refusal": refusal,
        "length": len(str(form["text"].value() or "")),
        "logged": logged_today(request.user),
    }
    return render(request, "secrets_manual/secret_new.html", page, status=answer_status(form))


def ask_the_gate(request: SignedInRequest, form: SecretForm) -> actions.SecretRefusedError | None:
    """Ask before the form's transaction begins, so that a refusal's row is not rolled back."""
    if not form.is_bound or not form.is_valid():
        return None
    wanted = form.wanted
    colleague = form.cleaned_data["colleague"]
    text = str(wanted["text"])
    try:
        actions.pass_gate(
            text,
            person=request.user,
            provenance=str(wanted["provenance"]),
            glad=str(wanted["glad"]),
            kind=str(wanted["kind"] or guess_kind(text)),
            address=str(wanted["address"]),
            colleague=colleague.name if colleague else "",
            about_organisation=form.contact is None,
        )
    except actions.SecretRefusedError as error:
        show_broken(form, error)
        return error
    return None


def _the_next(form: SecretForm) -> str:
    """Give the empty page about the same person: one sentence seldom comes alone."""
    name = "contact" if form.contact else "customer"
    row = form.contact or form.customer
    return f"{reverse('secret_new')}?{name}={row.pk if row else ''}"


def _saved(request: HttpRequest, kept: list[Secret], made: str) -> HttpResponseRedirect:
    if kept:
        undo = reverse("secret_withdraw", args=[kept[0].pk])
        messages.success(request, SAVED[State(kept[0].state)], extra_tags=f"undo:{undo}")
    return redirect(made)


def _not_yet(request: SignedInRequest) -> HttpResponse:
    """Show the form again, with the rewrite or with whom was looked for; nothing is saved yet."""
    given = request.POST.dict()
    text = str(given.get("instead") or given.get("text", ""))[:280]
    form = SecretForm(person=request.user, initial=given | {"text": text})
    page = {
        "form": form,
        "refusal": None,
        "length": len(text),
        "looked": "look" in given,
        "logged": logged_today(request.user),
    }
    return render(request, "secrets_manual/secret_new.html", page)


def _chosen(request: SignedInRequest) -> Offer | None:
    """Give whom the address names; 404 for strangers, 403 for those one may only read about."""
    for name, visible in (
        ("contact", contacts_reachable(request.user)),
        ("customer", customers_named(request.user)),
    ):
        pk = request.GET.get(name, "")
        if not pk:
            continue
        row = get_visible(visible, pk)
        contact = row if isinstance(row, Contact) else None
        customer = contact.customer if contact else row
        if not may_write_manual(request.user, customer):  # type: ignore[arg-type]
            raise NotAllowedError(
                _("Only its steward and its keeper, who answer for it, write this manual.")
            )
        return offer_of(contact, customer)  # type: ignore[arg-type]
    return None


def _from_turn(request: SignedInRequest) -> dict[str, object]:
    """Begin with the words of a conversation, when one comes from there."""
    pk = request.GET.get("turn", "")
    if not pk:
        return {"layer": request.GET.get("layer", "secret")}
    turn = _turn(request, pk)
    talk = turn.conversation
    return {
        "about": about_code(talk.contact, talk.customer),
        "text": turn.words[:280],
        "nearly_their_words": True,
        "turn": turn.pk,
        "kind": kind_of(turn.key) or "",
        "layer": request.GET.get("layer", "secret"),
    }


def _turn(request: SignedInRequest, pk: str) -> Turn:
    turns = Turn.objects.filter(
        conversation__in=conversations_visible(request.user).values("pk")
    ).select_related("conversation__contact", "conversation__customer")
    if not pk.isdecimal():
        raise Http404
    return get_visible(turns, pk)


def tied(request: SignedInRequest, form: SecretForm, secret: Secret) -> str:
    """Tie the secret to the words it came from, and give that conversation's address, if any."""
    pk = form.cleaned_data.get("turn")
    if not pk:
        return ""
    turn = _turn(request, str(pk))
    actions.tie_to_turn(person=request.user, turn=turn, secret=secret)
    return reverse("conversation", args=[turn.conversation_id])


@sensitive_post_parameters()
@sign_in_required
@require_POST
def secret_check(request: SignedInRequest) -> HttpResponse:
    """Answer while somebody types: the gate's verdict and the line they would read; stores none."""
    text = request.POST.get("text", "")[:280]
    page: dict[str, object] = {"length": len(text)}
    if text.strip():
        page |= _verdict(request, text)
    return render(request, "secrets_manual/check.html", page)


def _verdict(request: SignedInRequest, text: str) -> dict[str, object]:
    provenance, _glad = HOW.get(request.POST.get("how", ""), ("told_us", "yes"))
    kind = request.POST.get("kind", "")
    kind = kind if kind in KIND_LABELS else guess_kind(text).value
    source = request.POST.get("address", "")[:500]
    try:
        plain = actions.clean_text(text)
    except RuleBrokenError as error:
        return {"sentence": error.message}
    verdict = actions.ask_gate(
        plain,
        provenance="told_us",
        glad="yes",
        kind=kind,
        about_organisation=request.POST.get("about", "").startswith("customer"),
    )
    if not verdict.allowed:
        return {"refused": actions.SecretRefusedError(verdict)}
    today = dateformat.format(clock.today(), "j M Y")
    return {
        "known": known_already(request.user, request.POST.get("about", ""), plain),
        "guess": KIND_LABELS[guess_kind(text)],
        "line": as_they_would_read(
            plain, kind, provenance=provenance, told_on=today, source=source, translate=_
        ),
    }
