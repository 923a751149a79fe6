"""Manuals, secrets and conversations, with so many rows that a query per row would show."""

import datetime as dt

from django.urls import reverse

from accounts.models import Customer, Person
from crm import clock
from secrets_manual import actions
from secrets_manual.models import Conversation, Refusal, Secret
from tests.house.access import Place
from tests.people import make_contact, make_customer

Asked = tuple[Person, str]


def told(place: Place, number: int) -> Secret:
    """Keep one secret; the kinds, askings and provenances take turns."""
    return actions.record_secret(
        person=place.steward,
        customer=place.customer,
        contact=place.contact if number % 2 else make_contact(f"Contact {number}", place.customer),
        text=f"Decides on paper number {number}",
        provenance="told_us",
        glad="probably" if number % 5 == 0 else "yes",
        layer=("secret", "need")[number % 2],
        uses=["service", "surprise"],
    )


def talk(place: Place, number: int = 0) -> Conversation:
    held = actions.hold_conversation(
        person=place.steward,
        customer=place.customer,
        contact=place.contact,
        words=f"We spoke of paper {number}",
    )
    for turn in range(5):
        actions.keep_words(
            person=place.steward, conversation=held, question=f"What of {turn}?", words="Paper."
        )
    return held


def manual_of(place: Place) -> list[Secret]:
    """All that a manual may hold: secrets with uses, talks, promises kept and owed."""
    secrets = [told(place, number) for number in range(18)]
    for secret in secrets:
        if secret.state == "kept":
            actions.record_use(person=place.steward, secret=secret, how="Sent it on paper")
    for number in range(6):
        held = talk(place, number)
        turn = held.turns.all()[0]
        actions.tie_to_turn(person=place.steward, turn=turn, secret=secrets[number])
        promise = actions.make_promise(
            person=place.steward,
            customer=place.customer,
            contact=place.contact,
            words=f"Paper {number}",
            due_at=clock.now() + dt.timedelta(hours=number + 1),
        )
        if number % 2:
            actions.keep_promise(person=place.steward, promise=promise)
    actions.withdraw_secret(person=place.steward, secret=secrets[-1])
    return secrets


def crowd(place: Place) -> None:
    """Make many customers, each with a contact and a secret."""
    for number in range(20):
        customer = make_customer(f"Customer {number}", steward=place.steward)
        contact = make_contact(f"Contact {number}", customer)
        actions.record_secret(
            person=place.steward,
            customer=customer,
            contact=contact,
            text=f"Reads paper {number}",
            provenance="told_us",
            glad="yes",
        )


