"""Quick capture leaves no doubt: who is who, what is known already, whom today was about."""

import re
from collections.abc import Callable

from django.test import Client

from accounts.models import Contact, ContactPair, Person
from secrets_manual.models import Reading
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer
from tests.secrets_manual.told import tell

SignedIn = Callable[[Person], Client]
URL = "/secrets/new/"
TILE = re.compile(
    r'value="contact-(\d+)".*?<b>[^<]*</b> <span class="hint">(.*?)</span>', re.DOTALL
)


def _tiles(client: Client) -> dict[int, str]:
    page = client.get(URL).content.decode().split('id="people-found"', maxsplit=1)[0]
    return {int(pk): at for pk, at in TILE.findall(page)}


def test_tiles_tell_namesakes_apart_and_keep_their_places_while_one_writes(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    ana, norte = company.ana, company.norte
    for number in range(6):
        make_contact(f"Abel Nr{number}", norte)
    ana.title, ana.email = "Buyer", "ana@norte.example"
    ana.save(update_fields=["title", "email"])
    twin = make_contact("ana ruiz", norte)
    twin.title, twin.email = "Buyer", "ruiz.ana@norte.example"
    twin.save(update_fields=["title", "email"])
    client = signed_in(company.dana)
    begun = list(_tiles(client))
    for each in (ana, twin, Contact.objects.get(pk=begun[3])):
        tell(company, f"Decides on paper, says {each.email}", contact=each)
    tiles = _tiles(client)
    assert list(tiles) == [twin.pk, ana.pk, *begun]
    assert (tiles[ana.pk], tiles[twin.pk]) == ("ana · Norte Foods", "ruiz.ana · Norte Foods")
    ContactPair.objects.create(first=ana, second=twin, score=90, found_at=clock.at)
    twin.title = "Driver"
    twin.save(update_fields=["title"])
    tell(company, "Sails on Sundays", contact=ana)
    assert list(_tiles(client)) == list(tiles)
    clock.move(hours=24)
    tiles = _tiles(client)
    assert (tiles[ana.pk], twin.pk in tiles) == ("Norte Foods", False)
    found = client.get("/secrets/people/", {"find": "ruiz"}).content.decode()
    assert "perhaps the same as Ana Ruiz, Buyer: “Sails on Sundays”" in found
    assert "perhaps the same as ana ruiz, Driver: “Decides on paper" in found
    assert "Return takes" not in found


def test_the_only_one_found_is_named_and_a_few_others_of_theirs_stand_beside(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    others = [make_contact(f"Abel Nr{number}", company.norte) for number in range(5)]
    tell(company, "Sails on Sundays", contact=others[4])
    make_contact("Sven Ek", make_customer("Orsa", steward=company.rui))
    dana = signed_in(company.dana)
    found = dana.get("/secrets/people/", {"find": "ruiz"}).content.decode()
    assert "Return takes Ana Ruiz" in found

    def beside(client: Client, code: str) -> list[int]:
        answer = client.get("/secrets/people/", {"beside": code}).content.decode()
        return [int(pk) for pk in re.findall(r'value="contact-(\d+)"', answer)]

    ana = f"contact-{company.ana.pk}"
    assert beside(dana, ana) == [others[number].pk for number in (4, 0, 1)]
    assert [beside(dana, code) for code in ("contact-x", "contact-0", "customer-1")] == [[]] * 3
    assert beside(signed_in(company.rui), ana) == []


def test_what_is_nearly_known_is_said_to_who_may_read_it_and_noted_as_read(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Decides on paper")
    bea = make_contact("Bea Lund", company.norte)

    def checked(person: Person, about: int, text: str) -> str:
        sent = {"text": text, "about": f"contact-{about}"}
        return signed_in(person).post("/secrets/check/", sent).content.decode()

    known = "Known of Ana Ruiz already: “Decides on paper”"
    told = checked(company.dana, company.ana.pk, "decides on a paper")
    assert known in told
    assert "Same thing: skip" in told
    assert Reading.objects.filter(person=company.dana, customer=company.norte).exists()
    assert known not in checked(company.dana, bea.pk, "decides on a paper")
    assert known not in checked(company.dana, company.ana.pk, "Likes to sail")
    assert known not in checked(company.rui, company.ana.pk, "decides on a paper")
