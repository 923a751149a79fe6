"""Real ratings become cards, and their means are those that arithmetic gives."""

import csv
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from accounts.formats import read_rows
from accounts.imports import Report, run_import
from accounts.models import Customer, Person
from report_cards.imports import ratings_kind
from report_cards.models import Card, Rating
from report_cards.queries import Quarter, figures_for, ratings_for_period
from tests.conftest import Clock
from tests.people import Company, make_person
from tests.report_cards.stories import FIRST_ON, LAST_ON

pytestmark = pytest.mark.django_db

RESTAURANTS = {
    "customer": "userID",
    "person": "placeID",
    "proactive": "rating",
    "listening": "food_rating",
    "follow_up": "service_rating",
}
LECTURES = {"customer": "s", "person": "d", "promises": "y"}


def bring_in(
    path: Path, mapping: dict[str, str], scale: tuple[int, int], person: Person | None = None
) -> Report:
    return run_import(ratings_kind(*scale), read_rows(path), mapping=mapping, person=person)


def counts(report: Report) -> tuple[int, int, int, int]:
    done = report.outcome
    return done.created, done.updated, done.unchanged, len(done.refused)


def means_by_hand(
    path: Path, mapping: dict[str, str], behaviours: list[str]
) -> dict[tuple[str, str], Fraction]:
    """Average each rated one's column straight from the file."""
    values = defaultdict(list)
    with path.open(newline="") as lines:
        for row in csv.DictReader(lines):
            for code in behaviours:
                values[row[mapping["person"]], code].append(int(row[mapping[code]]))
    return {key: Fraction(sum(found), len(found)) for key, found in values.items()}


def means_of_cards() -> dict[tuple[str, str], Fraction]:
    names = dict(Person.objects.values_list("pk", "name"))
    total: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in ratings_for_period(FIRST_ON, LAST_ON):
        pair = total[names[row.person_id], row.behaviour]
        pair[0] += row.total
        pair[1] += row.count
    return {key: Fraction(*pair) for key, pair in total.items()}


def test_restaurant_ratings_of_0_to_2_give_the_means_of_the_file(
    db: None, clock: Clock, shared: Path
) -> None:
    path = shared / "data/uci_restaurant_ratings/rating_final.csv"
    if not path.exists():
        path = shared / "uci_restaurant_ratings/rating_final.csv"
    report = bring_in(path, RESTAURANTS, (0, 2))
    assert counts(report) == (report.read, 0, 0, 0)
    assert report.read > 1000
    behaviours = ["proactive", "listening", "follow_up"]
    assert means_of_cards() == means_by_hand(path, RESTAURANTS, behaviours)
    again = bring_in(path, RESTAURANTS, (0, 2))
    assert counts(again) == (0, 0, report.read, 0)
    assert Rating.objects.count() == 3 * report.read


def test_lecture_ratings_of_1_to_5_give_the_means_of_the_file(
    db: None, clock: Clock, shared: Path, tmp_path: Path
) -> None:
    path = shared / "data/insteval/InstEval.csv"
    whole = path.read_text().splitlines(keepends=True)
    part = tmp_path / "lectures.csv"
    part.write_text("".join(whole[:4001]))
    report = bring_in(part, LECTURES, (1, 5))
    assert counts(report) == (4000, 0, 0, 0)
    assert means_of_cards() == means_by_hand(part, LECTURES, ["promises"])


def test_a_rating_beside_the_scale_is_refused_by_line_and_column(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("customer,person,promises\nNorte Foods,Dana Vogt,5\nVega Labs,Rui Alves,0\n")
    report = bring_in(path, {}, (1, 5))
    refused = [(each.line, each.column) for each in report.outcome.refused]
    assert (counts(report), refused) == ((1, 0, 0, 1), [(3, "promises")])
    card = Card.objects.get()
    assert (card.customer, card.person, card.submitted_at) == (company.norte, company.dana, clock())


def test_a_submitted_card_is_not_changed_by_a_second_file(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("reference,customer,person,promises\nA1,Norte Foods,Dana Vogt,5\n")
    bring_in(path, {}, (1, 5))
    path.write_text("reference,customer,person,promises\nA1,Norte Foods,Dana Vogt,1\n")
    assert counts(bring_in(path, {}, (1, 5))) == (0, 0, 0, 1)
    assert Rating.objects.get().value == 5


def test_only_a_director_brings_in_ratings(company: Company, tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("customer,person,promises\nNorte Foods,Dana Vogt,5\n")
    for somebody in (company.dana, company.max, company.ada):
        with pytest.raises(Exception, match="may not import"):
            bring_in(path, {}, (1, 5), somebody)
    bring_in(path, {}, (1, 5), company.olga)
    assert Customer.objects.filter(name="Norte Foods").count() == 1


def test_figures_of_another_scale_are_shown_on_one_to_five(
    company: Company, clock: Clock, tmp_path: Path
) -> None:
    path = tmp_path / "ratings.csv"
    rows = "".join(f"Customer {n},Dana Vogt,{n % 3}\n" for n in range(6))
    path.write_text("customer,person,promises\n" + rows)
    bring_in(path, {}, (0, 2))
    make_person("Nobody")
    mean = figures_for(company.olga, Quarter(2026, 4))[0].means["promises"]
    assert mean.figure
    assert (mean.figure.mean, mean.customers) == (3.0, 6)
