"""Pages that look across the apps: Today for every role, search, palette, insights."""

import datetime as dt
from collections.abc import Callable

from django.urls import reverse

from accounts.models import Person
from crm import clock
from crm.notices.models import Notice
from crm.recovery.models import Breach
from secrets_manual.actions import (
    add_theme,
    appeal_refusal,
    count_all,
    make_promise,
    start_idea,
    suggest_idea,
)
from secrets_manual.models import OfferIdea, Refusal, Secret, Suggestion, Theme
from tests.compensation.paid import Q3, draft, paid, published, won
from tests.house.access import ROLES, Place
from tests.house.pages.compensation import periods_of
from tests.house.pages.secrets_manual import crowd, manual_of
from tests.people import make_contact, make_customer
from tests.recovery.tickets import answered, fixed, hours, open_one
from tests.report_cards.stories import rate

Asked = tuple[Person, str]
Page = Callable[[dict[str, Place]], Asked]


def _busy(place: Place) -> None:
    """Give every role something of every kind to do today."""
    company = place.company
    manual_of(place)
    periods_of(place)
    draft(company, name="Next year")
    for number in range(8):
        customer = make_customer(f"Busy {number}", steward=place.steward)
        contact = make_contact(f"Busy contact {number}", customer)
        make = (open_one, answered, fixed)[number % 3]
        ticket = make(
            company,
            customer=customer,
            owner=company.kim,
            severity=1 + number % 3,
            reported_at=clock.now() - hours(6 * number + 1),
        )
        Breach.objects.get_or_create(
            cycle=ticket.cycle, clock="respond", defaults={"breached_at": clock.now()}
        )
        rate(contact, place.steward, words="Good", promises=1 + number % 5)
        for owner in (place.steward, company.kim):
            make_promise(
                person=owner,
                customer=customer,
                words=f"Paper {number}",
                due_at=clock.now() + dt.timedelta(hours=number + 1),
            )
        refused = Refusal.objects.create(
            rule="G5", category="health", person=place.steward, digest=f"{number:064x}",
            at=clock.now(),
        )  # fmt: skip
        appeal_refusal(person=place.steward, refusal=refused)
        Notice.objects.create(
            person=place.steward, once_key=f"f{number}", channel="email", subject="s", body="b",
            state="failed",
        )  # fmt: skip


def _today_of(role: str) -> Page:
    def page(places: dict[str, Place]) -> Asked:
        _busy(places["own"])
        return getattr(places["own"].company, ROLES[role]), reverse("today")

    page.__name__ = f"today_of_{role}"
    return page


def today_to_sign(places: dict[str, Place]) -> Asked:
    """The day of a rep who has not signed yet, nor done anything else."""
    place = places["own"]
    paid(place.steward, published(place.company))
    won(place.steward, 100, Q3[0])
    return place.steward, reverse("today")


