"""The callers most tests need."""

from typing import Any

import pytest
import yaml
from django.core.management import call_command

from tests.api.callers import Caller
from tests.api.stories import a_ticket
from tests.people import Company


@pytest.fixture
def dana(company: Company) -> Caller:
    """The steward of Norte Foods."""
    return Caller(company.dana)


@pytest.fixture
def kim(company: Company) -> Caller:
    """Service staff."""
    return Caller(company.kim)


@pytest.fixture
def opened(company: Company, kim: Caller, clock: Any) -> dict[str, Any]:
    """A ticket of Norte Foods, at 09:12."""
    answer: dict[str, Any] = kim.send("tickets/", a_ticket(company)).json()
    return answer


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The schema as the command writes it; a warning would be an error here."""
    place = tmp_path_factory.mktemp("schema") / "schema.yml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(place))
    told: dict[str, Any] = yaml.safe_load(place.read_text())
    return told
