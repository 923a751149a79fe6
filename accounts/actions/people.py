"""Adding people and teams, granting roles, issuing tokens."""

import hashlib
import secrets
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import ROLES, ApiToken, Person, RoleGrant, Team
from crm.errors import RuleBrokenError
from crm.journal import actions as journal


@transaction.atomic
def add_team(
    *,
    by: Person | None,
    name: str,
    is_service: bool = False,
    lead: Person | None = None,
    manager: Person | None = None,
) -> Team:
    """Found a team."""
    team = Team(name=name.strip(), is_service=is_service, lead=lead, manager=manager)
    team.full_clean()
    team.save()
    journal.record(
        "accounts.team_added",
        person=by,
        subject_kind="team",
        subject_id=team.pk,
        words={"name": team.name},
    )
    return team


@transaction.atomic
def add_person(
    *,
    by: Person | None,
    name: str,
    email: str | None = None,
    roles: Iterable[str] = (),
    password: str | None = None,
    team: Team | None = None,
    phone: str = "",
    zone: str = "",
    reference: str = "",
) -> Person:
    """Add somebody of ours. Without an address they are known but cannot sign in."""
    person = Person(
        name=name.strip(),
        email=(email or "").strip() or None,
        team=team,
        phone=phone,
        zone=zone,
        reference=reference,
    )
    person.set_password(password or None)  # None: nobody can sign in with any
    person.full_clean()
    person.save()
    if person.email:
        # Whoever adds a colleague vouches for the address; there is no open sign-up to abuse.
        EmailAddress.objects.create(
            user=person, email=person.email.lower(), verified=True, primary=True
        )
    journal.record(
        "accounts.person_added",
        person=by,
        subject_kind="person",
        subject_id=person.pk,
        words={"name": person.name},
    )
    grant_roles(by=by, person=person, roles=roles)
    return person


@transaction.atomic
def grant_roles(*, by: Person | None, person: Person, roles: Iterable[str]) -> None:
    """Give the person exactly these roles."""
    wanted = set(roles)
    unknown = wanted.difference(ROLES)
    if unknown:
        raise RuleBrokenError(
            _("There is no role %(role)s.") % {"role": min(unknown)},
            "accounts.unknown_role",
            field="roles",
            status=400,
        )
    held = set(person.role_grants.values_list("role", flat=True))
    if wanted == held:
        return
    person.role_grants.exclude(role__in=wanted).delete()
    RoleGrant.objects.bulk_create(
        RoleGrant(person=person, role=role) for role in sorted(wanted - held)
    )
    person.__dict__.pop("roles", None)
    journal.record(
        "accounts.roles_granted",
        person=by,
        subject_kind="person",
        subject_id=person.pk,
        facts={"roles": sorted(wanted), "before": sorted(held)},
    )


@transaction.atomic
def issue_token(*, person: Person, scope: str = "read") -> str:
    """Make a token for programs and give it once; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    row = ApiToken(person=person, digest=hashlib.sha256(token.encode()).hexdigest(), scope=scope)
    row.full_clean()
    row.save()
    journal.record(
        "accounts.token_issued",
        person=person,
        subject_kind="person",
        subject_id=person.pk,
        facts={"scope": scope},
    )
    return token
