"""To whom somebody reports when two entries of them become one."""

from accounts.models import Contact


def superior_of(kept: Contact, left: Contact) -> int | None:
    """Give to whom the one that stays reports: never to itself, by way of whomever."""
    settled = kept.reports_to_id
    if settled in (None, left.pk):
        settled = left.reports_to_id
    above, steps = settled, 0
    while above is not None and steps < 100:
        if above in (kept.pk, left.pk):
            return None
        rows = Contact.everything.filter(pk=above)
        above, steps = rows.values_list("reports_to_id", flat=True).first(), steps + 1
    return settled
