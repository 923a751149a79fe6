"""What became part of another row, found by what it was called before.

Files go on calling it so: who reads them finds the survivor instead of making the double anew.
Where a survivor is merged itself, what points at it moves along, so one step is enough.
"""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from accounts.models import Contact, Customer, Merge


def customers_called(seen: QuerySet[Customer], names: Iterable[str]) -> dict[str, Customer]:
    """Find customers by exact name, the oldest of several; merged ones lead to the survivor."""
    wanted = set(names) - {""}
    found = {one.name: one for one in seen.filter(name__in=wanted).order_by("-id")}
    missing = wanted - found.keys()
    gone = Customer.everything.filter(name__in=missing, merged_into__isnull=False).order_by("-id")
    pairs = gone.values_list("name", "merged_into") if missing else ()
    into = {name: pk for name, pk in pairs if pk is not None}
    there = {one.pk: one for one in found.values()}
    there |= {one.pk: one for one in seen.filter(pk__in=set(into.values()) - there.keys())}
    return found | {name: there[pk] for name, pk in into.items() if pk in there}


def merged_by_reference(
    model: type[Customer] | type[Contact], references: Iterable[str]
) -> dict[str, int]:
    """Give the numbers of those who took in rows that gave up these references."""
    wanted = set(references) - {""}
    if not wanted:
        return {}
    kind = Merge.Kind.CUSTOMER if model is Customer else Merge.Kind.CONTACT
    merges = Merge.objects.filter(
        kind=kind, undone_at__isnull=True, gone_before__reference__in=sorted(wanted)
    )
    given_up = dict(merges.values_list("gone_before__reference", "gone_id"))
    ends = model.everything.filter(pk__in=given_up.values(), merged_into__isnull=False)
    into = dict(ends.values_list("pk", "merged_into"))
    return {reference: into[pk] for reference, pk in given_up.items() if into.get(pk)}  # type: ignore[misc]


def merged_contacts(customer_ids: Collection[int]) -> list[tuple[Contact, int]]:
    """Give the contacts of some customers that became part of another, each with whose."""
    gone = Contact.everything.filter(customer__in=customer_ids, merged_into__isnull=False)
    return [(contact, contact.merged_into_id or 0) for contact in gone]
