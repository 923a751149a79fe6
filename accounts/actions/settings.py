"""Changing people, teams, oneself and one's tokens."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.handovers import end_offers_of
from accounts.actions.people import grant_roles
from accounts.actions.versions import check_version, save_versioned
from accounts.models import ApiToken, Person, Team
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal

OWN = frozenset({
    "phone", "zone", "language", "quiet_from", "quiet_until", "away_from", "away_until", "deputy",
})  # fmt: skip


@transaction.atomic
def change_person(
    *, by: Person, person: Person, version: int | None, roles: list[str], **changes: object
) -> Person:
    """Change somebody's name, address, team and roles; the admin may."""
    _check_admin(by)
    row = Person.objects.select_for_update().get(pk=person.pk)
    check_version(row, version)
    if row.pk == by.pk and "admin" not in roles:
        raise RuleBrokenError(
            _("You cannot take the admin's role from yourself; another admin can."),
            "accounts.last_key",
            field="roles",
        )
    save_versioned(row, changes)
    _move_sign_in(row)
    journal.record(
        "accounts.person_changed",
        person=by,
        subject_kind="person",
        subject_id=row.pk,
        facts={"fields": sorted(changes)},
    )
    grant_roles(by=by, person=row, roles=roles)
    return row


def _move_sign_in(person: Person) -> None:
    """Let the address to sign in with follow the person's."""
    address = (person.email or "").lower()
    EmailAddress.objects.filter(user=person).exclude(email=address).delete()
    if address:
        EmailAddress.objects.get_or_create(
            user=person, email=address, defaults={"verified": True, "primary": True}
        )


@transaction.atomic
def set_active(*, by: Person, person: Person, is_active: bool) -> Person:
    """Close or open the door for somebody; what they did stays, and their tokens end."""
    _check_admin(by)
    if by.pk == person.pk:
        raise RuleBrokenError(_("You cannot lock yourself out."), "accounts.locks_oneself_out")
    row = Person.objects.select_for_update().get(pk=person.pk)
    if row.is_active == is_active:
        return row
    if not is_active:
        return let_go(by=by, person=row)
    row = save_versioned(row, {"is_active": True})
    journal.record("accounts.person_let_in", person=by, subject_kind="person", subject_id=row.pk)
    return row


def let_go(*, by: Person, person: Person) -> Person:
    """Close somebody's door, end their tokens and what is offered; the caller locked them."""
    row = save_versioned(person, {"is_active": False})
    row.tokens.filter(revoked_at__isnull=True).update(revoked_at=clock.now())
    end_offers_of(row, by=by)
    journal.record("accounts.person_shut_out", person=by, subject_kind="person", subject_id=row.pk)
    return row


@transaction.atomic
def change_own_settings(*, person: Person, version: int | None, **changes: object) -> Person:
    """Change one's own zone, language, quiet hours, absence and deputy; nothing else."""
    if not OWN.issuperset(changes):
        raise NotAllowedError(_("This is for the admin to change."))
    return _change_settings(person, person, version, changes)


@transaction.atomic
def change_absence(
    *,
    by: Person,
    person: Person,
    version: int | None,
    away_from: dt.datetime | None,
    away_until: dt.datetime | None,
    deputy: Person | None,
) -> Person:
    """Say that somebody is away and who stands in; their lead or manager, or an admin, may."""
    team = person.team
    leads = team is not None and by.pk in {team.lead_id, team.manager_id}
    if not leads and not by.has_role("admin"):
        raise NotAllowedError(_("The lead of the team may change this."))
    changes: dict[str, object] = {"away_from": away_from, "away_until": away_until}
    changes["deputy"] = deputy
    return _change_settings(by, person, version, changes)


def _change_settings(
    by: Person, person: Person, version: int | None, changes: dict[str, object]
) -> Person:
    row = Person.objects.select_for_update().get(pk=person.pk)
    check_version(row, version)
    save_versioned(row, changes)
    journal.record(
        "accounts.settings_changed",
        person=by,
        subject_kind="person",
        subject_id=row.pk,
        facts={"fields": sorted(changes)},
    )
    return row


@transaction.atomic
def change_team(*, by: Person, team: Team, **changes: object) -> Team:
    """Change a team's name, lead and manager; the admin may."""
    _check_admin(by)
    row = Team.objects.select_for_update().get(pk=team.pk)
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    journal.record(
        "accounts.team_changed",
        person=by,
        subject_kind="team",
        subject_id=row.pk,
        facts={"fields": sorted(changes)},
    )
    return row


@transaction.atomic
def revoke_token(*, person: Person, token_id: int) -> ApiToken:
    """End one of one's own tokens, at once and for good."""
    token = ApiToken.objects.select_for_update().filter(person=person, pk=token_id).first()
    if token is None:
        raise NotVisibleError(_("There is no such token."))
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        journal.record(
            "accounts.token_revoked", person=person, subject_kind="person", subject_id=person.pk
        )
    return token


def _check_admin(by: Person) -> None:
    if not by.has_role("admin"):
        raise NotAllowedError(_("The admin may change this."))
