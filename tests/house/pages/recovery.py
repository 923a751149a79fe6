"""Tickets, with so much on each that a query per row, or per kind of row, would show."""

from collections.abc import Callable

from django.urls import reverse

from accounts.models import Person
from crm import clock
from crm.recovery import actions
from crm.recovery.models import Breach, LoyaltyQuestion, Message, Ticket
from crm.recovery.queries import digest_of
from secrets_manual.actions import make_promise, record_secret, record_use
from secrets_manual.models import Secret
from tests.house.access import Place
from tests.house.pages.sharing import relate
from tests.people import make_contact, make_customer
from tests.recovery.letters import letter, reply
from tests.recovery.tickets import fixed, hours, open_one, surprised

Asked = tuple[Person, str]
Page = Callable[[dict[str, Place]], Asked]
TOKEN = "a-token-that-only-the-customer-has"


def _secrets(place: Place) -> list[Secret]:
    return [
        record_secret(
            person=place.steward,
            customer=place.customer,
            contact=place.contact,
            text=f"Wants the weekly list number {number} before nine",
            provenance="told_us",
            glad="yes",
            uses=["service", "surprise"],
        )
        for number in range(6)
    ]


def _answer(place: Place, moment: str, score: int, ticket: Ticket | None = None) -> None:
    actions.record_loyalty(
        person=None,
        customer=place.customer,
        contact=place.contact,
        ticket=ticket,
        score=score,
        moment=moment,
        answered_at=clock.now() - hours(0 if ticket else 100),
    )


def _learn(ticket: Ticket, person: Person) -> None:
    actions.learn_lesson(
        person=person, ticket=ticket, change="Pack by list", owner=person, by_on=clock.today()
    )


def reopened(place: Place) -> Ticket:
    """A grave ticket that went through everything once, too late, and came back."""
    kim = place.company.kim
    _answer(place, "before", 7)
    open_one(place.company, reported_at=clock.now() - hours(120))
    ticket = surprised(place.company, reported_at=clock.now() - hours(96), severity=3, owner=kim)
    _learn(ticket, kim)
    actions.recover(person=kim, ticket=ticket)
    actions.climb_ladders()
    _answer(place, "after7", 8, ticket)
    _answer(place, "after90", 9, ticket)
    return actions.reopen(person=kim, ticket=ticket, reason="It leaks again.")


def _mails(ticket: Ticket, kim: Person) -> None:
    for number in range(4):
        kind = {"Auto_Submitted": "auto-replied"} if number == 3 else {}
        files = {f"{number}.png": b"\x89PNG\r\n\x1a\n"}
        actions.receive(reply(ticket, files=files, ident=f"{number}@x", **kind))
        actions.reply_by_mail(person=kim, ticket=ticket, words=f"Word {number}")


def lively(place: Place) -> Ticket:
    """All that may hang on a ticket hangs on this one, and its fix is still to come."""
    kim, made = place.company.kim, _secrets(place)
    ticket = reopened(place)
    for secret in made:
        record_use(person=kim, secret=secret, ticket_id=str(ticket.pk), how="Sent the list early")
    cause = actions.add_cause(person=None, name="Packed wrongly")
    for same in (ticket, open_one(place.company)):
        actions.set_cause(person=kim, ticket=same, cause=cause)
    for number in range(8):
        actions.comment(person=place.steward, ticket=ticket, words=f"Remark {number}")
        make_promise(
            person=kim,
            customer=place.customer,
            contact=place.contact,
            words=f"We bring gasket {number}",
            due_at=clock.now() + hours(20),
            ticket_id=str(ticket.pk),
        )
    _mails(ticket, kim)
    relate(ticket, place)
    ticket.refresh_from_db()
    actions.respond(person=kim, ticket=ticket, how="phone", words="We come at once.")
    actions.appoint(
        person=place.company.max,
        ticket=ticket,
        until=clock.now() + hours(30),
        contact_name=place.contact.name,
        words="Tomorrow suits us better.",
    )
    actions.plan_surprise(
        person=kim, ticket=ticket, words="A start-line photo", due_at=clock.now() + hours(30),
        giver=place.steward, secret_id=made[0].pk, cost_minor=5_00,
    )  # fmt: skip
    for watched in ("respond", "recover"):
        ticket.refresh_from_db()
        Breach.objects.create(cycle=ticket.cycle, clock=watched, breached_at=clock.now())
    return ticket


