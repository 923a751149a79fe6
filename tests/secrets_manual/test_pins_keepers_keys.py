"""Five pins a contact, one keeper a manual, and the customers we cannot afford to know badly."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client

from accounts.models import Person
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal.models import Entry
from crm.notices.models import Notice
from secrets_manual import actions
from secrets_manual.models import KeyCustomer
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

SignedIn = Callable[[Person], Client]


def test_the_sixth_pin_is_refused_and_a_freed_place_is_taken(
    company: Company, clock: Clock
) -> None:
    secrets = [tell(company, f"Likes tea number {n}") for n in range(6)]
    for secret in secrets[:5]:
        actions.pin_secret(person=company.dana, secret=secret)
    with pytest.raises(RuleBrokenError) as refused:
        actions.pin_secret(person=company.dana, secret=secrets[5])
    assert refused.value.code == "secrets_manual.five_pinned"
    actions.unpin_secret(person=company.dana, secret=secrets[2])
    assert actions.pin_secret(person=company.dana, secret=secrets[5]).pin == 3
    of_the_organisation = tell(company, "Short of stock in May", contact=None)
    assert actions.pin_secret(person=company.dana, secret=of_the_organisation).pin == 1


def test_pinned_stands_on_top_and_a_forgotten_one_frees_its_place(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    secret = tell(company, "Decides on paper", kind="habit")
    client = signed_in(company.dana)
    client.post(f"/secrets/{secret.pk}/pin/")
    page = client.get(f"/manuals/{company.norte.pk}/").content.decode()
    assert page.index("On top") < page.index("Decides on paper")
    assert "How they work" not in page
    actions.withdraw_secret(person=company.dana, secret=secret)
    secret.refresh_from_db()
    assert secret.pin is None


def test_a_lead_hands_the_manual_over_and_both_are_told(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    url = f"/manuals/{company.norte.pk}/keeper/"
    assert signed_in(company.dana).get(url).status_code == HTTPStatus.FORBIDDEN
    client = signed_in(company.lea)
    assert client.get(url).status_code == HTTPStatus.OK
    assert client.post(url, {"keeper": company.fin.pk}).status_code == 422
    for keeper in (company.kim, company.rui):
        company.norte.refresh_from_db()
        sent = {"keeper": keeper.pk, "version": company.norte.version}
        assert client.post(url, sent).status_code == HTTPStatus.FOUND
    company.norte.refresh_from_db()
    assert company.norte.keeper == company.rui
    told = Notice.objects.filter(once_key__startswith="manual-handed-over", channel="in_app")
    assert sorted(notice.person.name for notice in told) == ["Kim Osei", "Kim Osei", "Rui Alves"]
    assert Entry.objects.filter(kind="secrets_manual.manual_handed_over").count() == 2


def test_the_second_who_hands_over_is_told(company: Company, clock: Clock) -> None:
    version = company.norte.version
    actions.hand_over_manual(
        person=company.lea, customer=company.norte, keeper=company.kim, version=version
    )
    with pytest.raises(RuleBrokenError) as refused:
        actions.hand_over_manual(
            person=company.max, customer=company.norte, keeper=company.rui, version=version
        )
    assert refused.value.code == "stale_version"


def test_a_key_customer_has_a_reason_an_owner_and_one_flag(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client, url = signed_in(company.lea), f"/manuals/{company.norte.pk}/key/"
    assert client.post(url, {"reason": " "}).status_code == 422
    sent = {"reason": "A third of the sets", "owner": company.dana.pk}
    assert client.post(url, sent).status_code == HTTPStatus.FOUND
    flag = KeyCustomer.objects.get()
    assert (flag.flagged_by, flag.owner, flag.reason) == (
        company.lea,
        company.dana,
        "A third of the sets",
    )
    with pytest.raises(RuleBrokenError):
        actions.flag_key_customer(person=company.dana, customer=company.norte, reason="Again")
    with pytest.raises(NotVisibleError):
        actions.flag_key_customer(person=company.rui, customer=company.norte, reason="Mine")
    client.post(f"{url}end/")
    flag.refresh_from_db()
    assert flag.until_on == clock.at.date()


def test_key_customers_without_keeper_or_gone_stale_come_first(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Decides on paper")
    actions.flag_key_customer(person=company.dana, customer=company.norte, reason="A third of it")
    client = signed_in(company.dana)

    def urgent() -> bool:
        page = client.get("/manuals/key/").content.decode()
        assert "Norte Foods" in page
        return "Nobody answers for the manual, or nothing new for 90 days" in page

    assert urgent()
    actions.hand_over_manual(person=company.lea, customer=company.norte, keeper=company.dana)
    assert not urgent()
    clock.move(days=90)
    assert not urgent()
    clock.move(days=1)
    assert urgent()
    assert "Norte Foods" not in signed_in(company.rui).get("/manuals/key/").content.decode()


@pytest.mark.parametrize(
    ("show", "found"), [("", True), ("key", False), ("stale", False), ("unkept", True)]
)
def test_the_list_of_manuals_is_narrowed(
    company: Company, clock: Clock, signed_in: SignedIn, show: str, found: bool
) -> None:
    tell(company, "Decides on paper")
    page = signed_in(company.dana).get(f"/manuals/?show={show}").content.decode()
    assert ("Norte Foods" in page) == found


def test_reviews_due_narrow_the_list_too(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Decides on paper")
    client = signed_in(company.dana)
    assert "Norte Foods" not in client.get("/manuals/?show=review").content.decode()
    clock.move(days=365)
    for show in ("review", "stale"):
        assert "Norte Foods" in client.get(f"/manuals/?show={show}").content.decode()
