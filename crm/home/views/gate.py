"""What forms with somebody's words share: the gate reads them before anything is written."""

from accounts.forms import OnceForm, show_broken
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
