"""Making one of two: everything that points at the one moves to the other, and back.

The row that goes stays in its table, pointing at the survivor: what the database itself keeps
from moving (submitted cards, overlapping stewardships) still has its owner there. The relations
are found in the models, those of apps above included, so that none is forgotten.
"""

import datetime as dt
from typing import cast

from django.db import IntegrityError, models, transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from accounts.actions import strictness
from accounts.actions.placing import superior_of
from accounts.models import Contact, Customer, Merge, Person
from accounts.queries import may_merge, objects_to_being_remembered
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal

UNDO_WITHIN = dt.timedelta(days=30)
Mergeable = Customer | Contact
#: Relations that do not move: candidates for merging are about the row itself.
STAY = frozenset({
    "accounts.CustomerPair.first", "accounts.CustomerPair.second",
    "accounts.ContactPair.first", "accounts.ContactPair.second",
})  # fmt: skip
CUSTOMER_FIELDS = (
    "name", "kind", "is_prospect", "sector", "country", "website", "phone", "address", "zone",
    "language", "annual_revenue_minor", "employees", "founded_year", "keeper_id",
    "customer_since_on",
)  # fmt: skip
CONTACT_FIELDS = ("name", "title", "email", "phone", "language", "zone")
#: The stricter of two answers holds, whoever survives: one said yes to stricter, both are.
STRICTER_YES = ("no_surprises", "is_public_official")
STRICTER_NO = ("may_be_asked",)


