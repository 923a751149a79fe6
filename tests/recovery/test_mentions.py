"""Whoever is named in a remark is told once, if they may read it; the others are never."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.notices.models import Notice
from crm.recovery.actions import comment
from crm.recovery.models import Comment
from crm.recovery.rules.mentions import meant_in, pieces
from tests.conftest import Clock
from tests.people import Company, make_person
from tests.recovery.tickets import open_one

NAMES = {1: "Kim Osei", 2: "João Sá", 3: "Kim Lund", 4: "Anne-Marie O’Neill"}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("@Kim Osei, see @joao.", [("@Kim Osei", {1}), ("@joao", {2})]),
        ("@KIM LUND and @Kim again @Kim", [("@KIM LUND", {3}), ("@Kim", {1, 3})]),
        ("(@Anne-Marie O’Neill)", [("@Anne-Marie O’Neill", {4})]),
        ("kim@osei.example @nobody @ Kim @@Kim @", []),
    ],
)
def test_a_name_behind_its_sign_means_whoever_has_it(words: str, meant: object) -> None:
    assert [(one.written, set(one.people)) for one in meant_in(words, NAMES)] == meant


def test_words_are_cut_where_somebody_is_named() -> None:
    cut = pieces("Ask @Kim Osei or @Kim.", {"@Kim": "3", "@Kim Osei": "1"})
    assert cut == [("Ask ", ""), ("@Kim Osei", "1"), (" or ", ""), ("@Kim", "3"), (".", "")]


@pytest.mark.django_db
def test_who_is_named_is_told_once_and_who_may_not_read_it_is_never(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    ticket = open_one(company)
    words = "@Dana, can you ring? @Dana Field @Kim @home <b>"
    words = words.replace("Dana Field", company.dana.name)
    kim = signed_in(company.kim)
    kim.post(reverse("ticket_act", args=[ticket.pk, "comment"]), {"words": words})
    told = Notice.objects.filter(event="mention", channel="in_app")
    assert [(one.person, one.body) for one in told] == [(company.dana, words)]
    assert told[0].subject == f"Answer {company.kim.name} on OOPS {ticket.pk}, Norte Foods"
    shown = kim.get(reverse("ticket", args=[ticket.pk])).content.decode()
    assert f'?owner={company.dana.pk}">@Dana</a>, can you ring?' in shown
    assert "@home &lt;b&gt;" in shown
    make_person("Dana Other", "service")
    for refused, why in (("@Rui, look", "may not read"), ("@Dana again", "Several people")):
        with pytest.raises(RuleBrokenError, match=why):
            comment(person=company.kim, ticket=ticket, words=refused)
    assert Comment.objects.count() == 1
    offered = reverse("ticket_people", args=[ticket.pk])
    assert kim.get(offered, {"q": "rui"}).json() == {"names": []}
    assert company.dana.name in kim.get(offered, {"q": "dan"}).json()["names"]
