"""Inviting colleagues by mail, and their first password."""

import datetime as dt
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.actions.founding import check_password
from accounts.actions.people import add_person
from accounts.actions.settings import let_go
from accounts.actions.versions import save_versioned
from accounts.models import Person, PersonInvitation, Team
from crm import clock
from crm import company as our
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices

DAYS = 7
ABOUT = "invitation"


@dataclass(frozen=True)
class Guest:
    """Somebody to invite; roles and team are given to whoever is new."""

    name: str
    email: str
    roles: tuple[str, ...]
    team: Team | None = None


@transaction.atomic
def invite_people(*, by: Person, guests: Iterable[Guest]) -> list[Person]:
    """Add whoever is new, and mail each a link; all of them or, by the first refusal, none."""
    return [_invite_guest(by, guest) for guest in guests]


def _invite_guest(by: Person, guest: Guest) -> Person:
    there = Person.objects.filter(email__iexact=guest.email).first()
    person = there or add_person(
        by=by, name=guest.name, email=guest.email, roles=guest.roles, team=guest.team
    )
    invite_person(by=by, person=person)
    return person


@transaction.atomic
def invite_person(*, by: Person, person: Person) -> PersonInvitation:
    """Mail somebody the link to choose a password, for seven days; a link before it ends.

    Whoever was shut out without ever having come in is let in again by it.
    """
    _check_admin(by)
    row = Person.objects.select_for_update().get(pk=person.pk)
    if not row.email:
        raise RuleBrokenError(
            _("%(name)s has no address.") % {"name": row.name}, "accounts.no_address"
        )
    if row.has_usable_password():
        raise RuleBrokenError(
            _("%(name)s signs in already.") % {"name": row.name}, "accounts.signs_in_already"
        )
    if not row.is_active:
        save_versioned(row, {"is_active": True})
    now = clock.database_now()
    invitation, is_new = PersonInvitation.objects.update_or_create(
        person=row,
        defaults={
            "invited_by": by,
            "seed": secrets.token_hex(16),
            "sent_at": now,
            "ends_at": now + dt.timedelta(days=DAYS),
            "accepted_at": None,
            "withdrawn_at": None,
        },
    )
    _mail(invitation)
    kind = "accounts.person_invited" if is_new else "accounts.person_invited_again"
    journal.record(kind, person=by, subject_kind="person", subject_id=row.pk)
    return invitation


def _mail(invitation: PersonInvitation) -> None:
    """Write the mail without its link: that is made while the mail leaves, and kept nowhere."""
    notices.forget_about(about_kind=ABOUT, about_id=invitation.pk)
    person, words = invitation.person, {"company": our.name(), "by": invitation.invited_by.name}
    with translation.override(person.language or our.language()):
        subject = _("%(company)s: choose your password for Confidant") % words
        body = _(
            "%(by)s has added you to Confidant, where %(company)s keeps what customers told us"
            " and what we owe them. With the link below you choose a password and are in. It"
            " works once, for seven days. If you did not expect this, leave it alone."
        )
        notices.tell(
            people=[person],
            once_key=f"invitation:{invitation.pk}:{invitation.seed[:12]}",
            subject=subject,
            body=body % words,
            channels=("email",),
            about_kind=ABOUT,
            about_id=invitation.pk,
            must_tell=True,
        )


def invitation_url(about_id: str) -> str:
    """Give the path of an open invitation's link, "" when it is closed; see crm.notices."""
    row = PersonInvitation.objects.select_related("person").filter(pk=about_id).first()
    return reverse("join", args=[_token(row)]) if row and _is_open(row) else ""


def _token(row: PersonInvitation) -> str:
    secret = f"{row.pk}:{row.seed}:{row.person.email}:{row.person.password}"
    return f"{row.pk}-{salted_hmac('accounts.joining', secret, algorithm='sha256').hexdigest()}"


def _is_open(row: PersonInvitation) -> bool:
    person = row.person
    closed = row.accepted_at or row.withdrawn_at or row.ends_at <= clock.database_now()
    return not closed and person.is_active and not person.has_usable_password()


def invitation_of(token: str) -> PersonInvitation | None:
    """Find the open invitation of a link; foreign, used, withdrawn and old ones are all None."""
    number = token.partition("-")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    row = PersonInvitation.objects.select_related("person").filter(pk=int(number)).first()
    if row is None or not hmac.compare_digest(_token(row).encode(), token.encode()):
        return None
    return row if _is_open(row) else None


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> Person:
    """Choose the first password; two at once wait for each other, the second finds no link."""
    found = invitation_of(token)
    if found is not None:
        Person.objects.select_for_update().get(pk=found.person_id)
    row = invitation_of(token)  # as it is now that nobody else can change it
    if row is None:
        raise NotVisibleError(_("This link does not work, or no longer."))
    person = row.person
    check_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    row.accepted_at = clock.database_now()
    row.save(update_fields=["accepted_at"])
    journal.record(
        "accounts.invitation_accepted", person=person, subject_kind="person", subject_id=person.pk
    )
    return person


@transaction.atomic
def withdraw_invitation(*, by: Person, person: Person) -> None:
    """End the link, and close the door of somebody who never came in."""
    _check_admin(by)
    row = Person.objects.select_for_update().get(pk=person.pk)
    invitation = PersonInvitation.objects.select_for_update().filter(person=row).first()
    if invitation is None or invitation.accepted_at or row.has_usable_password():
        raise RuleBrokenError(_("There is no open invitation."), "accounts.no_invitation")
    if invitation.withdrawn_at:
        return
    invitation.withdrawn_at = clock.database_now()
    invitation.save(update_fields=["withdrawn_at"])
    notices.forget_about(about_kind=ABOUT, about_id=invitation.pk)
    if row.is_active:
        let_go(by=by, person=row)
    journal.record(
        "accounts.invitation_withdrawn", person=by, subject_kind="person", subject_id=row.pk
    )


def _check_admin(by: Person) -> None:
    if not by.has_role("admin"):
        raise NotAllowedError(_("The admin may change this."))
