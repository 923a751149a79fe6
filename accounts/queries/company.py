"""What the row of the company says, and whether anybody directs it yet."""

from django.db import DatabaseError, transaction

from accounts.models import Company, RoleGrant
from crm.company import Facts


def has_director() -> bool:
    """Say whether a director exists; the first one closes the door of the setup."""
    return RoleGrant.objects.filter(role="director").exists()


def company_facts() -> Facts | None:
    """Give the row's facts, None while there is no row, or no table yet."""
    try:
        with transaction.atomic():
            row = Company.objects.filter(pk=1).values_list("name", "zone", "currency").first()
    except DatabaseError:
        return None
    return Facts(*row) if row else None
