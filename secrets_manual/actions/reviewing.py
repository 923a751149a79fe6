"""Is it still true? Said so, to be asked, and taken back when the thumb slipped."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import RuleBrokenError
from secrets_manual.actions.correcting import check_may_change, locked, rewrite, write
from secrets_manual.actions.keeping import next_review
from secrets_manual.models import Secret, State

#: What a review writes, and so what taking it back restores.
_OF_A_REVIEW = ("review_on", "missed_reviews", "confirmed_on", "ask_since_on")
_DAYS = ("review_on", "confirmed_on", "ask_since_on")


def review_secret(*, person: Person, secret: Secret, version: int | None = None) -> Secret:
    """Say that a secret is still true; it is looked at again when its time has come."""
    _check_kept(person, secret)
    due = {
        "review_on": next_review(secret.contact, secret.kind),
        "missed_reviews": 0,
        "confirmed_on": clock.today(),
        "ask_since_on": None,
    }
    return rewrite(person, secret, version, "reviewed", due)


def ask_again(*, person: Person, secret: Secret, version: int | None = None) -> Secret:
    """Put a secret among the questions to ask: is this still true? Its review stays due."""
    _check_kept(person, secret)
    return rewrite(person, secret, version, "to_ask", {"ask_since_on": clock.today()})


def _check_kept(person: Person, secret: Secret) -> None:
    check_may_change(person, secret)
    if secret.state != State.KEPT:
        raise RuleBrokenError(
            _("It is not confirmed yet. Ask the customer first."), "secrets_manual.not_confirmed"
        )


@transaction.atomic
def take_back_review(*, person: Person, secret: Secret) -> Secret:
    """Undo "still true" and "ask": the review stands as it stood before the person's last tap."""
    row = locked(person, secret)
    last = row.changes.order_by("-at", "-id").first()
    if last is None or last.what not in {"reviewed", "to_ask"} or last.person_id != person.pk:
        raise RuleBrokenError(
            _("Something else has happened to it since. Nothing was taken back."),
            "secrets_manual.nothing_to_take_back",
        )
    stood = {name: last.before[name] for name in _OF_A_REVIEW}
    for name in _DAYS:
        stood[name] = dt.date.fromisoformat(stood[name]) if stood[name] else None
    return write(person, row, "review_undone", stood)