def _to_close(place: Place) -> Ticket:
    """The same, one step before its end: its form offers everybody for the lesson."""
    kim, ticket = place.company.kim, lively(place)
    actions.fix(person=kim, ticket=ticket, words="Four gaskets, fitted by Luis.")
    return actions.surprise(person=kim, ticket=ticket, words="A start-line photo of her crew.")


def ticket_of_service(places: dict[str, Place]) -> Asked:
    place = places["own"]
    return place.company.kim, reverse("ticket", args=[lively(place).pk])


def ticket_to_close(places: dict[str, Place]) -> Asked:
    place = places["own"]
    return place.company.kim, reverse("ticket", args=[_to_close(place).pk])


def ticket_of_a_steward(places: dict[str, Place]) -> Asked:
    place = places["own"]
    return place.steward, reverse("ticket", args=[lively(place).pk])


def ticket_of_a_lead(places: dict[str, Place]) -> Asked:
    place = places["own"]
    return place.company.lea, reverse("ticket", args=[lively(place).pk])


def ticket_of_a_manager(places: dict[str, Place]) -> Asked:
    place = places["own"]
    return place.company.max, reverse("ticket", args=[lively(place).pk])


def ticket_of_a_director(places: dict[str, Place]) -> Asked:
    place = places["own"]
    return place.company.olga, reverse("ticket", args=[lively(place).pk])


def _acting(act: str) -> Page:
    """Give the page of an act; the acts left out ask for no rows of their own."""

    def page(places: dict[str, Place]) -> Asked:
        place = places["own"]
        return place.company.kim, reverse("ticket_act", args=[lively(place).pk, act])

    page.__name__ = f"ticket_act_{act}"
    return page


def ticket_act_owner_of_a_lead(places: dict[str, Place]) -> Asked:
    place = places["own"]
    return place.company.lea, reverse("ticket_act", args=[lively(place).pk, "owner"])


def waiting(place: Place) -> list[Message]:
    mails = [letter(sender=place.contact.email, ident=f"w{number}@x") for number in range(9)]
    return [actions.receive(mail) for mail in mails]


def crowd(place: Place) -> None:
    for number in range(17):
        customer = make_customer(f"Customer {number}", steward=place.steward)
        make_contact(f"Contact {number}", customer)
        make = fixed if number % 2 else open_one
        for _one in range(2):
            make(place.company, customer=customer, owner=place.company.kim)


def ticket_new(places: dict[str, Place]) -> Asked:
    place = places["own"]
    crowd(place)
    return place.company.kim, f"{reverse('ticket_new')}?contact={place.contact.pk}"


def ticket_new_of_a_steward(places: dict[str, Place]) -> Asked:
    place = places["own"]
    crowd(place)
    return place.steward, f"{reverse('ticket_new')}?customer={place.customer.pk}"


def loyalty(places: dict[str, Place]) -> Asked:
    place = places["own"]
    question = LoyaltyQuestion.objects.create(
        cycle=lively(place).cycles.earliest("number"),
        contact=place.contact,
        moment="after7",
        digest=digest_of(TOKEN),
    )
    actions.answer_loyalty(token=TOKEN, score=9, respect=5)
    assert question.answer.score == 9
    return place.steward, reverse("loyalty", args=[TOKEN])


PAGES = [
    ticket_of_service,
    ticket_to_close,
    ticket_of_a_steward,
    ticket_of_a_lead,
    ticket_of_a_manager,
    ticket_of_a_director,
    *(_acting(act) for act in ("plan", "owner", "cause", "lesson", "merge")),
    ticket_act_owner_of_a_lead,
    ticket_new,
    ticket_new_of_a_steward,
    loyalty,
]
