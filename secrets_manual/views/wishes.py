"""What a contact allows and wishes, as their steward reads and notes it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import note_wishes
from accounts.forms import OnceForm, answer_status, send_once
from accounts.models import Answer, Channel, Consent, Contact, Preference, Purpose, Topic
from accounts.permissions import SignedInRequest, may_write_customer, sign_in_required
from accounts.queries import (
    answers_of,
    contacts_reachable,
    get_visible,
    history_of,
    mail_policy,
    preference_of,
)
from crm.errors import NotAllowedError
from crm.journal.models import Entry
from crm.journal.queries import entries_about
from secrets_manual import actions
from secrets_manual.forms import AllowAgainForm, NotedWishesForm, ObjectionForm
from secrets_manual.forms.own_page import ASKED
from secrets_manual.queries import said_of


@dataclass(frozen=True)
class Wished:
    """One change of how they wish to hear from us."""

    entry: Entry
    channels: str
    topics: str
    mails: object


@dataclass(frozen=True)
class Known:
    """What stands about a contact's wishes, asked for once."""

    answers: dict[str, Consent]
    preference: Preference | None

    @classmethod
    def of(cls, contact: Contact) -> "Known":
        """Ask for it."""
        return cls(answers_of(contact), preference_of(contact))


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_wishes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a contact allows and wishes with its history; the steward notes what they told."""
    contact = _contact(request, pk)
    if request.method != "POST":
        return _page(request, contact)
    _check_steward(request, contact)
    form = _form(contact, Known.of(contact), request.POST)

    def note() -> str:
        number = note_wishes(person=request.user, contact=contact, **form.wishes)  # type: ignore[arg-type]
        said = ngettext("%(n)d answer noted.", "%(n)d answers noted.", number) % {"n": number}
        messages.success(request, said if number else _("That is what stands there already."))
        return reverse("contact_wishes", args=[pk])

    if made := send_once(form, person=request.user, make=note):
        return redirect(made)
    return _page(request, contact, form=form)


@sign_in_required
@require_POST
def contact_object(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a contact asked us to remember nothing about them, or that they allow it again."""
    contact = _contact(request, pk)
    _check_steward(request, contact)
    again = "allow" in request.POST
    form = AllowAgainForm(request.POST) if again else ObjectionForm(request.POST)

    def note() -> str:
        told = {name: form.cleaned_data[name] for name in ("how", "told_on")}
        act: Callable[..., object] = (
            actions.allow_remembering if again else actions.object_to_remembering
        )
        act(contact=contact, person=request.user, **told)
        return reverse("contact_wishes", args=[pk])

    if made := send_once(form, person=request.user, make=note):
        messages.success(
            request,
            _("From now on what they tell us may be written down.")
            if again
            else _("What was written down about them is gone, and nothing more will be."),
        )
        return redirect(made)
    return _page(request, contact, objection=form)


def _contact(request: SignedInRequest, pk: int) -> Contact:
    return get_visible(contacts_reachable(request.user).select_related("customer"), pk)


def _check_steward(request: SignedInRequest, contact: Contact) -> None:
    if not may_write_customer(request.user, contact.customer):
        raise NotAllowedError(
            _("Only the steward, who looks after this customer, may change this.")
        )


def _form(contact: Contact, known: Known, data: QueryDict | None = None) -> NotedWishesForm:
    return NotedWishesForm(
        data,
        contact=contact,
        policy=mail_policy(),
        stands=known.preference,
        answers={purpose: row.answer for purpose, row in known.answers.items()},
    )


def _page(
    request: SignedInRequest,
    contact: Contact,
    *,
    form: NotedWishesForm | None = None,
    objection: OnceForm | None = None,
) -> HttpResponse:
    known = Known.of(contact)
    history = [said_of(row.purpose, row) for row in history_of(request.user, contact)]
    wished = _wished(contact)
    remembering = known.answers.get(Purpose.REMEMBERING)
    objects = remembering is not None and remembering.answer == Answer.REFUSED
    form = form or _form(contact, known)
    shown = objection or (AllowAgainForm() if objects else ObjectionForm())
    shown.auto_id = "objection_%s"
    return render(
        request,
        "secrets_manual/wishes.html",
        {
            "contact": contact,
            "writes": may_write_customer(request.user, contact.customer),
            "form": form,
            "objection": shown,
            "objects": objects,
            "remembering": remembering,
            "preference": known.preference,
            "said": [said_of(purpose, known.answers.get(purpose)) for purpose in ASKED],
            "history": history,
            "wished": wished,
            "times": len(history) + len(wished),
        },
        status=max(answer_status(form), answer_status(shown)),
    )


def _wished(contact: Contact) -> list[Wished]:
    """Give how they wished to hear from us, the newest first, as the journal has it."""
    noted = entries_about("contact", contact.pk).filter(kind="accounts.preference_noted")
    return [
        Wished(
            entry,
            _labels(Channel, entry.facts.get("channels")),
            _labels(Topic, entry.facts.get("topics")),
            entry.facts.get("mails_a_month"),
        )
        for entry in noted[:30]
    ]


def _labels(choices: type[Channel | Topic], codes: object) -> str:
    found = codes if isinstance(codes, list) else []
    return ", ".join(str(choices(code).label) for code in found if code in choices.values)
