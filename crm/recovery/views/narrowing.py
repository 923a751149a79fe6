"""What the board's address says: its filters, its form, and where in it one is."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from crm.recovery.models import Severity
from crm.recovery.queries import STEPS, Filters
from crm.recovery.queries.board import Windows
from crm.recovery.queries.table import SORTS
from crm.recovery.queries.windows import read_window

_VIEWS = ("mine", "unowned", "grave")
#: Parts of an address that narrow the board, in the order in which they are said.
NARROWING = (
    "view", "q", "customer", "step", "time", "severity", "cause", "owner", "repeat", "word",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What an address asks for; `here` are its parts that narrow the board or set its form."""

    filters: Filters
    windows: Windows
    is_table: bool
    sort: str
    cursor: str | None
    here: dict[str, str]

    @property
    def narrowing(self) -> dict[str, str]:
        """Give the parts that leave tickets out."""
        return {name: value for name, value in self.here.items() if name in NARROWING}

    @property
    def form(self) -> dict[str, str]:
        """Give the parts that say how it is laid out, whatever is left out."""
        return {name: value for name, value in self.here.items() if name not in NARROWING}

    def url(self, **changes: str) -> str:
        """Give the same address with some parts changed; an empty part is left away."""
        parts = {name: value for name, value in (self.here | changes).items() if value}
        return f"?{urlencode(parts)}"

    def only(self, **parts: str) -> str:
        """Give the address narrowed by these parts alone, laid out as it is."""
        return f"?{urlencode(parts | self.form)}"

    def moved(self, step: str, window: str) -> str:
        """Give the same address with another part of one column, or its first."""
        places = {one.step: str(one) for one in self.windows} | {step: window}
        pages = [("page", place) for place in places.values() if place]
        return f"?{urlencode([*self.here.items(), *pages])}"


def asked_of(query: QueryDict) -> Asked:
    """Read an address; what nobody can mean is left out."""
    said = {name: _word(query.get(name, "")) for name in NARROWING}
    view = said["view"] if said["view"] in _VIEWS else ""
    filters = Filters(
        mine="mine" in {view, said["owner"]},
        unowned=view == "unowned" or said["owner"] == "nobody",
        severity=3 if view == "grave" else _severity(said["severity"]),
        owner=_number(said["owner"]),
        cause=_number(said["cause"]),
        uncaused=said["cause"] == "none",
        customer=said["customer"],
        step=said["step"] if said["step"] in STEPS else "",
        time=said["time"] if said["time"] in {"soon", "late"} else "",
        repeat=said["repeat"] == "yes",
        word=said["word"] == "yes",
        words=said["q"],
    )
    is_table = query.get("layout") == "table"
    sort = query.get("sort", "")
    sort = sort if is_table and sort.removeprefix("-") in SORTS else ""
    form = {"layout": "table" if is_table else "", "sort": sort}
    here = {name: value for name, value in (said | form).items() if value}
    return Asked(filters, _windows(query), is_table, sort or "due", query.get("cursor"), here)


def _word(text: str) -> str:
    return text.replace("\0", "").strip()[:100]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _severity(text: str) -> int | None:
    number = _number(text)
    return number if number in Severity.values else None


def _windows(query: QueryDict) -> Windows:
    """Read which part of its tickets each column shows, once for each."""
    found = filter(None, (read_window(text) for text in query.getlist("page")[:8]))
    return tuple({window.step: window for window in found}.values())
