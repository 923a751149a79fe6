"""What a search over secrets is narrowed to: read from the address, offered, taken away again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Contact, Customer, Person
from accounts.queries import customers_readable
from secrets_manual.models import KIND_LABELS, LAYER_LABELS, PROVENANCE_LABELS
from secrets_manual.models.codes import Label
from secrets_manual.queries import SecretFilter

MOST_KEEPERS = 100
LARGEST_ID = 2**63 - 1
CIRCLES: dict[str, Label] = {"mine": gettext_lazy("mine"), "team": gettext_lazy("my teams'")}
FRESHNESS: dict[str, Label] = {
    "fresh": gettext_lazy("fresh"),
    "soon": gettext_lazy("to review within 30 days"),
    "overdue": gettext_lazy("overdue for review"),
}
USED: dict[str, Label] = {
    "never": gettext_lazy("never used"),
    "used": gettext_lazy("used"),
    "welcome": gettext_lazy("used, and welcome"),
    "unwelcome": gettext_lazy("used, and not welcome"),
}
CODES: dict[str, dict[str, Label]] = {
    "kind": KIND_LABELS,
    "layer": LAYER_LABELS,
    "provenance": PROVENANCE_LABELS,
    "circle": CIRCLES,
    "freshness": FRESHNESS,
    "use": USED,
}
IDS = ("customer", "contact", "keeper")


@dataclass(frozen=True)
class Choice:
    """One select: its name, what it is called, its options as (value, words), what is chosen."""

    name: str
    label: str
    nothing: str
    options: list[tuple[str, str]]
    chosen: str


def read(asked: Mapping[str, str]) -> SecretFilter:
    """Read a filter from an address; what is not one of ours narrows nothing."""
    codes = {name: asked.get(name, "") for name, known in CODES.items()}
    known = {name: value for name, value in codes.items() if value in map(str, CODES[name])}
    ids = {name: _id(asked.get(name, "")) for name in IDS}
    return replace(SecretFilter(), **known, **ids)  # type: ignore[arg-type]


def _id(written: str) -> int | None:
    if not (written.isascii() and written.isdecimal()) or int(written[:20]) > LARGEST_ID:
        return None
    return int(written)


def written(wanted: SecretFilter) -> dict[str, str]:
    """Write a filter as an address has it."""
    return {name: str(value) for name, value in asdict(wanted).items() if value}


def choices(person: Person, wanted: SecretFilter) -> list[Choice]:
    """Give the selects of the page: whose, which kind, how known, how fresh, how used, keeper."""
    labels = {
        "circle": (_("Whose"), _("all I may see")),
        "kind": (_("Kind"), _("any kind")),
        "layer": (_("Secret or need"), _("both")),
        "provenance": (_("How we know"), _("any way")),
        "freshness": (_("Freshness"), _("any")),
        "use": (_("Use"), _("used or not")),
    }
    selects = [
        Choice(
            name=name,
            label=label,
            nothing=nothing,
            options=[(str(code), str(words)) for code, words in CODES[name].items()],
            chosen=getattr(wanted, name),
        )
        for name, (label, nothing) in labels.items()
    ]
    keepers = _keepers(person)
    if keepers:
        chosen = str(wanted.keeper or "")
        selects.append(Choice("keeper", _("Keeper"), _("any keeper"), keepers, chosen))
    return selects


def _keepers(person: Person) -> list[tuple[str, str]]:
    """Give the keepers to choose from; a list of names may be a minute old."""
    key = f"keepers-to-choose:{person.pk}"
    return cache.get_or_set(key, lambda: _keepers_now(person), 60) or []


def _keepers_now(person: Person) -> list[tuple[str, str]]:
    kept = customers_readable(person).filter(keeper__isnull=False).order_by("keeper__name")
    found = kept.values_list("keeper_id", "keeper__name").distinct()[:MOST_KEEPERS]
    return [(str(pk), name) for pk, name in found]


def pills(person: Person, asked: str, wanted: SecretFilter) -> list[tuple[str, str]]:
    """Give what the search is narrowed to in words, each with the address without it."""
    there = written(wanted)
    return [
        (words, "?" + urlencode({"q": asked} | {n: v for n, v in there.items() if n != name}))
        for name in there
        if (words := _words(person, name, there[name]))
    ]


def _words(person: Person, name: str, value: str) -> str:
    if name in CODES:
        return str(CODES[name].get(value, value))
    readable = customers_readable(person)
    if name == "customer":
        return _named(Customer.objects.filter(pk=value, pk__in=readable.values("pk")).first())
    if name == "contact":
        return _named(Contact.objects.filter(pk=value, customer__in=readable).first())
    keeper = Person.objects.filter(pk=value).first()
    return _("keeper %(name)s") % {"name": keeper.name} if keeper else ""


def _named(row: Customer | Contact | None) -> str:
    return row.name if row else _("somebody you do not see")
