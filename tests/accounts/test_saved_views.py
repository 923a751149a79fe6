"""A list narrowed once is there again by its name: one's own, and those the team shares."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.actions import remove_view, save_view
from accounts.models import Person, SavedView
from accounts.queries import narrowing, shown_views
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal.models import Entry
from tests.people import Company

SignIn = Callable[[Person], Client]


def text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_narrowed_list_offers_to_be_saved_and_a_plain_one_does_not(
    company: Company, signed_in: SignIn
) -> None:
    client = signed_in(company.dana)
    assert "Save this view" not in text(client, reverse("customers"))
    assert "Save this view" in text(client, reverse("customers") + "?kind=household")


def test_saving_leads_back_to_the_list_which_shows_the_name_from_then_on(
    company: Company, signed_in: SignIn
) -> None:
    client = signed_in(company.dana)
    sent = {"page": "customers", "query": "sector=&kind=household&cursor=abc", "name": "Homes"}
    answer = client.post(reverse("saved_view_new"), sent)
    assert answer.url == reverse("customers") + "?kind=household"
    page = text(client, reverse("customers"))
    assert "Homes" in page
    here = text(client, answer.url)
    assert 'aria-current="page"' in here
    assert "Save this view" not in here
    assert Entry.objects.filter(kind="accounts.view_saved").count() == 1


@pytest.mark.parametrize("route", ["customers", "deals", "board", "manuals"])
def test_every_list_shows_the_views_saved_on_it(
    route: str, company: Company, signed_in: SignIn
) -> None:
    save_view(person=company.dana, page=route, query="q=a", name=f"Mine on {route}")
    client = signed_in(company.dana)
    for other in ("customers", "deals", "board", "manuals"):
        assert (f"Mine on {route}" in text(client, reverse(other))) is (other == route)


def test_a_name_is_given_once_per_list_whatever_its_capitals(
    company: Company, signed_in: SignIn
) -> None:
    save_view(person=company.dana, page="customers", query="q=a", name="Mine")
    save_view(person=company.dana, page="deals", query="q=a", name="Mine")
    client = signed_in(company.dana)
    answer = client.post(reverse("saved_view_new"), {"page": "customers", "name": "MINE"})
    assert answer.status_code == 422
    assert "of this name here already" in answer.content.decode()


def test_a_list_that_does_not_exist_is_refused(company: Company) -> None:
    for page in ("customer", "nowhere", "https"):
        with pytest.raises(RuleBrokenError):
            save_view(person=company.dana, page=page, query="q=a", name="Mine")


def test_only_shared_views_of_the_team_its_lead_and_its_manager_are_seen(company: Company) -> None:
    save_view(person=company.dana, page="customers", query="q=a", name="Hers")
    save_view(person=company.dana, page="customers", query="q=b", name="Ours", is_shared=True)
    save_view(person=company.lea, page="customers", query="q=c", name="Lea's", is_shared=True)
    save_view(person=company.rui, page="customers", query="q=d", name="Rui's", is_shared=True)

    def seen(person: Person) -> list[tuple[str, str]]:
        return [(view.name, view.owner) for view in shown_views(person, "customers", "")]

    assert seen(company.dana) == [("Hers", ""), ("Ours", ""), ("Lea's", "Lea Marsh")]
    assert seen(company.lea) == [("Lea's", ""), ("Ours", "Dana Vogt")]
    assert ("Ours", "Dana Vogt") in seen(company.max)
    assert seen(company.rui) == [("Rui's", "")]
    assert seen(company.kim) == []


def test_views_are_moved_renamed_taken_away_and_brought_back(
    company: Company, signed_in: SignIn
) -> None:
    first, second, third = (
        save_view(person=company.dana, page="customers", query=f"q={name}", name=name)
        for name in ("one", "two", "three")
    )
    client = signed_in(company.dana)
    client.post(reverse("saved_view_move", args=[third.pk]), {"direction": "up"})
    client.post(reverse("saved_view_edit", args=[first.pk]), {"name": "uno", "is_shared": "on"})
    names = [view.name for view in shown_views(company.dana, "customers", "")]
    assert names == ["uno", "three", "two"]
    answer = client.post(reverse("saved_view_remove", args=[second.pk]), follow=True)
    undo = reverse("saved_view_restore", args=[second.pk])
    assert f'action="{undo}"' in answer.content.decode()
    assert len(shown_views(company.dana, "customers", "")) == 2
    client.post(undo)
    assert len(shown_views(company.dana, "customers", "")) == 3


def test_a_view_whose_name_was_given_anew_stays_away(company: Company, signed_in: SignIn) -> None:
    old = save_view(person=company.dana, page="customers", query="q=a", name="Mine")
    remove_view(person=company.dana, view_id=old.pk)
    save_view(person=company.dana, page="customers", query="q=b", name="Mine")
    client = signed_in(company.dana)
    with pytest.raises(NotVisibleError):
        remove_view(person=company.dana, view_id=old.pk)
    assert client.post(reverse("saved_view_restore", args=[old.pk])).status_code == 409


def test_what_says_the_place_is_no_filter() -> None:
    assert narrowing("q=b&cursor=zzz&a=&kind=x") == "kind=x&q=b"
    assert narrowing("q=%00b") == "q=b"


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("name", " ", "saved_view_name_not_empty"),
        ("page", "../login", "saved_view_page_is_a_route"),
    ],
)
def test_the_table_itself_refuses_nonsense(
    column: str, value: str, constraint: str, company: Company
) -> None:
    view = save_view(person=company.dana, page="customers", query="q=a", name="Mine")
    with pytest.raises(IntegrityError, match=constraint):
        SavedView.objects.filter(pk=view.pk).update(**{column: value})


def test_the_table_itself_refuses_a_name_twice(company: Company) -> None:
    save_view(person=company.dana, page="customers", query="q=a", name="Mine")
    view = save_view(person=company.dana, page="customers", query="q=b", name="Other")
    with pytest.raises(IntegrityError, match="saved_view_name_once"):
        SavedView.objects.filter(pk=view.pk).update(name="mine")
