"""A ticket says whose time it tells where the customer's clock shows another hour."""

import zoneinfo

import pytest
from django.utils import timezone

from accounts.models import Contact, Customer
from crm.recovery.models import Ticket
from crm.recovery.templatetags.zones import zone_note
from tests.conftest import Clock

ATHENS = "Times are yours, CET. Where the customer is, it is 11:12 now (EET)."
AUCKLAND = "Times are yours, CET. Where the customer is, it is 22:12 now (NZDT)."
HONOLULU = "Times are yours, CET. Where the customer is, it is Sun 22 Nov, 23:12 now (HST)."


@pytest.mark.parametrize(
    ("theirs", "of_customer", "said"),
    [
        ("Europe/Athens", "Europe/Berlin", ATHENS),
        ("", "Pacific/Auckland", AUCKLAND),
        ("", "Pacific/Honolulu", HONOLULU),
        ("Europe/Madrid", "Europe/Athens", ""),
        ("", "", ""),
    ],
)
def test_the_hour_of_the_customer_is_told_only_where_it_is_another(
    clock: Clock, theirs: str, of_customer: str, said: str
) -> None:
    ticket = Ticket(customer=Customer(zone=of_customer), contact=Contact(zone=theirs))
    with timezone.override(zoneinfo.ZoneInfo("Europe/Berlin")):
        assert zone_note(ticket) == said
