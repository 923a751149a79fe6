"""What one does with a conversation: mark, correct, close, and what is promised in passing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import answer_status, send_once, sent
from accounts.models import Contact
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import contacts_reachable, get_visible
from crm.errors import NotAllowedError
from secrets_manual import actions, queries
from secrets_manual.forms import ChangeConversationForm, CommitmentForm, MoodForm, PromiseForm
from secrets_manual.models import Asking, Conversation
from secrets_manual.views.agreed import back_or


def _found(request: SignedInRequest, pk: int) -> Conversation:
    return get_visible(queries.conversations_visible(request.user), pk)


def _mine(request: SignedInRequest, pk: int) -> Conversation:
    talk = _found(request, pk)
    if talk.person_id != request.user.pk:
        raise NotAllowedError(_("Only who held the conversation writes it down."))
    return talk


@sign_in_required
@require_POST
def conversation_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the conversation and go on to the manual."""
    talk = actions.finish_conversation(person=request.user, conversation=_found(request, pk))
    undo = reverse("conversation_reopen", args=[pk])
    messages.success(request, _("Conversation finished"), extra_tags=f"undo:{undo}")
    return redirect("manual", pk=talk.customer_id)


@sign_in_required
@require_POST
def conversation_reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on with a conversation that was closed too early."""
    actions.reopen_conversation(person=request.user, conversation=_found(request, pk))
    return redirect("conversation", pk=pk)


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def conversation_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct how, when, with whom and the notes; the second editor sees both texts."""
    talk = _mine(request, pk)
    form = ChangeConversationForm.of(talk, sent(request))
    page_url = reverse("conversation", args=[pk])

    def change() -> str:
        version = form.cleaned_data["version"]
        actions.change_conversation(
            person=request.user, conversation=talk, version=version, **form.changes
        )
        return page_url

    if send_once(form, person=request.user, make=change):
        messages.success(request, _("Changed"))
        return redirect(page_url)
    if form.is_bound and form.is_stale:
        newer = _found(request, pk)
        form.compare_with(newer.version, {name: getattr(newer, name) for name in form.own_names()})
    page = {"form": form, "talk": talk}
    status = answer_status(form)
    return render(request, "secrets_manual/conversation_edit.html", page, status=status)


@sign_in_required
@require_POST
def conversation_direction(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether we gave or asked this time, to each contact by name."""
    talk = _found(request, pk)
    chosen = request.POST.get("direction", "")
    actions.mark_direction(
        person=request.user,
        conversation=talk,
        direction=chosen if chosen in Conversation.Direction.values else "",
        contact=_contact(request, talk),
    )
    return redirect("conversation", pk=talk.pk)


def _contact(request: HttpRequest, talk: Conversation) -> Contact | None:
    pk = request.POST.get("contact", "")
    if not pk:
        return None
    return get_visible(Contact.objects.filter(parts__conversation=talk), pk)


@sign_in_required
@require_POST
def conversation_mood(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who started it and how it felt."""
    talk, form = _found(request, pk), MoodForm(request.POST)
    if form.is_valid() or talk.person_id != request.user.pk:
        actions.mark_mood(
            person=request.user,
            conversation=talk,
            started_by=form.cleaned_data.get("started_by", ""),
            felt=form.cleaned_data.get("felt", ""),
        )
    return redirect("conversation", pk=talk.pk)


@sensitive_post_parameters()
@sign_in_required
@require_POST
def conversation_promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what we promised in this conversation."""
    talk, form = _mine(request, pk), PromiseForm(request.POST)

    def make() -> str:
        actions.make_promise(
            person=request.user,
            customer=talk.customer,
            contact=talk.contact,
            conversation=talk,
            **form.changes,
        )
        return reverse("conversation", args=[talk.pk])

    return _agreed(request, talk, form, send_once(form, person=request.user, make=make))


@sensitive_post_parameters()
@sign_in_required
@require_POST
def conversation_commitment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what they said they would do."""
    talk, form = _mine(request, pk), CommitmentForm(request.POST)

    def make() -> str:
        actions.make_commitment(
            person=request.user,
            customer=talk.customer,
            contact=talk.contact,
            conversation=talk,
            **form.changes,
        )
        return reverse("conversation", args=[talk.pk])

    return _agreed(request, talk, form, send_once(form, person=request.user, make=make))


def _agreed(
    request: SignedInRequest,
    talk: Conversation,
    form: PromiseForm | CommitmentForm,
    made: str | None,
) -> HttpResponse:
    theirs = isinstance(form, CommitmentForm)
    if made:
        messages.success(request, _("Written down") if theirs else _("Promise written down"))
        return redirect(made)
    page = {"form": form, "talk": talk, "theirs": theirs}
    return render(request, "secrets_manual/promise.html", page, status=answer_status(form))


@sign_in_required
@require_POST
def question_rest(request: SignedInRequest) -> HttpResponse:
    """Let a question rest: it was asked, or now is not the time for it."""
    contact = get_visible(
        contacts_reachable(request.user).select_related("customer"),
        request.POST.get("contact", ""),
    )
    put_off = request.POST.get("outcome") == Asking.Outcome.NOT_NOW
    actions.note_asking(
        person=request.user,
        customer=contact.customer,
        contact=contact,
        key=request.POST.get("key", ""),
        outcome=Asking.Outcome.NOT_NOW if put_off else Asking.Outcome.ASKED,
    )
    messages.success(
        request, _("Put off for two months") if put_off else _("Asked; it rests for two months")
    )
    asked_in = f"{reverse('manual', args=[contact.customer_id])}?contact={contact.pk}&view=ask"
    return redirect(back_or(request, asked_in))
