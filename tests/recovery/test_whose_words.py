"""The page quotes a customer only with what the customer said."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import WORDS, open_one

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
OURS = "Ours was not right for them, and was pushed anyway."


def test_what_they_told_us_is_their_quotation(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = open_one(company)
    page = signed_in(company.kim).get(f"/recovery/{ticket.pk}/").content.decode()
    assert f"<blockquote>{WORDS}</blockquote>" in page
    assert "in the words of Ana Ruiz" in page


def test_our_summary_of_a_card_is_told_in_our_own_voice(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    ticket = open_one(company, origin="card", channel="card", words=OURS, words_are_theirs=False)
    kim = signed_in(company.kim)
    page = kim.get(f"/recovery/{ticket.pk}/").content.decode()
    assert f"<p>{OURS}</p>" in page
    assert "<blockquote>" not in page
    assert "in the words of" not in page
    board = kim.get("/recovery/").content.decode()
    assert OURS in board
    assert f'class="words">{OURS}' not in board
    draft = page.split('<textarea class="form-control" name="words"')[1].split("</textarea>")[0]
    assert "your report card of" in draft
    assert OURS not in draft, "our words about a colleague are not theirs, and not for them"
