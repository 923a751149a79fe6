"""Conversations: ask, listen, record, ask another question; and the promises made there."""

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
from secrets_manual.forms import ConversationForm, PromiseForm, TurnForm
from secrets_manual.models import KIND_LABELS, Conversation, Secret
from secrets_manual.rules.kinds import ORGANISATION_KINDS

ASKS_IN_A_ROW = 2


@sign_in_required
@require_http_methods(["GET", "POST"])
def conversation_new(request: SignedInRequest) -> HttpResponse:
    """Begin a conversation with one of one's contacts."""
    chosen = request.GET.get("contact", "")
    initial = {"contact": chosen if chosen.isdecimal() else None, "kind": "visit"}
    form = ConversationForm(request.POST or None, person=request.user, initial=initial)

    def make() -> str:
        contact = form.cleaned_data["contact"]
        talk = actions.hold_conversation(
            person=request.user,
            customer=contact.customer,
            contact=contact,
            kind=form.cleaned_data["kind"],
            direction=form.cleaned_data["direction"],
            at=form.cleaned_data["at"],
        )
        return reverse("conversation", args=[talk.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    page = {"form": form}
    return render(request, "secrets_manual/conversation_new.html", page, status=answer_status(form))


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def conversation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what was asked and said, and offer the next question."""
    talk = get_visible(queries.conversations_visible(request.user), pk)
    secrets = queries.leaf_of_manual(request.user, talk.customer, contact=talk.contact)
    questions = [_(words) for _kind, words in queries.ask_next(secrets, talk.contact)]
    turn_at = _number(request.GET.get("question", "")) % max(1, len(questions))
    offered = questions[turn_at] if questions else ""
    form = TurnForm(request.POST or None, initial={"question": offered})

    def make() -> str:
        actions.keep_words(person=request.user, conversation=talk, **form.changes)
        return reverse("conversation", args=[talk.pk])

    refused = _words_refused(request, form)
    made = None if refused else send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    page = {
        "talk": talk,
        "mine": talk.person_id == request.user.pk,
        "turns": talk.turns.select_related("secret").defer("secret__search").order_by("id"),
        "form": form,
        "offered": offered,
        "another": turn_at + 1,
        "known": _known(secrets, talk),
        "asks": _asks_before(talk),
        "promises": queries.promises_visible(request.user)
        .filter(customer=talk.customer, kept_at__isnull=True)
        .order_by("due_at")[:5],
        "promise_form": PromiseForm(auto_id="promise_%s"),
    }
    return render(request, "secrets_manual/conversation.html", page, status=answer_status(form))


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 4 else 0


def _words_refused(request: SignedInRequest, form: TurnForm) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        actions.check_words(form.cleaned_data["words"], person=request.user)
    except actions.SecretRefusedError as error:
        form.add_error("words", error.message)
        return True
    return False


def _known(secrets: list[Secret], talk: Conversation) -> list[dict[str, object]]:
    """Count by kind what is known of the person, so that the blanks show."""
    own = [secret.kind for secret in secrets if secret.contact_id == talk.contact_id]
    return [
        {"label": label, "count": own.count(str(kind))}
        for kind, label in KIND_LABELS.items()
        if kind not in ORGANISATION_KINDS
    ]


def _asks_before(talk: Conversation) -> bool:
    """Say whether the last two conversations were both asks: a good day to give."""
    earlier = Conversation.objects.filter(contact=talk.contact, at__lt=talk.at)
    last = list(
        earlier.exclude(direction="")
        .order_by("-at")
        .values_list("direction", flat=True)[:ASKS_IN_A_ROW]
    )
    return last == ["asked"] * ASKS_IN_A_ROW


@sign_in_required
@require_POST
def conversation_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the conversation and go on to the manual."""
    talk = get_visible(queries.conversations_visible(request.user), pk)
    actions.finish_conversation(person=request.user, conversation=talk)
    messages.success(request, _("Conversation finished"))
    return redirect("manual", pk=talk.customer_id)


@sign_in_required
@require_POST
def conversation_direction(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether we gave or asked this time."""
    talk = get_visible(queries.conversations_visible(request.user), pk)
    chosen = request.POST.get("direction", "")
    actions.mark_direction(
        person=request.user,
        conversation=talk,
        direction=chosen if chosen in Conversation.Direction.values else "",
    )
    return redirect("conversation", pk=talk.pk)


@sign_in_required
@require_POST
def conversation_promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what we promised in this conversation."""
    talk = get_visible(queries.conversations_visible(request.user), pk)
    if talk.person_id != request.user.pk:
        raise NotAllowedError(_("Only who held the conversation writes it down."))
    form = PromiseForm(request.POST)

    def make() -> str:
        actions.make_promise(
            person=request.user,
            customer=talk.customer,
            contact=talk.contact,
            words=form.cleaned_data["words"],
            due_at=form.cleaned_data["due_at"],
        )
        return reverse("conversation", args=[talk.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("Promise written down"))
        return redirect(made)
    page = {"form": form, "talk": talk}
    return render(request, "secrets_manual/promise.html", page, status=answer_status(form))
