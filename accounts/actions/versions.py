"""The second of two editors is told, and loses nothing."""

from typing import TypeVar

from django.apps import apps
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Versioned
from crm.errors import RuleBrokenError

#: What a trigger refuses has no constraint that could carry the sentence.
TRIGGER_SENTENCES = {
    "gift_none_for_officials": gettext_lazy("A public official is given nothing."),
    "gift_none_where_forbidden": gettext_lazy("Nothing that costs money may be given there."),
    "gift_over_limit_is_approved": gettext_lazy(
        "This is over a limit: a second person approves it."
    ),
    "customer_is_not_its_own_ancestor": gettext_lazy("A customer cannot belong to itself."),
    "company_currency_stays": gettext_lazy(
        "Money is written down in the present currency, so it stays."
    ),
    **dict.fromkeys(
        (
            "contact_role_of_who_may_be_remembered",
            "trust_of_who_may_be_remembered",
            "acquaintance_of_who_may_be_remembered",
        ),
        gettext_lazy("They asked us to remember nothing about them."),
    ),
    "contact_reports_in_no_ring": gettext_lazy("They report to this contact already."),
}

Row = TypeVar("Row", bound=Versioned)


def check_version(row: Versioned, version: int | None) -> None:
    """Refuse an edit that began from an older text; `row` must be locked by the caller."""
    if version is not None and version != row.version:
        raise RuleBrokenError(
            _(
                "Somebody changed this while you were writing."
                " Their text stands above; yours is kept below."
            ),
            "stale_version",
        )


def save_versioned(row: Row, changes: dict[str, object]) -> Row:
    """Write the changes kindly checked, and count the edit."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.full_clean()
    row.save()
    return row


def kind_sentence(error: IntegrityError) -> str:
    """Give the sentence of the constraint that a race has hit, found by its name.

    Raises the error again when no constraint of ours is to blame.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:  # noqa: SLF001 - Django's public habit
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    if name in TRIGGER_SENTENCES:
        return str(TRIGGER_SENTENCES[name])
    raise error
