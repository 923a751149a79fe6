"""It was about somebody else: a secret goes to the right person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import answer_status, send_once
from accounts.permissions import SignedInRequest, sign_in_required
from crm.errors import NotAllowedError
from secrets_manual import actions, queries
from secrets_manual.forms import MoveForm
from secrets_manual.permissions import may_change_secret
from secrets_manual.views.secrets import back, found


@sign_in_required
@require_http_methods(["GET", "POST"])
def secret_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose whom it was about; whoever may write about both moves it there."""
    row = found(request, pk)
    if not may_change_secret(request.user, row):
        raise NotAllowedError(
            _("Only its steward and its keeper, who answer for it, write this manual.")
        )
    form = MoveForm.of(row, request.user, request.POST.dict())

    def make() -> str:
        moved = actions.move_secret(
            person=request.user,
            secret=row,
            customer=form.customer,  # type: ignore[arg-type]
            contact=form.contact,
            version=form.cleaned_data["version"],
        )
        return back(request, moved)

    made = send_once(form, person=request.user, make=make)
    if made:
        about = form.contact or form.customer
        messages.success(
            request, _("Moved: it is about %(name)s now") % {"name": about.name if about else ""}
        )
        return redirect(made)
    queries.note_reading(person=request.user, customers=[row.customer])
    page = {
        "secret": row,
        "form": form,
        "stays": queries.why_it_stays(row),
        "looked": bool(form["find"].value()),
        "back": back(request, row),
    }
    return render(request, "secrets_manual/secret_move.html", page, status=answer_status(form))
