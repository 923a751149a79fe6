"""The demonstration is whole, told once, and never in production."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import ROLES, Person, RoleGrant
from compensation.models import Period
from crm import clock
from crm.deals.models import Deal, Stage
from crm.home import demo
from crm.journal.models import Entry
from crm.recovery.models import Cycle, State, Step
from report_cards.models import Card

pytestmark = pytest.mark.django_db


def told() -> str:
    words = io.StringIO()
    call_command("demo", stdout=words)
    return words.getvalue()


def test_the_story_is_whole_told_once_and_its_people_sign_in() -> None:
    first = told()
    people = Person.objects.count()
    assert set(RoleGrant.objects.values_list("role", flat=True)) == set(ROLES)
    assert all(sign_in.email in first for sign_in in demo.sign_ins())
    assert set(Cycle.objects.filter(state=State.OPEN).values_list("step", flat=True)) == {
        Step.RESPOND,
        Step.FIX,
        Step.SURPRISE,
        Step.RECOVER,
    }
    assert set(Cycle.objects.values_list("state", flat=True)) == set(State.values)
    assert set(Deal.objects.values_list("stage", flat=True)) == set(Stage.values)
    assert set(Period.objects.values_list("state", flat=True)) == {"closed", "calculated"}
    assert Card.objects.filter(submitted_at__isnull=False).count() >= 60
    assert "is there already" in told()
    assert Person.objects.count() == people
    assert abs((clock.now() - clock.database_now()).total_seconds()) < 60
    answer = Client().post(
        reverse("account_login"),
        {"login": demo.FIRST_ADDRESS, "password": demo.PASSWORD},
        follow=True,
    )
    assert answer.redirect_chain[-1][0] == "/"
    assert "Dana" in answer.content.decode()


@override_settings(PRODUCTION=True)
def test_production_refuses_it() -> None:
    with pytest.raises(CommandError, match="never written in production"):
        told()
    assert not Person.objects.exists()


def test_the_customers_of_the_story_are_older_than_what_happens_to_them() -> None:
    told()
    added = Entry.objects.filter(kind__in=("accounts.customer_added", "accounts.contact_added"))
    rest = Entry.objects.filter(kind__startswith="recovery.").order_by("at")
    assert added.count() > 50
    assert added.latest("at").at < rest[0].at
