"""What the row of the company says, and whether anybody directs it yet."""

from django.apps import apps
from django.db import DatabaseError, transaction

from accounts.models import Company, RoleGrant
from crm import clock, company
from crm.company import Facts

FACTS = ("name", "zone", "currency", "language")


def has_director() -> bool:
    """Say whether a director exists; the first one closes the door of the setup."""
    return RoleGrant.objects.filter(role="director").exists()


def company_facts() -> Facts | None:
    """Give the row's facts, None while there is no row, or no table yet."""
    try:
        with transaction.atomic():
            row = Company.objects.filter(pk=1).values_list(*FACTS).first()
    except DatabaseError:
        return None
    return Facts(*row) if row else None


def our_company() -> Company:
    """Give the row, or a new one that is not kept yet and says what the settings say."""
    said = company.facts()
    there = Company.objects.first()
    return there or Company(
        name=said.name,
        zone=said.zone,
        currency=said.currency,
        language=said.language,
        created_at=clock.now(),
    )


def money_is_counted() -> bool:
    """Say whether an amount is written down anywhere: then the currency stays what it is.

    The trigger of the row asks the same of the same columns: those that end in _minor.
    """
    amounts = [
        model._default_manager.exclude(**{field.name: 0})  # noqa: SLF001 - Django's public habit
        .filter(**{f"{field.name}__isnull": False})
        .order_by()
        .values_list(field.name)[:1]
        for model in apps.get_models()
        for field in model._meta.concrete_fields  # noqa: SLF001 - Django's public habit
        if field.name.endswith("_minor")
    ]
    return amounts[0].union(*amounts[1:], all=True).exists()
