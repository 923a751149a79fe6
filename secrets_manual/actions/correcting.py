"""What becomes of a secret later: corrected, confirmed, looked at again, taken back."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import check_version
from accounts.models import Person
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from secrets_manual.actions.gating import clean_text, pass_gate
from secrets_manual.actions.keeping import (
    Source,
    check_kind,
    is_of_organisation,
    note,
    standing,
)
from secrets_manual.actions.objecting import check_may_be_remembered
from secrets_manual.models import Precision, Secret, SecretChange, State
from secrets_manual.permissions import may_change_secret
from secrets_manual.queries import secrets_to_reinstate, secrets_visible
from secrets_manual.rules.gate import Verdict
from secrets_manual.rules.kinds import DEFAULT_USES, Glad, Provenance

#: What is set aside or gone into another secret is written no more.
MAY_STILL_CHANGE = (State.KEPT, State.DRAFT, State.THIRD_PARTY)
#: What a change remembers of how the secret stood before it.
REMEMBERED = (
    "text", "kind", "layer", "uses", "state", "told_on", "told_precision", "dated_on",
    "dated_precision", "do_not_mention", "nearly_their_words", "review_on", "missed_reviews",
    "confirmed_on", "ask_since_on", "pin",
)  # fmt: skip


@transaction.atomic
def rewrite(
    person: Person, secret: Secret, version: int | None, what: str, columns: dict[str, object]
) -> Secret:
    """Write columns of a secret the person may change; how it stood stays in its history."""
    row = locked(person, secret)
    check_version(row, version)
    return write(person, row, what, columns)


def write(
    person: Person,
    row: Secret,
    what: str,
    columns: dict[str, object],
    more: dict[str, object] | None = None,
) -> Secret:
    """Write columns of a locked row; `more` is remembered beside how it stood."""
    before = {name: getattr(row, name) for name in REMEMBERED}
    for name, value in columns.items():
        setattr(row, name, value)
    row.version += 1
    row.full_clean()
    row.save()
    SecretChange.objects.create(
        secret=row, person=person, what=what, before=before | (more or {}), at=clock.now()
    )
    note(f"secrets_manual.secret_{what}", person, row)
    return row


def change_secret(
    *,
    person: Person,
    secret: Secret,
    version: int | None = None,
    text: str | None = None,
    kind: str = "",
    layer: str = "",
    uses: Iterable[str] | None = None,
    nearly_their_words: bool | None = None,
    do_not_mention: bool | None = None,
    dates: dict[str, object] | None = None,
) -> Secret:
    """Correct a secret; new words pass the gate like any, the old stay in its history.

    dates: told_on, told_precision, dated_on, dated_precision, each left out at will.
    """
    check_may_change(person, secret)
    plain = secret.text if text is None else clean_text(text)
    check_may_be_remembered(secret.customer, secret.contact, plain)
    named_kind = check_kind(kind) if kind else secret.kind
    columns = {"text": plain, "kind": named_kind, **_dates(secret, dates or {})}
    columns["in_their_hand"] = secret.in_their_hand and plain == secret.text
    verdict = pass_gate(
        plain,
        person=person,
        provenance=secret.provenance,
        glad=secret.glad,
        kind=named_kind,
        address=secret.address,
        colleague=secret.colleague.name if secret.colleague else "",
        uses=secret.uses if uses is None else uses,
        about_organisation=is_of_organisation(secret.contact, named_kind),
    )
    columns |= {"sensitivity": verdict.sensitivity, "layer": layer or secret.layer}
    if secret.state == State.KEPT:
        columns["uses"] = sorted(use.value for use in verdict.uses)
    if nearly_their_words is not None:
        told = secret.provenance == Provenance.TOLD_US
        columns["nearly_their_words"] = nearly_their_words and told
    if do_not_mention is not None:
        columns["do_not_mention"] = do_not_mention
    return rewrite(person, secret, version, "changed", columns)


def _dates(secret: Secret, dates: dict[str, object]) -> dict[str, object]:
    """Take over dates, and their precision with them; what they told is not of tomorrow."""
    told_on = dates.get("told_on", secret.told_on)
    if isinstance(told_on, dt.date) and told_on > clock.today():
        raise RuleBrokenError(
            _("This lies in the future. When did they tell us?"),
            "secrets_manual.told_in_the_future",
            field="told_on",
            status=400,
        )
    for name in ("told", "dated"):
        if f"{name}_on" in dates:
            exact = None if dates[f"{name}_on"] is None else dates.get(f"{name}_precision")
            dates = dates | {f"{name}_precision": exact or Precision.DAY.value}
    return dates


def confirm_secret(*, person: Person, secret: Secret, version: int | None = None) -> Secret:
    """Share a draft, or a third party's word, now that the customer confirmed it to us."""
    check_may_change(person, secret)
    if secret.state not in {State.DRAFT, State.THIRD_PARTY}:
        raise RuleBrokenError(_("This is confirmed already."), "secrets_manual.confirmed_already")
    verdict = pass_gate(
        secret.text,
        person=person,
        provenance=Provenance.TOLD_US.value,
        glad=Glad.YES.value,
        kind=secret.kind,
        uses=DEFAULT_USES,
        about_organisation=is_of_organisation(secret.contact, secret.kind),
    )
    source = Source(provenance=Provenance.TOLD_US.value)
    return rewrite(
        person,
        secret,
        version,
        "confirmed",
        {
            "glad": Glad.YES.value,
            **source.details(person, clock.today()),
            **standing(verdict, secret.contact, secret.kind),
        },
    )


