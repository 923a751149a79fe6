"""The corners of the small company that the rules of the house are tried in."""

import pytest

from tests import people
from tests.house.access import Place


@pytest.fixture
def places(company: people.Company) -> dict[str, Place]:
    """Dana's corner, her colleague Tom's, and Rui's in another team."""
    tom = people.make_person("Tom Reed", "rep", team=company.sales)
    orsa = people.make_customer("Orsa Care", steward=tom)
    sol = people.make_contact("Sol Rivera", orsa)
    return {
        "own": Place("own", company, company.norte, company.ana, company.dana),
        "team": Place("team", company, orsa, sol, tom),
        "other": Place("other", company, company.vega, company.luis, company.rui),
    }
