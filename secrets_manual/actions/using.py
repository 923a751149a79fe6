"""Using what we know, and remembering how it was received."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.correcting import write
from secrets_manual.actions.gating import reads
from secrets_manual.models import Reception, Secret, State, Use
from secrets_manual.queries import secrets_in_window, secrets_visible
from secrets_manual.rules.kinds import Use as UseCode


@reads("how")
@transaction.atomic
def record_use(
    *,
    person: Person,
    secret: Secret,
    ticket_id: str = "",
    how: str,
    reception: str = "",
    used_on: dt.date | None = None,
) -> Use:
    """Write down that a secret was used for its customer, on a ticket or otherwise.

    used_on: an earlier day than today; its hour is not known and written as noon.
    """
    if not _may_use(person, secret, ticket_id):
        raise NotVisibleError(_("There is no such secret."))
    if secret.state != State.KEPT:
        raise RuleBrokenError(
            _("It is not confirmed yet. Ask the customer first."), "secrets_manual.not_confirmed"
        )
    use = Use(
        secret=secret,
        person=person,
        how=" ".join(how.split())[:300],
        reception=reception or Reception.UNKNOWN,
        ticket_id=str(ticket_id),
        at=_moment(used_on),
    )
    use.full_clean()
    use.save()
    _note("secrets_manual.secret_used", person, use)
    return use


@transaction.atomic
def judge_use(*, person: Person, use: Use, reception: str) -> Use:
    """Say how a use was received, once that is known."""
    if not _may_use(person, use.secret, use.ticket_id):
        raise NotVisibleError(_("There is no such secret."))
    return _judge(person, use, reception)


def _judge(person: Person, use: Use, reception: str) -> Use:
    use.reception, use.judged_by, use.judged_at = reception, person, clock.now()
    use.full_clean()
    use.save(update_fields=["reception", "judged_by", "judged_at"])
    _note("secrets_manual.use_judged", person, use)
    return use


@transaction.atomic
def judge_on_ticket(
    *, person: Person, secret_id: int, ticket_id: str, reception: str, startled: bool
) -> None:
    """Say how the use on a ticket was received; the caller knows that the person may.

    What startled is held back from then on. A secret that is gone meanwhile is no hindrance.
    """
    use = Use.objects.filter(secret=secret_id, ticket_id=ticket_id).order_by("-at", "-id").first()
    if use is None:
        return
    _judge(person, use, reception)
    if startled:
        _hold_back(person, use.secret_id)


@transaction.atomic
def hold_back_secret(*, person: Person, secret: Secret, ticket_id: str = "") -> Secret:
    """Take a secret out of every surprise, and keep it from being mentioned at all.

    Whoever may use it may say that using it would startle them; its keeper can put it back.
    """
    if not _may_use(person, secret, ticket_id):
        raise NotVisibleError(_("There is no such secret."))
    return _hold_back(person, secret.pk)


def _hold_back(person: Person, pk: int) -> Secret:
    row = Secret.objects.select_for_update(of=("self",)).get(pk=pk)
    uses = [use for use in row.uses if use != UseCode.SURPRISE.value]
    return write(person, row, "changed", {"uses": uses, "do_not_mention": True})


def _moment(used_on: dt.date | None) -> dt.datetime:
    today = clock.today()
    if used_on is None or used_on == today:
        return clock.now()
    if used_on > today:
        raise RuleBrokenError(
            _("This lies in the future. When was it used?"),
            "secrets_manual.used_in_the_future",
            field="used_on",
            status=400,
        )
    return dt.datetime.combine(used_on, dt.time(12), tzinfo=clock.company_zone())


def _may_use(person: Person, secret: Secret, ticket_id: str) -> bool:
    if secrets_visible(person).filter(pk=secret.pk).exists():
        return True
    return bool(
        ticket_id
        and person.has_role("service")
        and secrets_in_window(secret.customer, str(ticket_id)).filter(pk=secret.pk).exists()
    )


def _note(kind: str, person: Person, use: Use) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="secret",
        subject_id=use.secret_id,
        customer_id=use.secret.customer_id,
        facts={"ticket": use.ticket_id, "reception": use.reception},
    )
