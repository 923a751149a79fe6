"""Taking somebody off the map of people again: a single line of it, or all of them."""

from django.db import models

from accounts.models import (
    Acquaintance,
    Alternative,
    Contact,
    ContactRole,
    DecisionStep,
    Trust,
)

#: The lines of the map that a contact may see and take back, by the word in their address.
PARTS: dict[str, tuple[type[models.Model], str]] = {
    "role": (ContactRole, "contact"),
    "trust": (Trust, "contact"),
    "trusted": (Trust, "trusted"),
    "known": (Acquaintance, "contact"),
}


def take_off_map(*, contact: Contact, part: str, pk: int) -> models.Model | None:
    """Delete one line about a contact and give it as it was; None when there is none.

    The part "place" is their level and to whom they report; its number is their own.
    """
    if part == "place":
        place = Contact.objects.filter(pk=contact.pk)
        has_one = models.Q(reports_to__isnull=False) | ~models.Q(level="")
        gone = pk == contact.pk and place.filter(has_one).update(
            level="", reports_to=None, version=models.F("version") + 1
        )
        return contact if gone else None
    model, column = PARTS.get(part, (ContactRole, "contact"))
    if part not in PARTS:
        return None
    rows = model._default_manager.select_for_update()  # noqa: SLF001 - Django's public habit
    row = rows.filter(pk=pk, **{column: contact}).first()
    if row is not None:
        model._default_manager.filter(pk=pk).delete()  # noqa: SLF001
    return row


def forget_map_of(contact: Contact) -> int:
    """Delete every line of the map about a contact, also those in which others name them.

    What they said of their house's steps and choices stays as their house's, without them.
    """
    number = sum(
        model._default_manager.filter(**{column: contact}).delete()[0]  # noqa: SLF001
        for model, column in PARTS.values()
    )
    DecisionStep.objects.filter(owner=contact).update(owner=None)
    Alternative.objects.filter(contact=contact).update(contact=None)
    take_off_map(contact=contact, part="place", pk=contact.pk)
    contact.level, contact.reports_to = "", None
    return number
