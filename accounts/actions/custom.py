"""Defining fields of one's own, and checking what people put into them."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.versions import check_version, save_versioned
from accounts.models import CustomField, Person
from accounts.queries.custom import custom_fields, uses_of
from accounts.rules import custom_value
from crm import clock
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal

MOST: Final = 40
MOST_CHOICES: Final = 100
SENTENCES: Final = {
    "text": gettext_lazy("%(name)s: write 1 to 1,000 characters."),
    "number": gettext_lazy("%(name)s: write a number of at most 15 digits."),
    "date": gettext_lazy("%(name)s: write the day like 2026-11-23."),
    "yes_no": gettext_lazy("%(name)s: write yes or no."),
    "choice": gettext_lazy("%(name)s: this is none of its choices."),
    "link": gettext_lazy("%(name)s: write a link that begins with https://."),
}


@transaction.atomic
def add_custom_field(
    *,
    by: Person,
    about: str,
    key: str,
    name: str,
    type: str,  # noqa: A002 - the column is called so
    **details: object,
) -> CustomField:
    """Define a field; the director and the admin may, forty for each kind of row."""
    _check_may(by)
    if custom_fields(about).count() >= MOST:
        raise RuleBrokenError(
            _("%(most)s fields are enough; retire one first.") % {"most": MOST},
            "accounts.too_many_fields",
        )
    field = CustomField(about=about, key=key, name=name.strip(), type=type, **details)
    _check_choices(field)
    field.full_clean()
    field.save()
    _record("accounts.custom_field_added", by, field)
    return field


@transaction.atomic
def change_custom_field(
    *, by: Person, field: CustomField, version: int | None, **changes: object
) -> CustomField:
    """Change a field's name, help, place and choices; its key and type stay as they are."""
    _check_may(by)
    row = CustomField.objects.select_for_update().get(pk=field.pk)
    check_version(row, version)
    choices = changes.get("choices", row.choices)
    for choice in row.choices:
        used = uses_of(row, choice) if isinstance(choices, list) and choice not in choices else 0
        if used:
            raise RuleBrokenError(
                _("“%(choice)s” is chosen %(number)s times; it cannot go.")
                % {"choice": choice, "number": used},
                "accounts.choice_in_use",
                field="choices",
            )
    for name, value in changes.items():
        setattr(row, name, value)
    _check_choices(row)
    row = save_versioned(row, changes)
    _record("accounts.custom_field_changed", by, row)
    return row


@transaction.atomic
def retire_custom_field(*, by: Person, field: CustomField, retired: bool) -> CustomField:
    """Take a field out of every form, or back in; what it holds stays and is shown."""
    _check_may(by)
    row = CustomField.objects.select_for_update().get(pk=field.pk)
    if (row.retired_at is not None) == retired:
        return row
    row = save_versioned(row, {"retired_at": clock.now() if retired else None})
    kind = "accounts.custom_field_retired" if retired else "accounts.custom_field_restored"
    _record(kind, by, row)
    return row


def merged_custom(
    about: str, before: Mapping[str, object], given: Mapping[str, object]
) -> dict[str, object]:
    """Give the values of a row after `given` are put in: None or "" takes one out.

    What is not given stays. Raises RuleBrokenError at the field that is unknown, retired or
    does not fit.
    """
    known = {field.key: field for field in custom_fields(about)} if given else {}
    merged = dict(before)
    for key, value in given.items():
        field = known.get(key)
        if field is None:
            raise RuleBrokenError(
                _("There is no field “%(key)s”.") % {"key": key[:40]},
                "unknown_field",
                field=f"custom.{key[:40]}",
                status=400,
            )
        if value is None or value == "":
            merged.pop(key, None)
            continue
        try:
            merged[key] = custom_value(field.type, value, field.choices)
        except ValueError as error:
            raise RuleBrokenError(
                SENTENCES[field.type] % {"name": field.name},
                "accounts.custom_value",
                field=f"custom.{key}",
                status=400,
            ) from error
    return merged


def _check_choices(field: CustomField) -> None:
    choices = field.choices
    if field.type != "choice" and choices:
        sentence = _("Only a field of choices has choices.")
    elif field.type == "choice" and not choices:
        sentence = _("Write at least one choice.")
    elif len(choices) > MOST_CHOICES or any(len(each) > 100 for each in choices):
        sentence = _("At most 100 choices of at most 100 characters.")
    elif len({each.casefold() for each in choices}) < len(choices):
        sentence = _("Two choices are the same.")
    else:
        return
    raise RuleBrokenError(sentence, "accounts.custom_choices", field="choices")


def _check_may(by: Person) -> None:
    if not by.has_role("director", "admin"):
        raise NotAllowedError(_("The director or the admin may change this."))


def _record(kind: str, by: Person, field: CustomField) -> None:
    journal.record(
        kind,
        person=by,
        subject_kind="custom_field",
        subject_id=field.pk,
        facts={"about": field.about, "key": field.key, "type": field.type},
    )
