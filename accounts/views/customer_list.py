"""The list of customers: narrowed by its address, and edited many at once."""

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import change_customers, undo_bulk_change
from accounts.forms import answer_status, own_filters, send_once, sent
from accounts.forms.bulk import BulkForm
from accounts.models import Customer, CustomerKind, Person
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import (
    BY_TOUCH,
    CIRCLES,
    QUIET_DAYS,
    CustomerFilter,
    counted,
    customers_entrustable,
    customers_listed,
    customers_page,
    customers_writable,
    has_key_flags,
    ids_readable,
    stewards_listed,
    stewards_to_choose,
    teams_listed,
    values_in_use,
)

NAMERS = ("rep", "service", "lead", "manager", "director", "marketing", "finance")
ADDERS = ("rep", "lead", "manager", "director")
LEADERS = ("lead", "manager", "director")
PARTS = {
    "q": "words", "kind": "kind", "sector": "sector", "country": "country",
    "prospects": "prospects", "steward": "steward", "team": "team", "due": "due",
    "quiet": "quiet", "key": "key",
    "sort": "sort",
}  # fmt: skip
MOST_PICKED = 500


@roles_required(*NAMERS)
def customers(request: SignedInRequest) -> HttpResponse:
    """List the customers one may see by name; filters and place stand in the address."""
    person = request.user
    circles = _circles(person)
    wanted = wanted_customers(person, request.GET)
    asked = {part: getattr(wanted, name) for part, name in PARTS.items()}
    narrowed = {part: value for part, value in asked.items() if value} | dict(wanted.own)
    own_fields = own_filters(dict(wanted.own))
    here = {"who": wanted.circle} | narrowed
    page, count = customers_page(person, wanted, request.GET.get("cursor"))
    leads = person.has_role(*LEADERS)
    choices = _choices(person)
    return render(
        request,
        "accounts/customers.html",
        {
            "customers": page.rows,
            "openable": ids_readable(person, page.rows),
            "count": count,
            "circle": wanted.circle,
            "tabs": [(name, f"?{urlencode({'who': name} | narrowed)}") for name in circles],
            "asked": asked,
            "pills": _pills(here, choices, own_fields),
            "own_fields": own_fields,
            "choices": choices,
            "filters_on": sum(part not in {"q", "sort"} for part in narrowed),
            "sorts": _sorts(person, here),
            "here": urlencode(here),
            "next_url": page.next_cursor and f"?{urlencode(here | {'cursor': page.next_cursor})}",
            "may_add": person.has_role(*ADDERS),
            "may_pick": leads or person.has_role("rep"),
        },
    )


def _sorts(person: Person, here: dict[str, str]) -> list[tuple[str, str, bool]]:
    """Give the orders that a person who reads of customers may choose, each with its address."""
    if not person.has_role("rep", *LEADERS):
        return []
    rest = {part: value for part, value in here.items() if part != "sort"}
    by_touch = here.get("sort") == BY_TOUCH
    return [
        (_("Name"), f"?{urlencode(rest)}", not by_touch),
        (_("Next touch"), f"?{urlencode(rest | {'sort': BY_TOUCH})}", by_touch),
    ]


def wanted_customers(person: Person, query: QueryDict) -> CustomerFilter:
    """Read from an address what the list is narrowed to."""
    circles = _circles(person)
    circle = query.get("who", "")
    given = {name: query.get(part, "").strip()[:200] for part, name in PARTS.items()}
    own = tuple(own_asked(query).items())
    return CustomerFilter(circle=circle if circle in circles else circles[0], own=own, **given)


def own_asked(query: QueryDict) -> dict[str, str]:
    """Read from an address what is looked for in fields of one's own."""
    named = [(name, str(value)) for name, value in query.items() if name.startswith("custom_")]
    found = [(name, value.replace("\0", "").strip()[:200]) for name, value in named]
    return dict([each for each in found if each[1]][:50])


def _circles(person: Person) -> list[str]:
    mine = person.has_role("rep")
    team = person.has_role("lead", "manager") and not person.has_role("director", "service")
    allowed = {"mine": mine, "team": team, "all": True}
    return [name for name in CIRCLES if allowed[name]]


Choices = dict[str, list[tuple[str, str]]]