def relations_of(model: type[models.Model]) -> list[tuple[str, type[models.Model], str]]:
    """List every column that points at a model: its label, its model and its name."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's public habit
        if relation.auto_created and not relation.concrete and relation.related_model:
            field = relation.field  # type: ignore[union-attr]
            holder = relation.related_model
            found.append((f"{holder._meta.label}.{field.name}", holder, field.attname))  # noqa: SLF001
    return sorted(found, key=lambda each: each[0])


@transaction.atomic
def merge_rows(
    *, person: Person, survivor: Mergeable, gone: Mergeable, take: frozenset[str] = frozenset()
) -> Merge:
    """Let `gone` become part of `survivor`; `take` names the columns to take from `gone`.

    Whoever may change both does it; two contacts must be of one customer. Empty columns of the
    survivor are filled, the stricter flags win. It can be undone for 30 days.
    """
    kind = type(survivor)
    if type(gone) is not kind or survivor.pk == gone.pk:
        raise RuleBrokenError(_("Nothing is merged with itself."), "accounts.merge_of_one")
    _check_may(person, survivor, gone)
    ids = sorted([survivor.pk, gone.pk])
    rows = {row.pk: row for row in _locked(kind, ids)}
    if len(rows) < 2:
        raise RuleBrokenError(_("One of them was merged already."), "accounts.merged_already")
    kept, left = rows[survivor.pk], rows[gone.pk]
    if isinstance(kept, Contact):
        _check_fit(kept, cast("Contact", left))
    columns = _settled(kept, left, take)
    refused = strictness.refused_by(*ids) if kind is Contact else set()
    answered = strictness.newest_answer()
    gone_before = _give_up(left)
    merge = Merge(
        kind="customer" if kind is Customer else "contact",
        survivor_id=kept.pk,
        gone_id=left.pk,
        person=person,
        made_at=clock.now(),
        before={name: _plain(getattr(kept, name)) for name in columns},
        gone_before=gone_before,
    )
    _write(kept, columns)
    merge.after = {name: _plain(getattr(kept, name)) for name in columns}
    merge.moved = _move_all(kind, left.pk, kept.pk)
    if isinstance(kept, Contact):
        merge.moved |= strictness.keep_stricter(kept, left.pk, refused, answered)
    kind.everything.filter(pk=left.pk).update(merged_into=kept.pk)
    merge.full_clean()
    merge.save()
    _note(f"accounts.{merge.kind}s_merged", person, merge, kept)
    return merge


def _check_may(person: Person, survivor: Mergeable, gone: Mergeable) -> None:
    for row in (survivor, gone):
        customer = row if isinstance(row, Customer) else row.customer
        if not may_merge(person, customer):
            raise NotAllowedError(_("Whoever may change both may merge them."))


def _check_fit(one: Contact, other: Contact) -> None:
    """Refuse contacts of two customers, and one who is not to be remembered with one who is."""
    if one.customer_id != other.customer_id:
        raise RuleBrokenError(
            _("They are at two customers. Merge the customers first."), "accounts.merge_across"
        )
    objecting = [each for each in (one, other) if objects_to_being_remembered(each)]
    if len(objecting) == 1:
        remembered = other if objecting[0] == one else one
        raise RuleBrokenError(
            _(
                "%(name)s asked us to remember nothing about them. If %(other)s is the same"
                " person, note that for %(other)s too; then they can become one."
            )
            % {"name": objecting[0].name, "other": remembered.name},
            "accounts.merge_of_who_objects",
        )


def _locked(kind: type[Mergeable], ids: list[int]) -> list[Mergeable]:
    rows = kind.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return list(rows)


def _settled(kept: Mergeable, left: Mergeable, take: frozenset[str]) -> dict[str, object]:
    """Give the columns of the survivor that change, with what they change to."""
    columns: dict[str, object] = {}
    names = CUSTOMER_FIELDS if isinstance(kept, Customer) else CONTACT_FIELDS
    for name in names:
        ours, theirs = getattr(kept, name), getattr(left, name)
        empty = ours is None or ours == ""
        if theirs not in (None, "") and ours != theirs and (empty or name in take):
            columns[name] = theirs
    if isinstance(kept, Customer):
        if kept.parent_id == left.pk:
            parent = cast("Customer", left).parent_id
            columns["parent_id"] = None if parent == kept.pk else parent
        if kept.is_prospect and not cast("Customer", left).is_prospect:
            columns["is_prospect"] = False
    else:
        columns["reports_to_id"] = superior_of(kept, cast("Contact", left))
        columns["level"] = kept.level or left.level  # type: ignore[union-attr]
        if "email" in columns:
            columns["address_edited_by_id"] = left.address_edited_by_id  # type: ignore[union-attr]
            columns["address_edited_at"] = left.address_edited_at  # type: ignore[union-attr]
        columns |= {name: True for name in STRICTER_YES if getattr(left, name)}
        columns |= {name: False for name in STRICTER_NO if not getattr(left, name)}
    columns["custom"] = {**left.custom, **kept.custom}
    if not kept.reference and left.reference:
        columns["reference"] = left.reference
    return {name: value for name, value in columns.items() if getattr(kept, name) != value}


def _give_up(left: Mergeable) -> dict[str, object]:
    """Let the row that goes give up what only one may have, and its place in the family."""
    given: dict[str, object] = {"reference": left.reference}
    emptied: dict[str, object] = {"reference": ""}
    above = "parent_id" if isinstance(left, Customer) else "reports_to_id"
    given[above], emptied[above] = getattr(left, above), None
    type(left).everything.filter(pk=left.pk).update(**emptied)
    return given


def _write(row: Mergeable, columns: dict[str, object]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


def _move_all(kind: type[Mergeable], old: int, new: int) -> dict[str, list[int]]:
    moved = {}
    for label, holder, column in relations_of(kind):
        if label in STAY:
            continue
        rows = holder._base_manager.filter(**{column: old})  # noqa: SLF001 - also rows that others hide
        ids = _move(rows, column, new)
        if ids:
            moved[label] = ids
    return moved


def _move(rows: "models.QuerySet[models.Model]", column: str, new: int) -> list[int]:
    """Point rows elsewhere; one by one where the database refuses some, and those stay."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    if not ids:
        return []
    try:
        with transaction.atomic():
            rows.filter(pk__in=ids).update(**{column: new})
    except IntegrityError:
        return [pk for pk in ids if _move_one(rows, pk, column, new)]
    return ids


