"""The manual keeper of a year: people known, fresh, and used well by colleagues."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Contact, Customer, Person
from crm.notices.models import Notice
from secrets_manual.actions import (
    close_awards,
    object_to_remembering,
    record_use,
    review_secret,
    withdraw_secret,
)
from secrets_manual.models import Award, Secret, Use, Win
from secrets_manual.queries.keeping import keeping_of, keepings
from secrets_manual.rules.awards import Keeping
from tests import people
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

SignIn = Callable[[Person], Client]
YEAR = dt.date(2026, 1, 1)


@pytest.fixture
def five(company: Company, clock: Clock) -> list[Contact]:
    """Ana and four colleagues of hers, all at Norte Foods, whose manual Dana keeps."""
    more = [people.make_contact(f"Contact {number}", company.norte) for number in range(4)]
    Contact.objects.update(created_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    return [company.ana, *more]


def use(secret: Secret, person: Person, reception: str = "welcome") -> Use:
    """Somebody uses a secret; who did is set here, since not everybody may read it."""
    steward = secret.author
    made = record_use(person=steward, secret=secret, how="A print", reception=reception)
    Use.objects.filter(pk=made.pk).update(person=person)
    return made


def dana(company: Company) -> Keeping:
    return keepings(YEAR)[company.dana.pk]


def test_it_counts_people_and_a_second_secret_or_use_adds_nothing(
    company: Company, five: list[Contact]
) -> None:
    assert dana(company) == Keeping(5, 0, 0, 0)
    for text in ("Decides on paper", "Likes green", "Reads at night"):
        use(tell(company, text), company.kim)
    tell(company, "Listens to jazz", contact=five[1])
    tell(company, "Wants a shorter invoice", contact=None)
    tell(company, "Likes blue", contact=five[2], glad="probably")
    assert dana(company) == Keeping(5, 2, 2, 1)


def test_a_use_counts_that_others_made_that_others_judged_and_that_hurt_nobody(
    company: Company, five: list[Contact]
) -> None:
    own, judged, mixed, well = (
        tell(company, text, contact=who)
        for text, who in zip(
            ("Likes green", "Likes blue", "Likes red", "Likes grey"), five[:4], strict=True
        )
    )
    use(own, company.dana)
    Use.objects.filter(pk=use(judged, company.kim).pk).update(judged_by=company.dana)
    use(mixed, company.kim)
    use(mixed, company.sara, "unwelcome")
    Use.objects.filter(pk=use(well, company.kim).pk).update(judged_by=company.sara)
    assert dana(company) == Keeping(5, 4, 4, 1)


def test_fresh_is_what_was_told_or_confirmed_within_the_year(
    company: Company, five: list[Contact], clock: Clock
) -> None:
    old = tell(company, "Likes green", told_on=dt.date(2025, 12, 31))
    assert dana(company) == Keeping(5, 1, 0, 0)
    review_secret(person=company.dana, secret=old)
    assert dana(company) == Keeping(5, 1, 1, 0)
    withdraw_secret(person=company.dana, secret=Secret.objects.get())
    assert dana(company) == Keeping(5, 0, 0, 0)


def test_who_objects_to_being_remembered_costs_nobody_anything(
    company: Company, five: list[Contact]
) -> None:
    tell(company, "Likes green")
    object_to_remembering(contact=company.ana)
    assert dana(company) == Keeping(4, 0, 0, 0)


def test_the_keeper_is_who_is_named_else_the_steward_and_leavers_are_not_compared(
    company: Company, five: list[Contact]
) -> None:
    assert set(keepings(YEAR)) == {company.dana.pk, company.rui.pk}
    Customer.objects.filter(pk=company.norte.pk).update(keeper=company.kim)
    assert keepings(YEAR)[company.kim.pk].contacts == 5
    Person.objects.filter(pk=company.rui.pk).update(is_active=False)
    assert set(keepings(YEAR)) == {company.kim.pk}


def test_the_year_closes_once_with_the_figures_it_was_won_with(
    company: Company, five: list[Contact], clock: Clock, signed_in: SignIn
) -> None:
    close_awards(now=clock.at)
    use(tell(company, "Likes green"), company.kim)
    clock.set(dt.datetime(2026, 12, 31, 22, 59, tzinfo=dt.UTC))
    close_awards(now=clock.at)
    assert not Win.objects.exists()
    clock.set(dt.datetime(2027, 1, 9, 8, tzinfo=dt.UTC))
    later = tell(company, "Listens to jazz", contact=five[1])  # after the year, before the job
    use(later, company.kim)
    close_awards(now=clock.at)
    assert close_awards(now=clock.at) == 0
    win = Win.objects.get()
    assert (win.person, win.contacts, win.known, win.fresh, win.shared) == (
        company.dana, 5, 1, 1, 1
    )  # fmt: skip
    assert Notice.objects.filter(person=company.dana, subject__contains="keeper").exists()
    hall = signed_in(company.ada).get(reverse("awards")).content.decode()
    assert "Manual keeper, 2026" in hall
    assert "of 5 people" in hall
    assert "Norte" not in hall


def test_a_year_in_which_nobody_kept_enough_has_no_winner(company: Company, clock: Clock) -> None:
    tell(company, "Likes green")
    close_awards(now=clock.at)
    clock.set(dt.datetime(2027, 1, 1, 8, tzinfo=dt.UTC))
    close_awards(now=clock.at)
    assert Award.objects.get(kind="manual_keeper", begins_on=YEAR).outcome == "nobody_kept"


def test_the_account_is_seen_by_oneself_those_who_lead_and_directors_by_manual(
    company: Company, five: list[Contact], signed_in: SignIn
) -> None:
    tell(company, "Likes green")
    Customer.objects.filter(pk=company.vega.pk).update(keeper=company.dana)
    url = reverse("keeping", args=[company.dana.pk])
    for person in (company.dana, company.lea, company.max, company.olga):
        assert "Norte Foods" in signed_in(person).get(url).content.decode()
    for person in (company.rui, company.kim, company.sara, company.mira, company.petra):
        assert signed_in(person).get(url).status_code == 404
    page = signed_in(company.lea).get(url).content.decode()
    assert "Vega Labs" not in page
    assert "And 1 manual you may not open" in page
    shown = keeping_of(company.dana, company.dana, YEAR)
    assert (shown.whole, len(shown.manuals), shown.others) == (Keeping(6, 1, 1, 0), 2, 0)
