"""Settings: oneself, tokens, people, teams, absences, light or dark."""

import hashlib
import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import ApiToken, Person, Team
from tests.people import Company

SignIn = Callable[[Person], Client]


def test_everybody_sets_their_own_zone_and_quiet_hours(company: Company, signed_in: SignIn) -> None:
    form = {
        "zone": "America/Lima",
        "quiet_from": "18:00",
        "quiet_until": "08:00",
        "deputy": company.rui.pk,
        "version": "1",
    }
    assert signed_in(company.dana).post(reverse("settings_me"), form).status_code == 302
    dana = Person.objects.get(pk=company.dana.pk)
    assert (dana.zone, str(dana.quiet_from), dana.deputy) == (
        "America/Lima",
        "18:00:00",
        company.rui,
    )


def test_nobody_gives_themselves_a_role_or_a_team(company: Company, signed_in: SignIn) -> None:
    form = {"roles": ["director"], "team": company.service.pk, "is_active": "", "version": "1"}
    signed_in(company.dana).post(reverse("settings_me"), form)
    dana = Person.objects.get(pk=company.dana.pk)
    assert (dana.roles, dana.team, dana.is_active) == ({"rep"}, company.sales, True)


def test_half_of_the_quiet_hours_is_a_sentence(company: Company, signed_in: SignIn) -> None:
    form = {"quiet_from": "18:00", "version": "1"}
    answer = signed_in(company.dana).post(reverse("settings_me"), form)
    assert answer.status_code == 422
    assert "Quiet hours need a beginning and an end." in answer.content.decode()


def test_a_token_is_shown_once_and_kept_as_a_hash(company: Company, signed_in: SignIn) -> None:
    client, url = signed_in(company.dana), reverse("settings_tokens")
    form = {"scope": "write", "once": "11111111-2222-4333-8444-555555555555"}
    page = client.post(url, form).content.decode()
    shown = re.search(r"<code[^>]*>([\w-]+)</code>", page)
    assert shown
    token = ApiToken.objects.get()
    assert token.digest == hashlib.sha256(shown[1].encode()).hexdigest()
    assert client.post(url, form).status_code == 302
    assert shown[1] not in client.get(url).content.decode()
    assert ApiToken.objects.count() == 1
    client.post(reverse("settings_token_revoke", args=[token.pk]))
    assert ApiToken.objects.get().revoked_at


def test_the_admin_adds_a_person_who_can_ask_for_a_password(
    company: Company, signed_in: SignIn
) -> None:
    form = {"name": "Nia Cole", "email": "Nia@Halden.example", "roles": ["rep", "lead"]}
    answer = signed_in(company.ada).post(reverse("settings_person_new"), form)
    assert answer.status_code == 302
    nia = Person.objects.get(name="Nia Cole")
    assert nia.roles == {"rep", "lead"}
    assert nia.emailaddress_set.get().email == "nia@halden.example"
    twin = {"name": "Other", "email": "nia@halden.EXAMPLE", "roles": ["rep"]}
    refused = signed_in(company.ada).post(reverse("settings_person_new"), twin)
    assert refused.status_code == 422
    assert "Somebody signs in with this address already." in refused.content.decode()


def test_who_is_shut_out_is_out_at_once_with_their_tokens(
    company: Company, signed_in: SignIn
) -> None:
    dana = signed_in(company.dana)
    dana.post(reverse("settings_tokens"), {"scope": "read"})
    url = reverse("settings_person_active", args=[company.dana.pk])
    signed_in(company.ada).post(url, {"active": "no"})
    assert dana.get(reverse("customers")).status_code == 302
    assert ApiToken.objects.get().revoked_at


def test_an_admin_cannot_lock_themselves_out(company: Company, signed_in: SignIn) -> None:
    client = signed_in(company.ada)
    url = reverse("settings_person_active", args=[company.ada.pk])
    assert client.post(url, {"active": "no"}).status_code == 409
    form = {"name": "Ada", "email": company.ada.email, "roles": ["rep"], "version": "1"}
    refused = client.post(reverse("settings_person", args=[company.ada.pk]), form)
    assert refused.status_code == 422
    assert Person.objects.get(pk=company.ada.pk).roles == {"admin"}


def test_a_lead_enters_the_absence_of_their_people(company: Company, signed_in: SignIn) -> None:
    form = {
        "away_from": "2026-12-01T09:00",
        "away_until": "2026-12-05T09:00",
        "deputy": company.rui.pk,
        "version": "1",
    }
    url = reverse("settings_absence", args=[company.dana.pk])
    assert signed_in(company.lea).post(url, form).status_code == 302
    dana = Person.objects.get(pk=company.dana.pk)
    assert dana.deputy == company.rui
    assert dana.away_from is not None


def test_the_admin_changes_a_team(company: Company, signed_in: SignIn) -> None:
    url = reverse("settings_team", args=[company.other_sales.pk])
    form = {"name": "South", "manager": company.max.pk}
    assert signed_in(company.ada).post(url, form).status_code == 302
    team = Team.objects.get(pk=company.other_sales.pk)
    assert (team.name, team.manager, team.lead) == ("South", company.max, None)


def test_light_or_dark_is_a_cookie_and_goes_back_to_our_own_pages_only(
    company: Company, signed_in: SignIn
) -> None:
    client = signed_in(company.dana)
    answer = client.post(reverse("theme"), {"theme": "dark", "next": "/customers/"})
    assert (answer.url, answer.cookies["theme"].value) == ("/customers/", "dark")
    assert 'data-bs-theme="dark"' in client.get("/customers/").content.decode()
    elsewhere = client.post(reverse("theme"), {"theme": "pink", "next": "https://evil.example/"})
    assert elsewhere.url == "/"
    assert "theme" not in elsewhere.cookies
