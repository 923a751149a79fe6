"""A bonus must not buy intrusion: more secrets about a contact are never worth more."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from secrets_manual.actions import judge_use, record_use
from secrets_manual.queries.worth import Fact, Worth, counted, worth_of
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

UNTIL = dt.date(2026, 12, 31)
FACTS = st.lists(
    st.builds(
        Fact,
        contact=st.integers(1, 5),
        learned_on=st.dates(dt.date(2024, 1, 1), UNTIL),
        told_us=st.booleans(),
    ),
    max_size=12,
)
USES = st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["welcome", "unwelcome", "neutral"])))
CONTACTS = st.sets(st.integers(1, 5))


@settings(max_examples=60)
@given(CONTACTS, FACTS, USES)
def test_no_figure_is_above_the_number_of_contacts(
    contacts: set[int], facts: list[Fact], uses: list[tuple[int, str]]
) -> None:
    worth = counted(contacts, facts, uses, until=UNTIL)
    shares = (worth.covered, worth.fresh, worth.confirmed, worth.well_received)
    assert all(0 <= share <= worth.contacts == len(contacts) for share in shares)


@settings(max_examples=60)
@given(CONTACTS, FACTS, USES)
def test_saying_the_same_many_times_changes_nothing(
    contacts: set[int], facts: list[Fact], uses: list[tuple[int, str]]
) -> None:
    once = counted(contacts, facts, uses, until=UNTIL)
    assert counted(contacts, facts * 7, uses * 7, until=UNTIL) == once


@settings(max_examples=60)
@given(CONTACTS, FACTS, USES, st.integers(1, 5))
def test_an_unwelcome_use_never_pays(
    contacts: set[int], facts: list[Fact], uses: list[tuple[int, str]], contact: int
) -> None:
    before = counted(contacts, facts, uses, until=UNTIL)
    after = counted(contacts, facts, [*uses, (contact, "unwelcome")], until=UNTIL)
    assert after.well_received <= before.well_received


def test_drafts_and_hearsay_count_nothing_and_a_welcome_use_counts_once(
    company: Company, clock: Clock
) -> None:
    year = {"since": dt.date(2026, 10, 1), "until": UNTIL}
    tell(company, "A second site near Vigo", glad="probably")
    tell(company, "Portuguese", provenance="third_party", colleague=company.kim)
    nothing = worth_of(company.dana, **year)
    assert (nothing.covered, nothing.fresh, nothing.confirmed) == (0, 0, 0)
    for text in ("Decides on paper", "Likes green"):
        use = record_use(person=company.dana, secret=tell(company, text), how="A card")
        judge_use(person=company.dana, use=use, reception="welcome")
    assert worth_of(company.dana, **year) == Worth(nothing.contacts, 1, 1, 1, 1)
    assert worth_of(company.rui, **year).covered == 0
