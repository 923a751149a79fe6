"""The callers most tests need."""

import pytest

from tests.api.callers import Caller
from tests.people import Company


@pytest.fixture
def dana(company: Company) -> Caller:
    """The steward of Norte Foods."""
    return Caller(company.dana)


@pytest.fixture
def kim(company: Company) -> Caller:
    """Service staff."""
    return Caller(company.kim)
