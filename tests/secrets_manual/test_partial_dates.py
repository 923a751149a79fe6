"""Dates as people remember them, read in four languages and never stored more exact than told."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Person
from secrets_manual.forms.partial import written
from secrets_manual.models import Secret
from secrets_manual.rules.partial import partial_ends_on, read_partial
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

TODAY = dt.date(2026, 11, 23)
READ = {
    "2026-05-14": ("2026-05-14", "day"),
    "14.5.2026": ("2026-05-14", "day"),
    "14 May 2026": ("2026-05-14", "day"),
    "14. Mai 2026": ("2026-05-14", "day"),
    "1er mars 2026": ("2026-03-01", "day"),
    "14 de mayo de 2026": ("2026-05-14", "day"),
    "2026-05": ("2026-05-01", "month"),
    "5/2026": ("2026-05-01", "month"),
    "in May 2026": ("2026-05-01", "month"),
    "im März 2025": ("2025-03-01", "month"),
    "en août 2025": ("2025-08-01", "month"),
    "May": ("2026-05-01", "month"),
    "December": ("2025-12-01", "month"),
    "2025": ("2025-01-01", "year"),
    "since 2019": ("2019-01-01", "year"),
}
NONSENSE = ("soon", "31 February 2026", "2026-13", "99999", "May 99", "0", "٢٠٢٥", "1e9", "14", "")


@pytest.mark.parametrize("text", READ)
def test_a_date_is_read_as_exactly_as_it_is_written(text: str) -> None:
    day, precision = read_partial(text, TODAY)
    assert (day.isoformat(), precision) == READ[text]


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        read_partial(text, TODAY)


def test_a_month_ahead_is_the_next_one() -> None:
    assert read_partial("May", TODAY, ahead=True)[0] == dt.date(2027, 5, 1)
    assert read_partial("December", TODAY, ahead=True)[0] == dt.date(2026, 12, 1)


@settings(max_examples=60)
@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)), st.sampled_from(["day", "month", "year"])
)
def test_what_the_field_writes_it_reads_back_alike(day: dt.date, precision: str) -> None:
    first = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}
    assert read_partial(written(first[precision], precision), TODAY) == (
        first[precision],
        precision,
    )
    assert first[precision] <= day <= partial_ends_on(first[precision], precision)


def test_a_month_is_kept_shown_and_corrected_as_a_month(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(company.dana)
    sent = {
        "about": f"contact-{company.ana.pk}",
        "text": "Renovates the waiting room",
        "how": "told_glad",
        "told_on": "in May",
        "dated_on": "2027",
    }
    assert client.post("/secrets/new/", sent).status_code == HTTPStatus.FOUND
    secret = Secret.objects.get()
    assert (str(secret.told_on), secret.told_precision) == ("2026-05-01", "month")
    assert (str(secret.dated_on), secret.dated_precision) == ("2027-01-01", "year")
    page = client.get(f"/manuals/{company.norte.pk}/").content.decode()
    assert "Ana told Dana, in May 2026" in page
    assert "in 2027" in page
    theirs = client.get(f"/manuals/{company.norte.pk}/?view=theirs").content.decode()
    assert "You told us in May 2026: “Renovates the waiting room”" in theirs
    form = client.get(f"/secrets/{secret.pk}/edit/").content.decode()
    assert 'value="May 2026"' in form
    with translation.override("ar"):  # a language whose months we do not read
        assert written(secret.told_on, "month") == "2026-05"
    changed = {"text": secret.text, "version": secret.version, "told_on": "2 June 2026"}
    assert client.post(f"/secrets/{secret.pk}/edit/", changed).status_code == HTTPStatus.FOUND
    secret.refresh_from_db()
    assert (str(secret.told_on), secret.told_precision) == ("2026-06-02", "day")
    assert secret.dated_on is None


def test_nobody_tells_us_anything_next_month(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(company.dana)
    sent = {"about": f"contact-{company.ana.pk}", "text": "Tea", "how": "told_glad"}
    for told_on in ("2026-12", "2027", "soon"):
        answer = client.post("/secrets/new/", sent | {"told_on": told_on})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    secret = tell(company, "Decides on paper")
    later = {"text": "Tea", "version": secret.version, "told_on": "2026-12"}
    assert client.post(f"/secrets/{secret.pk}/edit/", later).status_code == 422
