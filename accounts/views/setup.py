"""The first run: one page for the first director, then what to do next."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import found_company
from accounts.forms import FoundingForm, answer_status, sent, show_broken
from accounts.models import Person
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import has_director
from crm import company
from crm.errors import NotVisibleError, RuleBrokenError

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Ask who we are, once; nobody finds this page when there is a director."""
    if has_director():
        raise Http404
    form = FoundingForm(
        sent(request), initial={"zone": company.zone(), "currency": company.currency()}
    )
    director = _founded(form)
    if director is not None:
        login(request, director, backend=BACKEND)
        return redirect("setup_next")
    page = {"form": form}
    return render(request, "accounts/setup.html", page, status=answer_status(form))


def _founded(form: FoundingForm) -> Person | None:
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return found_company(**form.changes)
    except NotVisibleError as error:
        raise Http404(error.message) from error
    except RuleBrokenError as error:
        show_broken(form, error)
        return None


@roles_required("director", "admin")
@require_safe
def setup_next(request: SignedInRequest) -> HttpResponse:
    """Say what comes next: people, then customers."""
    return render(request, "accounts/setup_next.html", {"title": _("Next")})
