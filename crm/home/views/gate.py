"""What forms with somebody's words share: the gate reads them before anything is written."""

from collections.abc import Callable

from accounts.forms import OnceForm, send_once, show_broken
from accounts.permissions import SignedInRequest
from secrets_manual.actions import SecretRefusedError, check_words


def passes_gate(form: OnceForm, request: SignedInRequest, *names: str) -> bool:
    """Ask the gate about a form's fields ("words" unless named), outside of any transaction.

    So the note that something was refused, without its words, outlives the refusal.
    """
    if not form.is_valid():
        return False
    for name in names or ("words",):
        try:
            check_words(str(form.cleaned_data.get(name) or ""), person=request.user)
        except SecretRefusedError as refused:
            refused.field = name
            show_broken(form, refused)
            return False
    return True


def send_gated(
    form: OnceForm, request: SignedInRequest, make: Callable[[], str], *names: str
) -> str | None:
    """Make once what a form asks for when the gate lets its words in; None when it is refused."""
    if not passes_gate(form, request, *names):
        return None
    return send_once(form, person=request.user, make=make)