def _choices(person: Person) -> Choices:
    """Give what each filter may be set to, for this person; a filter with nothing is not shown."""
    leads = person.has_role("lead", "manager", "director", "service")
    reads = person.has_role("rep", *LEADERS)
    found: Choices = {
        "kind": [(value, str(label)) for value, label in CustomerKind.choices],
        **{name: [(one, one) for one in used] for name, used in values_in_use(person).items()},
        "prospects": [("yes", _("not a customer yet")), ("no", _("customers already"))],
    }
    if leads:
        people = [(str(pk), name) for pk, name in stewards_listed(person)]
        found["steward"] = [("nobody", _("nobody yet")), *people]
    if person.has_role("manager", "director", "service"):
        found["team"] = [(str(pk), name) for pk, name in teams_listed(person)]
    if reads:
        found["due"] = [
            ("now", _("today or before")), ("week", _("within a week")),
            ("month", _("within a month")),
        ]  # fmt: skip
        found["quiet"] = [(days, _("%(n)s days") % {"n": days}) for days in QUIET_DAYS]
        if has_key_flags():
            found["key"] = [("yes", _("yes"))]
    return found


def _pills(here: dict[str, str], choices: Choices, own: list[BoundField]) -> list[tuple[str, str]]:
    """Show each filter in words, with the address of the list without it."""
    words = {
        "q": _("Called: %(value)s"),
        "kind": _("Kind: %(value)s"),
        "sector": _("Sector: %(value)s"),
        "country": _("Country: %(value)s"),
        "prospects": _("Only %(value)s"),
        "steward": _("Steward: %(value)s"),
        "team": _("Team: %(value)s"),
        "due": _("To be touched %(value)s"),
        "quiet": _("Nobody in touch for %(value)s"),
        "key": _("Key customers: %(value)s"),
    }
    labels = {field.name: str(field.label) for field in own}
    shown = []
    for part, value in here.items():
        if part in words or part in labels:
            said = dict(choices.get(part, ())).get(value, value)
            rest = {name: kept for name, kept in here.items() if name != part}
            told = words[part] % {"value": said} if part in words else f"{labels[part]}: {value}"
            shown.append((told, f"?{urlencode(rest)}"))
    return shown


@roles_required("rep", *LEADERS)
def customers_bulk(request: SignedInRequest) -> HttpResponse:
    """Change many customers at once: those picked in the list, or all it was narrowed to."""
    person = request.user
    source = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(person, source)
    may_entrust = person.has_role(*LEADERS)
    stewards = stewards_to_choose(person) if may_entrust else None
    bound = sent(request)
    form = BulkForm(bound, stewards=stewards, initial={"all": source.get("all", "")})
    back = f"{reverse('customers')}?{_list_query(source)}"

    def change() -> str:
        changed = change_customers(
            person=person, chosen=chosen, changes=form.columns, steward=form.steward
        )
        undo = reverse("customers_bulk_undo", args=[changed.pk])
        words = _("Changed: %(n)d customers") % {"n": len(changed.before)}
        messages.success(request, words, extra_tags=f"undo:{undo}")
        return back

    made = send_once(form, person=person, make=change)
    if made:
        return redirect(made)
    content = {"form": form, "back": back} | _what_will_happen(person, chosen, source)
    return render(request, "accounts/customers_bulk.html", content, status=answer_status(form))


def _what_will_happen(
    person: Person, chosen: QuerySet[Customer], source: QueryDict
) -> dict[str, object]:
    """Say who is picked and how many of them the person may change and entrust."""
    ids = chosen.order_by().values("pk")
    entrustable = customers_entrustable(person).filter(pk__in=ids)
    return {
        "chosen": chosen.order_by("name", "id")[:20],
        "number": counted(chosen),
        "writable": counted(customers_writable(person).filter(pk__in=ids)),
        "entrustable": counted(entrustable) if person.has_role(*LEADERS) else None,
        "picks": source.getlist("pick")[:MOST_PICKED],
        "list_query": _list_query(source),
        "everything": bool(source.get("all")),
    }


def _chosen(person: Person, source: QueryDict) -> QuerySet[Customer]:
    """Give the picked customers, or all that the list was narrowed to when `all` is sent."""
    if source.get("all"):
        wanted = wanted_customers(person, QueryDict(_list_query(source)))
        return customers_listed(person, wanted)
    picked = [pk for pk in source.getlist("pick")[:MOST_PICKED] if pk.isascii() and pk.isdigit()]
    everything = replace(CustomerFilter(), circle="all")
    ids = [int(pk) for pk in picked if len(pk) < 19]
    return customers_listed(person, everything).filter(pk__in=ids)


def _list_query(source: QueryDict) -> str:
    return source.get("list", "").replace("\0", "")[:2000]


@require_POST
@roles_required("rep", *LEADERS)
def customers_bulk_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give back what one's own bulk edit took."""
    number = undo_bulk_change(person=request.user, change_id=pk)
    messages.success(request, _("Undone for %(n)d customers") % {"n": number})
    return redirect("customers")
