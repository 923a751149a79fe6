"""Writing down which rows may be one, every night and on demand."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import transaction

from accounts.models import ContactPair, CustomerPair, Person
from accounts.queries import contacts_alike, customers_alike
from accounts.queries.doubles import Found
from crm import clock
from crm.journal import actions as journal

BATCH = 2000
AnyPair = TypeVar("AnyPair", CustomerPair, ContactPair)


def find_doubles(*, person: Person | None = None) -> dict[str, int]:
    """Look through all customers and contacts and keep the pairs that may be one.

    Pairs somebody parted stay parted; pairs that look alike no longer are forgotten.
    """
    found = {
        "customers": _keep(CustomerPair, customers_alike()),
        "contacts": _keep(ContactPair, contacts_alike()),
    }
    journal.record(
        "accounts.doubles_looked_for",
        person=person,
        subject_kind="doubles",
        subject_id="all",
        facts=found,
    )
    return found


def _keep(model: type[AnyPair], pairs: Iterator[Found]) -> int:
    began, number = clock.now(), 0
    for some in _batches(pairs):
        rows = [
            model(
                first_id=one,
                second_id=other,
                score=score,
                reasons=list(reasons),
                found_at=began,
            )
            for one, other, score, reasons in some
        ]
        with transaction.atomic():
            model._default_manager.bulk_create(  # noqa: SLF001 - Django's public habit
                rows,
                update_conflicts=True,
                unique_fields=["first", "second"],
                update_fields=["score", "reasons", "found_at"],
            )
        number += len(rows)
    model._default_manager.filter(found_at__lt=began, parted_at__isnull=True).delete()  # noqa: SLF001
    return number


def _batches(pairs: Iterable[Found]) -> Iterator[list[Found]]:
    going = iter(pairs)
    while some := list(islice(going, BATCH)):
        yield some


@transaction.atomic
def part_pair(*, person: Person, pair: CustomerPair | ContactPair) -> None:
    """Say that two rows are not the same; the finder remembers it."""
    pair.parted_by, pair.parted_at = person, clock.now()
    pair.save(update_fields=["parted_by", "parted_at"])
    journal.record(
        "accounts.pair_parted",
        person=person,
        subject_kind="customer" if isinstance(pair, CustomerPair) else "contact",
        subject_id=pair.first_id,
        facts={"second": pair.second_id},
    )