def withdraw_secret(*, person: Person, secret: Secret, version: int | None = None) -> Secret:
    """Take a secret back: nobody sees it any more, and in 30 days it is gone for good."""
    check_may_change(person, secret)
    return rewrite(person, secret, version, "withdrawn", _set_aside(State.WITHDRAWN))


def reinstate_secret(*, person: Person, secret: Secret) -> Secret:
    """Bring back a hidden or withdrawn secret as it stood; unconfirmed ones get their days anew."""
    row = secrets_to_reinstate(person).filter(pk=secret.pk).first()
    if row is None:
        raise NotVisibleError(_("There is no such secret."))
    verdict = pass_gate(
        row.text,
        person=person,
        provenance=row.provenance,
        glad=row.glad,
        kind=row.kind,
        address=row.address,
        colleague=row.colleague.name if row.colleague else "",
        uses=row.uses or DEFAULT_USES,
        about_organisation=is_of_organisation(row.contact, row.kind),
    )
    return _reinstate(person, row, verdict)


@transaction.atomic
def _reinstate(person: Person, found: Secret, verdict: Verdict) -> Secret:
    row = secrets_to_reinstate(person).select_for_update(of=("self",)).filter(pk=found.pk).first()
    # What nobody sees is rewritten by nobody; the gate read these very words.
    if row is None or row.text != found.text:
        raise NotVisibleError(_("There is no such secret."))
    stands = {"set_aside_on": None, "missed_reviews": 0, "pin": None}
    columns = standing(verdict, row.contact, row.kind, told_on=row.confirmed_on) | stands
    return write(person, row, "reinstated", columns)


def _set_aside(state: State) -> dict[str, object]:
    return {
        "state": state,
        "set_aside_on": clock.today(),
        "draft_until": None,
        "confirm_until": None,
        "pin": None,
    }


def check_may_change(person: Person, secret: Secret) -> None:
    """Let through who may change it; who sees it hears no, others that there is none."""
    if may_change_secret(person, secret) and secret.state in MAY_STILL_CHANGE:
        return
    if secrets_visible(person).filter(pk=secret.pk).exists():
        raise NotAllowedError(
            _("Only its steward and its keeper, who answer for it, write this manual.")
        )
    raise NotVisibleError(_("There is no such secret."))


def locked(person: Person, secret: Secret) -> Secret:
    """Fetch the row for writing; gone or set aside in the meantime is as if it never was."""
    row = (
        Secret.objects.select_for_update(of=("self",))
        .select_related("customer", "contact", "author__team", "colleague")
        .filter(pk=secret.pk)
        .first()
    )
    if row is None:
        raise NotVisibleError(_("There is no such secret."))
    check_may_change(person, row)
    return row