def search_of_a_steward(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    _busy(places["own"])
    return places["own"].steward, f"{reverse('search')}?q=paper"


def search_narrowed(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    _busy(places["own"])
    customer = places["own"].customer.pk
    asked = f"q=paper&kind=habit&circle=mine&use=never&freshness=fresh&customer={customer}"
    return places["own"].steward, f"{reverse('search')}?{asked}"


def search_of_a_slip(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    _busy(places["own"])
    return places["own"].steward, f"{reverse('search')}?q=papper"


def search_of_names(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].company.lea, f"{reverse('search')}?q=customer"


def search_of_service(places: dict[str, Place]) -> Asked:
    _busy(places["own"])
    return places["own"].company.kim, f"{reverse('search')}?q=busy"


def palette(places: dict[str, Place]) -> Asked:
    crowd(places["own"])
    return places["own"].steward, f"{reverse('palette')}?q=c"


def palette_of_service(places: dict[str, Place]) -> Asked:
    _busy(places["own"])
    return places["own"].company.kim, f"{reverse('palette')}?q=busy"


def _themes(places: dict[str, Place]) -> Theme:
    crowd(places["own"])
    mira = places["own"].company.mira
    words = ["paper", "reads"]
    themes = [add_theme(person=mira, name=f"Reading {n}", words=words) for n in range(12)]
    count_all()
    return themes[0]


def insights(places: dict[str, Place]) -> Asked:
    _themes(places)
    return places["own"].company.mira, reverse("insights")


def insights_of_a_steward(places: dict[str, Place]) -> Asked:
    _themes(places)
    return places["own"].steward, reverse("insights")


def today_with_themes(places: dict[str, Place]) -> Asked:
    _themes(places)
    return places["own"].company.mira, reverse("today")


def want_theme(places: dict[str, Place]) -> Asked:
    theme = _themes(places)
    return places["own"].company.lea, reverse("want_theme", args=[theme.pk])


def insights_csv(places: dict[str, Place]) -> Asked:
    _themes(places)
    return places["own"].company.mira, reverse("insights_csv")


def theme_csv(places: dict[str, Place]) -> Asked:
    theme = _themes(places)
    return places["own"].company.mira, reverse("theme_csv", args=[theme.pk])


def _ideas(places: dict[str, Place]) -> Suggestion:
    place = places["own"]
    theme = _themes(places)
    for number in range(9):
        idea = start_idea(
            person=place.company.mira, title=f"Idea {number}", words="Shall we?", theme=theme
        )
        suggest_idea(person=place.company.mira, idea=idea)
    secret = Secret.objects.filter(author=place.steward, state="kept").order_by("-id")[0]
    start_idea(person=place.steward, title="Tea", words="Shall we?", secret=secret)
    return Suggestion.objects.filter(idea=idea, customer__stewardships__person=place.steward)[0]


def offer_ideas(places: dict[str, Place]) -> Asked:
    _ideas(places)
    return places["own"].steward, reverse("offer_ideas")


def offer_ideas_of_marketing(places: dict[str, Place]) -> Asked:
    _ideas(places)
    return places["own"].company.mira, reverse("offer_ideas")


def offer_idea(places: dict[str, Place]) -> Asked:
    row = _ideas(places)
    return places["own"].company.mira, reverse("offer_idea", args=[row.idea_id])


def offer_idea_of_a_secret(places: dict[str, Place]) -> Asked:
    _ideas(places)
    idea = OfferIdea.objects.get(title="Tea")
    suggest_idea(person=places["own"].steward, idea=idea)
    return places["own"].company.olga, reverse("offer_idea", args=[idea.pk])


def offer_idea_new(places: dict[str, Place]) -> Asked:
    row = _ideas(places)
    return places["own"].steward, f"{reverse('offer_idea_new')}?secret={row.secret_id}"


def suggestion(places: dict[str, Place]) -> Asked:
    row = _ideas(places)
    return places["own"].steward, reverse("suggestion", args=[row.pk])


def customer_with_ideas(places: dict[str, Place]) -> Asked:
    row = _ideas(places)
    return places["own"].steward, reverse("customer", args=[row.customer_id])


def today_with_ideas(places: dict[str, Place]) -> Asked:
    _busy(places["own"])
    _ideas(places)
    return places["own"].steward, reverse("today")


def theme_new(places: dict[str, Place]) -> Asked:
    return places["own"].company.mira, reverse("theme_new")


def theme_edit(places: dict[str, Place]) -> Asked:
    theme = _themes(places)
    return places["own"].company.mira, reverse("theme_edit", args=[theme.pk])


def customer_with_everything(places: dict[str, Place]) -> Asked:
    _busy(places["own"])
    return places["own"].steward, reverse("customer", args=[places["own"].customer.pk])


def customer_of_a_manager(places: dict[str, Place]) -> Asked:
    _busy(places["own"])
    return places["own"].company.max, reverse("customer", args=[places["own"].customer.pk])


def customer_of_service(places: dict[str, Place]) -> Asked:
    _busy(places["own"])
    open_one(places["own"].company)
    return places["own"].company.kim, reverse("customer", args=[places["own"].customer.pk])


def contact_with_everything(places: dict[str, Place]) -> Asked:
    _busy(places["own"])
    return places["own"].steward, reverse("contact", args=[places["own"].contact.pk])


PAGES = [
    *(_today_of(role) for role in ROLES),
    today_to_sign,
    search_of_a_steward,
    search_narrowed,
    search_of_a_slip,
    search_of_names,
    search_of_service,
    palette,
    palette_of_service,
    insights,
    insights_of_a_steward,
    today_with_themes,
    want_theme,
    insights_csv,
    offer_ideas,
    offer_ideas_of_marketing,
    offer_idea,
    offer_idea_of_a_secret,
    offer_idea_new,
    suggestion,
    customer_with_ideas,
    today_with_ideas,
    theme_csv,
    theme_new,
    theme_edit,
    customer_with_everything,
    customer_of_a_manager,
    customer_of_service,
    contact_with_everything,
]
