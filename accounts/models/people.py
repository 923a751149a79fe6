"""People who sign in, their roles and their teams."""

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.versions import Versioned
from crm.prepared import prepared

ROLES = (
    "rep",
    "service",
    "lead",
    "manager",
    "marketing",
    "privacy",
    "finance",
    "director",
    "admin",
)


class Team(models.Model):
    """People who work together under a lead; a manager answers for several teams."""

    name = models.CharField(_("name"), max_length=120)
    is_service = models.BooleanField(_("a service team"), default=False)
    lead = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, blank=True, related_name="teams_led"
    )
    manager = models.ForeignKey(
        "accounts.Person", models.SET_NULL, null=True, blank=True, related_name="teams_managed"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="team_name_unique",
                violation_error_message=_("There is a team of this name already."),
            ),
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"),
                name="team_name_not_empty",
                violation_error_message=_("Give the team a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PeopleManager(BaseUserManager["Person"]):
    """Finds people by the address they sign in with, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, Versioned):
    """Somebody of ours. Without an email address they are known, but cannot sign in."""

    email = models.EmailField(_("email"), max_length=254, null=True, blank=True)  # noqa: DJ001 - unique
    name = models.CharField(_("name"), max_length=200)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="people")
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    deputy = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="stands_in_for"
    )
    away_from = models.DateTimeField(null=True, blank=True)
    away_until = models.DateTimeField(null=True, blank=True)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PeopleManager] = PeopleManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="person_email_unique",
                violation_error_message=_("Somebody signs in with this address already."),
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~models.Q(reference=""),
                name="person_reference_unique",
                violation_error_message=_("Another person has this reference already."),
            ),
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"),
                name="person_name_not_empty",
                violation_error_message=_("Give the person a name."),
            ),
            models.CheckConstraint(
                condition=models.Q(email__isnull=True) | ~models.Q(email=""),
                name="person_email_null_not_empty",
                violation_error_message=_("An address is given, or there is none."),
            ),
            models.CheckConstraint(
                condition=models.Q(away_from__isnull=True)
                | models.Q(away_until__isnull=True)
                | models.Q(away_until__gt=models.F("away_from")),
                name="person_away_in_order",
                violation_error_message=_("The absence ends before it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="person_quiet_hours_have_both_ends",
                violation_error_message=_("Quiet hours need a beginning and an end."),
            ),
            models.CheckConstraint(
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("id")),
                name="person_not_own_deputy",
                violation_error_message=_("Somebody else must stand in."),
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    #: What a prepared question must know of a person beside the number.
    told_apart_by: ClassVar = ("roles",)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles this person holds, asked once per request."""
        return frozenset(_roles_of(self.pk)) if self.pk else frozenset()

    def has_role(self, *roles: str) -> bool:
        """Say whether the person holds at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


class RoleGrant(models.Model):
    """One role of one person; several may be held at once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"],
                name="role_once_per_person",
                violation_error_message=_("The person holds this role already."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=ROLES),
                name="role_known",
                violation_error_message=_("There is no such role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"


@prepared
def _roles_of(person: int) -> models.QuerySet[RoleGrant, str]:
    return RoleGrant.objects.filter(person_id=person).values_list("role", flat=True)
