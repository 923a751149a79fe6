"""What customers want, counted across them: by theme and by kind, and nobody can be told."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person, Team
from crm.errors import NotAllowedError, RuleBrokenError
from secrets_manual import actions
from secrets_manual.models import Cut, Secret, Tally, Theme
from secrets_manual.queries import cuts_of_theme, wants_by_kind, wants_by_theme
from secrets_manual.rules.sheets import Band
from secrets_manual.tasks import count_themes, count_wants
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer, make_person
from tests.secrets_manual.told import tell

SignIn = Callable[[Person], Client]


def told_by(
    company: Company, many: int, text: str, *, steward: Person | None = None, **details: object
) -> list[Secret]:
    """Let so many new customers tell something, each in the same words."""
    steward = steward or company.dana
    about = {
        name: details.pop(name) for name in ("sector", "country", "employees") & details.keys()
    }
    secrets = []
    for number in range(many):
        customer = make_customer(f"Clinic {text} {number}", steward=steward, **about)
        contact = make_contact("Sol Rivera", customer)
        secrets.append(
            tell(company, text, person=steward, customer=customer, contact=contact, **details)
        )
    return secrets


def follow(company: Company, *words: str, name: str = "Golf", **details: str) -> Theme:
    theme = actions.add_theme(person=company.mira, name=name, words=words, **details)
    actions.count_theme(theme)
    return theme


def shared(person: Person) -> dict[str, Band | None]:
    return {line.theme.name: line.customers for line in wants_by_theme(person)}


def test_insights_count_only_kinds_that_five_customers_share(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    told_by(company, 5, "Plays golf", kind="recreation")
    told_by(company, 4, "Home by six", kind="hope")
    count_wants()

    def figures(person: Person) -> dict[str, Band]:
        return {row.kind: row.customers for row in wants_by_kind(person) if row.customers}

    assert figures(company.mira) == {"recreation": Band(5, 9)}
    assert figures(company.olga) == figures(company.lea) == figures(company.dana)
    assert figures(company.dana) == {"recreation": Band(5, 9)}
    assert figures(company.rui) == {}
    page = signed_in(company.mira).get("/insights/").content.decode()
    assert "fewer than five" in page
    assert "Clinic" not in page
    assert "golf" not in page
    for name in ("kim", "fin", "petra", "ada"):
        status = signed_in(getattr(company, name)).get("/insights/").status_code
        assert status == HTTPStatus.FORBIDDEN


def test_a_theme_counts_customers_once_by_stems_in_several_languages(
    company: Company, clock: Clock
) -> None:
    first = told_by(company, 6, "Is rowing on Sundays")[0]
    told_by(company, 6, "Liebt das Rudern am Sonntag", kind="hope", layer="need")
    tell(company, "Rowed in Bergen", customer=first.customer, contact=first.contact)
    follow(company, "rowed", "rudern", name="On the water")
    assert shared(company.mira) == {"On the water": Band(10, 14)}


def test_a_word_that_fewer_than_five_customers_used_counts_for_nothing(
    company: Company, clock: Clock
) -> None:
    told_by(company, 9, "Plays golf")
    told_by(company, 4, "Keeps falcons")
    follow(company, "golf", name="Golf")
    follow(company, "golf", "falcons", name="Golf and falcons")
    assert shared(company.mira) == {"Golf": Band(5, 9), "Golf and falcons": Band(5, 9)}


def test_what_is_withdrawn_hidden_a_draft_or_hearsay_does_not_count(
    company: Company, clock: Clock
) -> None:
    told = told_by(company, 8, "Plays golf")
    told_by(company, 3, "Plays golf, probably", glad="probably")
    told_by(company, 3, "Golf, says Kim", provenance="third_party", colleague=company.kim)
    theme = follow(company, "golf")
    assert shared(company.mira) == {"Golf": Band(5, 9)}
    for secret in told[:4]:
        actions.withdraw_secret(person=company.dana, secret=secret)
    actions.count_theme(theme)
    assert shared(company.mira) == {"Golf": None}


def test_each_sees_their_reach_and_no_customer_counts_twice(company: Company, clock: Clock) -> None:
    told_by(company, 6, "Plays golf")
    told_by(company, 7, "Plays golf too", steward=company.rui)
    both = make_person("Nora Both", "rep", "lead", "manager", team=company.sales)
    Team.objects.filter(pk=company.sales.pk).update(lead=both, manager=both)
    told_by(company, 5, "Plays golf as well", steward=both)
    follow(company, "golf")
    seen = {
        name: shared(getattr(company, name))["Golf"] for name in ("mira", "olga", "dana", "rui")
    }
    assert seen == {
        "mira": Band(15, 19), "olga": Band(15, 19), "dana": Band(5, 9), "rui": Band(5, 9),
    }  # fmt: skip
    assert shared(both) == {"Golf": Band(10, 14)}
    assert shared(company.lea) == {"Golf": None}


def test_the_trend_goes_by_the_quarter_in_which_a_customer_first_told(
    company: Company, clock: Clock
) -> None:
    told_by(company, 12, "Plays golf", told_on=dt.date(2026, 10, 5))
    told_by(company, 6, "Plays golf there", told_on=dt.date(2026, 7, 1))
    told_by(company, 7, "Plays golf since long", told_on=dt.date(2025, 1, 31))
    again = Secret.objects.filter(told_on=dt.date(2026, 7, 1))[0]
    tell(company, "Golf", customer=again.customer, contact=again.contact)
    theme = follow(company, "golf")
    line = wants_by_theme(company.mira)[0]
    assert (line.customers, line.now, line.before) == (Band(25, 29), Band(10, 14), Band(5, 9))
    assert line.trend == "more"
    whole, cuts = cuts_of_theme(company.mira, theme)
    assert whole == Band(25, 29)
    assert [cut.cut for cut in cuts] == ["sector", "country", "kind", "size", "quarter"]


def test_small_segments_go_together_and_no_figure_is_left_over(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    told_by(company, 12, "Plays golf", sector="hospital", country="Spain", employees=12)
    told_by(company, 6, "Plays golf here", sector="clinic", country="Spain", employees=3)
    told_by(company, 1, "Plays golf there", sector="=HYPERLINK(1)", country="Peru")
    theme = follow(company, "golf")
    _whole, cuts = cuts_of_theme(company.mira, theme)
    sector = next(cut for cut in cuts if cut.cut == Cut.SECTOR)
    words = [(str(label), band) for label, band in sector.parts]
    assert words == [("hospital", Band(10, 14)), ("all others together", Band(5, 9))]
    country = next(cut for cut in cuts if cut.cut == Cut.COUNTRY)
    assert country.parts == []
    client = signed_in(company.mira)
    for name in ("want_theme", "theme_csv"):
        page = client.get(reverse(name, args=[theme.pk])).content.decode()
        assert "10 to 14" in page
        assert "HYPERLINK" not in page
        assert "Clinic" not in page
    Theme.objects.filter(pk=theme.pk).update(name="=1+1")
    table = client.get(reverse("insights_csv")).content.decode()
    assert "'=1+1" in table


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Ruiz", "secrets_manual.theme_names_somebody"),
        ("ana", "secrets_manual.theme_names_somebody"),
        ("norte", "secrets_manual.theme_names_somebody"),
        ("diabetes", "secrets_manual.blocked"),
        ("of", "secrets_manual.theme_word"),
        ("x" * 41, "secrets_manual.theme_word"),
        ("", "secrets_manual.theme_words"),
    ],
)
def test_words_that_name_somebody_or_must_not_be_kept_are_refused(
    company: Company, clock: Clock, word: str, code: str
) -> None:
    with pytest.raises(RuleBrokenError) as refused:
        actions.add_theme(person=company.mira, name="Golf", words=[word])
    assert refused.value.code == code
    assert not Theme.objects.exists()


def test_a_theme_is_kept_by_marketing_in_the_browser(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    told_by(company, 5, "Plays golf")
    client = signed_in(company.mira)
    refused = client.post(reverse("theme_new"), {"name": "Golf", "words": "golf\nRuiz"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "is the name of a customer or a contact" in refused.content.decode()
    page = client.post(reverse("theme_new"), {"name": "Golf", "words": "golf\n\ngreen fee"}).url
    assert "is being counted" in client.get(page).content.decode()
    assert count_themes() == 1
    assert "5 to 9" in client.get(page).content.decode()
    theme = Theme.objects.get()
    assert theme.words == ["golf", "green fee"]
    changed = {"name": "Golf", "words": "tennis", "is_followed": "on", "version": theme.version}
    client.post(reverse("theme_edit", args=[theme.pk]), changed)
    stale = client.post(reverse("theme_edit", args=[theme.pk]), changed | {"words": "squash"})
    assert stale.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Tally.objects.exists()
    with pytest.raises(NotAllowedError):
        actions.change_theme(person=company.dana, theme=theme, name="Golf", words=["golf"])


def test_prepared_themes_are_planted_once(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    client = signed_in(company.mira)
    assert "Begin with nine" in client.get("/insights/").content.decode()
    for _time in range(2):
        client.post(reverse("themes_plant"))
    assert Theme.objects.count() == 9
    assert "Greener than now" in client.get("/insights/").content.decode()


def test_the_page_asks_no_more_however_many_themes_there_are(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    told_by(company, 5, "Plays golf")
    for number in range(12):
        follow(company, "golf", name=f"Golf {number}")
    count_wants()
    client = signed_in(company.lea)
    client.get("/insights/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/insights/").content.decode()
    assert page.count("5 to 9") >= 12
    assert len(asked) <= 12, "\n".join(query["sql"][:200] for query in asked)
