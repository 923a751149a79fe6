"""The corners of the small company that the rules of the house are tried in."""

import pytest

from tests import kept, people
from tests.house.access import Place


def corners() -> dict[str, Place]:
    """Make Dana's corner, her colleague Tom's, and Rui's in another team."""
    company = people.halden()
    tom = people.make_person("Tom Reed", "rep", team=company.sales)
    orsa = people.make_customer("Orsa Care", steward=tom)
    sol = people.make_contact("Sol Rivera", orsa)
    return {
        "own": Place("own", company, company.norte, company.ana, company.dana),
        "team": Place("team", company, orsa, sol, tom),
        "other": Place("other", company, company.vega, company.luis, company.rui),
    }


@pytest.fixture
def places(db: None) -> dict[str, Place]:
    """Give the three corners, made once and laid in again."""
    return kept.again(corners)


@pytest.fixture
def company(places: dict[str, Place]) -> people.Company:
    """Give the company whose corners they are."""
    return places["own"].company