def manuals(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("manuals")


def manuals_of_a_lead(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].company.lea, reverse("manuals")


def manual(places: dict[str, Place]) -> Asked:
    manual_of(places["own"])
    return places["own"].steward, reverse("manual", args=[places["own"].customer.pk])


def manual_of_a_lead(places: dict[str, Place]) -> Asked:
    manual_of(places["own"])
    return places["own"].company.lea, reverse("manual", args=[places["own"].customer.pk])


def _lively(place: Place) -> list[Secret]:
    """A manual with contradictions, pins, superseded words, and a key customer's flag."""
    secrets = [secret for secret in manual_of(place) if secret.state == "kept"]
    actions.flag_key_customer(person=place.steward, customer=place.customer, reason="Large")
    for one, other in zip(secrets[:3], secrets[3:6], strict=True):
        actions.mark_contradiction(person=place.steward, secret=one, other=other)
        actions.pin_secret(person=place.steward, secret=one)
    actions.supersede_secret(person=place.steward, secret=secrets[6], by=secrets[0])
    actions.merge_secrets(person=place.steward, secret=secrets[0], other=secrets[7])
    for secret in secrets[8:12]:
        actions.ask_again(person=place.steward, secret=secret)
    return secrets


def manual_with_everything(places: dict[str, Place]) -> Asked:
    _lively(places["own"])
    return places["own"].steward, reverse("manual", args=[places["own"].customer.pk])


def manual_history(places: dict[str, Place]) -> Asked:
    _lively(places["own"])
    address = reverse("manual", args=[places["own"].customer.pk])
    return places["own"].steward, f"{address}?view=history"


def manual_print(places: dict[str, Place]) -> Asked:
    _lively(places["own"])
    return places["own"].steward, reverse("manual_print", args=[places["own"].customer.pk])


def manual_keeper(places: dict[str, Place]) -> Asked:
    return places["own"].company.lea, reverse("manual_keeper", args=[places["own"].customer.pk])


def manual_key(places: dict[str, Place]) -> Asked:
    _lively(places["own"])
    return places["own"].company.lea, reverse("manual_key", args=[places["own"].customer.pk])


def secret(places: dict[str, Place]) -> Asked:
    secrets = _lively(places["own"])
    return places["own"].steward, reverse("secret", args=[secrets[0].pk])


def secret_replace(places: dict[str, Place]) -> Asked:
    secrets = _lively(places["own"])
    return places["own"].steward, reverse("secret_replace", args=[secrets[0].pk])


def reviews(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    _lively(places["own"])
    Secret.objects.filter(state="kept").update(review_on=clock.today())
    return places["own"].steward, reverse("reviews")


def key_customers(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    for customer in Customer.objects.filter(name__startswith="Customer "):
        actions.flag_key_customer(
            person=places["own"].steward, customer=customer, reason="They buy a third"
        )
    return places["own"].company.lea, reverse("key_customers")


def secret_new(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("secret_new")


def secret_people(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, f"{reverse('secret_people')}?find=c"


def offline(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("offline")


def offline_people(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, reverse("offline_people")


def worker(places: dict[str, Place]) -> Asked:
    return places["own"].steward, reverse("worker")


def secret_new_about_a_contact(places: dict[str, Place]) -> Asked:
    place = places["own"]
    manual_of(place)
    return place.steward, f"{reverse('secret_new')}?contact={place.contact.pk}"


def secret_new_in_a_conversation(places: dict[str, Place]) -> Asked:
    place = places["own"]
    manual_of(place)
    turn = talk(place).turns.all()[0]
    return place.steward, f"{reverse('secret_new')}?turn={turn.pk}"


def secret_edit(places: dict[str, Place]) -> Asked:
    secrets = manual_of(places["own"])
    return places["own"].steward, reverse("secret_edit", args=[secrets[1].pk])


def secret_move(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    secrets = manual_of(places["own"])
    return places["own"].steward, reverse("secret_move", args=[secrets[1].pk])


def secret_use(places: dict[str, Place]) -> Asked:
    secrets = manual_of(places["own"])
    return places["own"].steward, reverse("secret_use", args=[secrets[1].pk])


def refusals(places: dict[str, Place]) -> Asked:
    place = places["own"]
    for number in range(20):
        row = Refusal.objects.create(
            rule="G5", category="health", person=place.steward, digest=f"{number:064x}",
            at=clock.now(),
        )  # fmt: skip
        actions.appeal_refusal(person=place.steward, refusal=row)
    return place.company.petra, reverse("refusals")


def conversation_new(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    contact = places["own"].contact.pk
    return places["own"].steward, f"{reverse('conversation_new')}?contact={contact}"


def conversation(places: dict[str, Place]) -> Asked:
    manual_of(places["own"])
    return places["own"].steward, reverse("conversation", args=[talk(places["own"]).pk])


def conversation_of_a_lead(places: dict[str, Place]) -> Asked:
    manual_of(places["own"])
    return places["own"].company.lea, reverse("conversation", args=[talk(places["own"]).pk])


PAGES = [
    manuals,
    manuals_of_a_lead,
    manual,
    manual_of_a_lead,
    manual_with_everything,
    manual_history,
    manual_print,
    manual_keeper,
    manual_key,
    secret,
    secret_replace,
    reviews,
    key_customers,
    secret_new,
    secret_people,
    offline,
    offline_people,
    worker,
    secret_new_about_a_contact,
    secret_new_in_a_conversation,
    secret_edit,
    secret_move,
    secret_use,
    refusals,
    conversation_new,
    conversation,
    conversation_of_a_lead,
]
