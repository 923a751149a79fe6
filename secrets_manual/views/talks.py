"""Conversations: ask, listen, record, ask another question."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms import answer_status, send_once
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import get_visible, who_object_at
from crm import clock
from secrets_manual import actions, queries
from secrets_manual.forms import CommitmentForm, ConversationForm, PromiseForm, TurnForm
from secrets_manual.models import KIND_LABELS, Conversation, Participant, Secret
from secrets_manual.rules.kinds import ORGANISATION_KINDS
from secrets_manual.rules.questions import Question, question_of

MANY_ASKS = 3
BEFORE_MANY = MANY_ASKS - 1


@sign_in_required
@require_http_methods(["GET", "POST"])
def conversation_new(request: SignedInRequest) -> HttpResponse:
    """Begin a conversation with one of one's contacts."""
    chosen = request.GET.get("contact", "")
    initial = {
        "contact": chosen if chosen.isdecimal() else None,
        "kind": "visit",
        "key": request.GET.get("key", ""),
    }
    form = ConversationForm(request.POST or None, person=request.user, initial=initial)

    def make() -> str:
        contact = form.cleaned_data["contact"]
        talk = actions.hold_conversation(
            person=request.user,
            customer=contact.customer,
            contact=contact,
            kind=form.cleaned_data["kind"],
            direction=form.cleaned_data["direction"],
            started_by=form.cleaned_data["started_by"],
            at=form.cleaned_data["at"],
        )
        key = form.cleaned_data["key"]
        asked = f"?{urlencode({'key': key})}" if question_of(key) else ""
        return reverse("conversation", args=[talk.pk]) + asked

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    page = {"form": form}
    return render(request, "secrets_manual/conversation_new.html", page, status=answer_status(form))


@dataclass(frozen=True)
class Offer:
    """The question that is offered now, and the address of the next one."""

    question: Question | None
    words: str
    another: int


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def conversation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what was asked and said, and offer the next question."""
    visible = queries.conversations_visible(request.user)
    with_contacts = Prefetch("parts", Participant.objects.select_related("contact"))
    talk = get_visible(visible.prefetch_related(with_contacts), pk)
    secrets = queries.leaf_of_manual(request.user, talk.customer, contact=talk.contact)
    offer = _offer(request, talk, secrets)
    asked = {"question": offer.words, "key": offer.question.key if offer.question else ""}
    form = TurnForm(request.POST or None, initial=asked)

    def make() -> str:
        actions.keep_words(person=request.user, conversation=talk, **form.changes)
        return reverse("conversation", args=[talk.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    page = {
        "talk": talk,
        "mine": talk.person_id == request.user.pk,
        "objecting": _objecting(talk),
        "parts": sorted(talk.parts.all(), key=lambda part: part.contact_id != talk.contact_id),
        "turns": talk.turns.select_related("secret").order_by("id"),
        "form": form,
        "offer": offer,
        "offered_kind": KIND_LABELS[offer.question.kind] if offer.question else "",
        "known": _known(secrets, talk),
        "asks": _many_asks(talk),
        "both": queries.open_both_ways(request.user, talk.customer, most=8),
        "promise_form": PromiseForm(auto_id="promise_%s"),
        "commitment_form": CommitmentForm(auto_id="commitment_%s"),
        "starters": Conversation.Starter.choices,
        "feelings": Conversation.Felt.choices,
        "now": clock.now(),
    }
    return render(request, "secrets_manual/conversation.html", page, status=answer_status(form))


def _objecting(talk: Conversation) -> list[str]:
    """Name who of those at the talk asked that nothing be remembered about them."""
    there = {part.contact_id for part in talk.parts.all()} | {talk.contact_id}
    objecting = who_object_at(talk.customer_id)[talk.customer_id]
    return [contact.name for contact in objecting if contact.pk in there]


def _offer(request: SignedInRequest, talk: Conversation, secrets: list[Secret]) -> Offer:
    """Offer the question asked for by key, else the one whose turn it is."""
    named = question_of(request.GET.get("key", ""))
    if named:
        return Offer(named, _(named.words), 0)
    questions = queries.ask_in_conversation(secrets, talk)
    place = _number(request.GET.get("question", "")) % max(1, len(questions))
    question = questions[place] if questions else None
    return Offer(question, _(question.words) if question else "", place + 1)


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 4 else 0


def _known(secrets: list[Secret], talk: Conversation) -> list[dict[str, object]]:
    """Count by kind what is known of the person, so that the blanks show."""
    own = [secret.kind for secret in secrets if secret.contact_id == talk.contact_id]
    return [
        {"label": label, "count": own.count(str(kind))}
        for kind, label in KIND_LABELS.items()
        if kind not in ORGANISATION_KINDS
    ]


def _many_asks(talk: Conversation) -> int:
    """Give how many asks in a row this is, where that is worth a kind word: 2 before, 3 or more."""
    run = queries.asks_in_a_row(talk.contact, talk.at)
    unmarked = not talk.direction
    return run if run >= MANY_ASKS or (unmarked and run == BEFORE_MANY) else 0