def _move_one(rows: "models.QuerySet[models.Model]", pk: int, column: str, new: int) -> bool:
    try:
        with transaction.atomic():
            rows.filter(pk=pk).update(**{column: new})
    except IntegrityError:
        return False
    return True


@transaction.atomic
def undo_merge(*, person: Person, merge_id: int) -> Merge:
    """Make two of one again: what moved goes back, unless it was moved on since.

    Columns of the survivor that somebody changed since the merge keep their newer text.
    """
    merge = Merge.objects.select_for_update().filter(pk=merge_id).first()
    if merge is None:
        raise NotVisibleError(_("There is no such merge."))
    kind: type[Mergeable] = Customer if merge.kind == "customer" else Contact
    kept = kind.everything.select_for_update().get(pk=merge.survivor_id)
    _check_undo(person, merge, kept)
    kind.everything.filter(pk=merge.gone_id).update(merged_into=None)
    for label, holder, column in relations_of(kind):
        for start in range(0, len(merge.moved.get(label, ())), 5000):
            some = merge.moved[label][start : start + 5000]
            rows = holder._base_manager.filter(pk__in=some, **{column: kept.pk})  # noqa: SLF001
            _move(rows, column, merge.gone_id)
    unchanged = {
        name: _read(kind, name, value)
        for name, value in merge.before.items()
        if _plain(getattr(kept, name)) == merge.after[name]
    }
    if isinstance(kept, Contact):
        unchanged = strictness.give_wishes_back(kept, merge.moved, unchanged)
    _write(kept, unchanged)
    kind.everything.filter(pk=merge.gone_id).update(**_still_free(kind, merge))
    merge.undone_at, merge.undone_by = clock.now(), person
    merge.save(update_fields=["undone_at", "undone_by"])
    _note(f"accounts.{merge.kind}s_parted", person, merge, kept)
    return merge


def _still_free(kind: type[Mergeable], merge: Merge) -> dict[str, object]:
    """Give what the row gave up, but for a reference that another row has by now."""
    reference = merge.gone_before.get("reference")
    others = kind.everything.exclude(pk=merge.gone_id)
    taken = bool(reference) and others.filter(reference=reference).exists()
    return {n: v for n, v in merge.gone_before.items() if not (taken and n == "reference")}


def _check_undo(person: Person, merge: Merge, kept: Mergeable) -> None:
    customer = kept if isinstance(kept, Customer) else kept.customer
    if not may_merge(person, customer):
        raise NotAllowedError(_("Whoever may change both may merge them."))
    if merge.undone_at is not None:
        raise RuleBrokenError(_("This merge was undone already."), "accounts.merge_undone")
    if merge.made_at < clock.now() - UNDO_WITHIN:
        raise RuleBrokenError(
            _("A merge can be undone for 30 days; this one is older."), "accounts.undo_too_late"
        )
    if kept.merged_into_id is not None:
        raise RuleBrokenError(
            _("The survivor was merged itself since then. Undo that merge first."),
            "accounts.merged_on",
        )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _read(kind: type[Mergeable], name: str, value: object) -> object:
    field = next(f for f in kind._meta.concrete_fields if name in (f.name, f.attname))  # noqa: SLF001
    if isinstance(value, str) and isinstance(field, models.DateTimeField):
        return parse_datetime(value)
    if isinstance(value, str) and isinstance(field, models.DateField):
        return parse_date(value)
    return value


def _note(kind: str, person: Person, merge: Merge, kept: Mergeable) -> None:
    customer_id = kept.pk if isinstance(kept, Customer) else kept.customer_id
    journal.record(
        kind,
        person=person,
        subject_kind=merge.kind,
        subject_id=kept.pk,
        customer_id=customer_id,
        facts={
            "gone": merge.gone_id,
            "merge": merge.pk,
            "moved": {label.replace(" ", ""): len(ids) for label, ids in merge.moved.items()},
        },
    )
