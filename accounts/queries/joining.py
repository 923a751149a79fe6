"""Who was added and has not come in yet."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from accounts.models import Person

NO_PASSWORD = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def people_not_in_yet() -> QuerySet[Person]:
    """Give the active people with an address who chose no password yet, by name."""
    return (
        Person.objects.filter(NO_PASSWORD, is_active=True, email__isnull=False)
        .select_related("team", "invitation")
        .prefetch_related("role_grants")
        .order_by("name", "id")
    )
