"""What service staff see of a secret, on all doors at once: before, during and after a ticket."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.recovery import actions as recovery
from secrets_manual.models import Secret
from tests.api.callers import Caller
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import open_one
from tests.secrets_manual.told import tell

WORD = "regatta"
SignIn = Callable[[Person], Client]


class Looking:
    """Kim of service, who looks for one secret through every door there is."""

    def __init__(self, client: Client, company: Company, secret: Secret) -> None:
        self.client, self.secret = client, secret
        self.norte, self.ana = company.norte, company.ana
        self.api = Caller(company.kim)

    def statuses(self) -> dict[str, int]:
        """Ask for the pages that are of the manual or of the secret itself."""
        secret, customer = [self.secret.pk], [self.norte.pk]
        pages = {
            "manual": reverse("manual", args=customer),
            "edit": reverse("secret_edit", args=secret),
            "use": reverse("secret_use", args=secret),
        }
        found = {name: self.client.get(url).status_code for name, url in pages.items()}
        return found | {"api": self.api.get(f"secrets/{self.secret.pk}/").status_code}

    def places_with_the_word(self, ticket: int = 0) -> set[str]:
        """Name the pages and lists that show the secret's word to Kim."""
        addresses = {
            "search": f"{reverse('search')}?q={WORD}",
            "palette": f"{reverse('palette')}?q={WORD}",
            "today": reverse("today"),
            "customer": reverse("customer", args=[self.norte.pk]),
            "contact": reverse("contact", args=[self.ana.pk]),
            "manuals": reverse("manuals"),
            "manual": reverse("manual", args=[self.norte.pk]),
        }
        if ticket:
            addresses["ticket"] = reverse("ticket", args=[ticket])
        shown = {name for name, url in addresses.items() if self._tells(self.client.get(url))}
        for name in ("secrets/", f"contacts/{self.ana.pk}/", "conversations/", "journal/"):
            shown |= {f"api {name}"} if self._tells(self.api.get(name, q=WORD)) else set()
        return shown

    def _tells(self, answer: object) -> bool:
        text = getattr(answer, "content", b"").decode()
        return "Watches" in text and WORD in text


SHUT = {"manual": 404, "edit": 404, "use": 404, "api": 404}


def test_service_sees_a_secret_while_a_ticket_is_open_on_it_and_in_the_api_alone(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    secret = tell(
        company,
        f"Watches the {WORD} from the bridge",
        kind="recreation",
        uses=["service", "surprise"],
    )
    dana = signed_in(company.dana)
    assert WORD in dana.get(reverse("manual", args=[company.norte.pk])).content.decode()
    kim = Looking(signed_in(company.kim), company, secret)

    assert kim.places_with_the_word() == set()
    assert kim.statuses() == SHUT

    ticket = open_one(company)
    assert kim.places_with_the_word(ticket.pk) == {"ticket", "api secrets/"}
    assert kim.statuses() == SHUT | {"api": 200}

    recovery.lose(person=company.kim, ticket=ticket, reason="They left.")
    assert kim.places_with_the_word(ticket.pk) == set()
    assert kim.statuses() == SHUT
