"""Saved replies: the page that keeps them, and the button that inserts one into a letter."""

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import answer_status, send_once, sent
from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from accounts.queries import get_visible
from crm.errors import NotAllowedError
from crm.recovery import actions
from crm.recovery.forms import PickForm, SavedReplyForm
from crm.recovery.models import SavedReply
from crm.recovery.permissions import TICKET_ROLES, may_keep_replies, may_keep_reply
from crm.recovery.queries import known_of, page_of, replies_for, replies_visible_to, ticket_visible
from crm.recovery.rules import blanks
from crm.recovery.views.acts import ACTS
from crm.recovery.views.ticket import shown
from crm.recovery.views.typed import DRAFT, parted

#: As much of what was typed as a letter may hold, and what is inserted below it.
_LONGEST = 8000


@roles_required(*TICKET_ROLES)
@require_http_methods(["GET", "POST"])
def replies(request: SignedInRequest) -> HttpResponse:
    """List everybody's replies and one's own; a POST keeps a new one."""
    return _kept(request, None)


@roles_required(*TICKET_ROLES)
@require_http_methods(["GET", "POST"])
def reply_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a saved reply."""
    row = get_visible(replies_visible_to(request.user), pk)
    if not may_keep_reply(request.user, row):
        raise NotAllowedError(_("Leads, managers and directors keep the replies of everybody."))
    return _kept(request, row)


def _kept(request: SignedInRequest, row: SavedReply | None) -> HttpResponse:
    person = request.user
    initial = model_to_dict(row) | {"is_ours": row.person_id is None} if row else {}
    form = SavedReplyForm(sent(request), initial=initial, may_keep=may_keep_replies(person))

    def keep() -> str:
        actions.save_reply(person=person, reply=row, **form.changes)
        return reverse("replies")

    address = send_once(form, person=person, make=keep)
    if address:
        messages.success(request, _("Reply kept."))
        return redirect(address)
    context = {"form": form, "row": row, "groups": [] if row else _groups(request)}
    return render(request, "recovery/replies.html", context, status=answer_status(form))


def _groups(request: SignedInRequest) -> list[tuple[str, list[SavedReply], bool]]:
    rows = list(replies_visible_to(request.user))
    mine = [row for row in rows if row.person_id is not None]
    everybodys = [row for row in rows if row.person_id is None]
    return [
        (_("For everybody"), everybodys, may_keep_replies(request.user)),
        (_("My own"), mine, True),
    ]


@roles_required(*TICKET_ROLES)
@require_POST
def reply_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw a saved reply away."""
    row = get_visible(replies_visible_to(request.user), pk)
    actions.throw_reply_away(person=request.user, reply=row)
    messages.success(request, _("“%(title)s” is gone.") % {"title": row.title})
    return redirect("replies")


@require_POST
@sign_in_required
def reply_insert(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the letter again with a saved reply below what was typed; nothing is sent.

    A draft of an apology becomes the letter as it stands.
    """
    person, row = request.user, ticket_visible(request.user, pk)
    act = ACTS["reply"]
    if not act.may(person, row) or row.contact is None:
        raise NotAllowedError(_("You may read and comment; service staff take the steps."))
    picked = PickForm(request.POST, replies=replies_for(person, row))
    words = request.POST.get("words", "").replace("\x00", "")[:_LONGEST].strip()
    if "draft" in request.POST:
        pass
    elif picked.is_valid():
        reply = picked.cleaned_data["saved"]
        words = f"{words}\n\n{blanks.filled(reply.words, known_of(row, row.contact, person))}"
    else:
        messages.warning(request, _("Choose a reply first."))
    page = page_of(person, row)
    typed = act.form(sent(request), ticket=row, secrets=page.secrets)
    typed.is_valid()
    kept = {name: typed.cleaned_data.get(name) for name in ("next_word_by", "is_response")}
    form = act.form(ticket=row, secrets=page.secrets, initial=kept | {"words": words.strip()})
    own = "reply" if "main" in request.POST else DRAFT
    return shown(request, page, "reply", form, parted(request, own, ACTS).beside)
