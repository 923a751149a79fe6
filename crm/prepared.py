"""Questions whose wording is worked out once and only their values put in each time.

Building and wording a query of several nested parts costs the process more than the database
needs to answer it, and a page asks ten. `@prepared` on a function that builds a queryset turns it
into one that gives the rows: the first call with arguments of the same shape builds the queryset
over stand-ins, words it and remembers where each stand-in went; later calls put their own values
there. The rows are the same in every respect.

Rows of models, whole numbers, instants, `Text` and short lists of numbers are values; everything
else an argument can be (a word, a switch, None, the roles of a person) belongs to the shape. So
do the day, the language, the zone and the company's zone. `clock.now()` may be asked meanwhile.
Where a stand-in does not survive (arithmetic, a cut), the function says so at its first call.
"""

import copy
import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone, translation

from crm import clock

Arguments = ParamSpec("Arguments")
Row = TypeVar("Row")
Slot = Callable[[list[Any], dt.datetime], object]

#: Stand-ins: numbers and years that no row has, far apart from each other.
_NUMBER, _YEAR = 8_070_605_040_000_000_000, 3000
_YEARS_APART = 20
_YEARS = range(_YEAR - 10, _YEAR + 5000)
_MARK = str(_NUMBER)[:14]
_MOST_VALUES, _MOST_SHAPES = 220, 300


def _instant(place: int) -> dt.datetime:
    """Give the stand-in of an instant: that of a value counts from 1, the present one is 0."""
    return dt.datetime(_YEAR + _YEARS_APART * place, 1, 1, tzinfo=dt.UTC)


class Text(str):
    """A text that is a value and no part of the shape; it is for `=` alone, not for a search."""

    __slots__ = ()


def _values(given: object) -> list[Any]:
    """Take the values out of one argument."""
    if isinstance(given, Model):
        return [given.pk]
    if isinstance(given, bool):
        return []
    if isinstance(given, (int, dt.datetime, Text)):
        return [given]
    return given if isinstance(given, list) and _is_numbers(given) else []


def _is_numbers(given: list[Any]) -> bool:
    return all(type(one) is int for one in given)


def _is_no_number_of_a_row(value: object) -> bool:
    return value is None or (isinstance(value, int) and abs(value) >= _NUMBER)


class _StandIns:
    """Puts stand-ins in the places of values, in the order in which `_values` takes them."""

    def __init__(self) -> None:
        self.many = 0

    def number(self) -> int:
        self.many += 1
        return _NUMBER + self.many - 1

    def of(self, given: object) -> Any:
        if isinstance(given, Model):
            return self._row(given)
        if isinstance(given, (int, Text)) and not isinstance(given, bool):
            number = self.number()
            return str(number) if isinstance(given, Text) else number
        if isinstance(given, dt.datetime):
            self.many += 1
            return _instant(self.many)
        if isinstance(given, list) and _is_numbers(given):
            return [self.number() for _one in given]
        return given

    def _row(self, row: Model) -> Model:
        """Stand in for a row: only its number is there, and what its kind is `told_apart_by`."""
        meta = row._meta  # noqa: SLF001 - Django's public habit
        stand_in = row.__class__.from_db(None, [meta.pk.attname], [self.number()])
        for name in getattr(row, "told_apart_by", ()):
            vars(stand_in)[name] = getattr(row, name)
        return stand_in


def _shape(given: object) -> Hashable:
    if isinstance(given, Model):
        return (
            given.__class__,
            *(getattr(given, name) for name in getattr(given, "told_apart_by", ())),
        )
    if isinstance(given, bool) or given is None:
        return given
    if isinstance(given, (int, dt.datetime, Text)):
        return type(given).__name__
    if isinstance(given, list):
        return (list, len(given)) if _is_numbers(given) else tuple(given)
    return given


@dataclass(frozen=True)
class _Worded:
    """A question in words, with the places where values go."""

    rows: "QuerySet[Any, Any]"
    compiler: SQLCompiler
    sql: str
    params: tuple[object, ...]
    slots: tuple[tuple[int, Slot], ...]

    def asked(self, values: list[Any], now: dt.datetime) -> list[Any]:
        params = list(self.params)
        for place, slot in self.slots:
            params[place] = slot(values, now)
        rows: Any = self.rows
        found = rows.__class__(rows.model, _Saying(self, params), rows._db, rows._hints)  # noqa: SLF001
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(found, name, getattr(rows, name))
        return list(found)


class _Saying:
    """Stands where a queryset has its query, and has its words already."""

    def __init__(self, worded: _Worded, params: list[object]) -> None:
        self._worded = worded
        self._params = params

    def get_compiler(self, using: str) -> SQLCompiler:
        compiler: Any = copy.copy(self._worded.compiler)
        compiler.connection, compiler.using = connections[using], using
        said = (self._worded.sql, tuple(self._params))
        compiler.as_sql = lambda *_how, **_else: said
        return cast("SQLCompiler", compiler)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._worded.rows.query, name)


def _worded(rows: "QuerySet[Any, Any]") -> _Worded | None:
    """Word a question asked with stand-ins; None where no answer is possible."""
    if rows._known_related_objects:  # type: ignore[attr-defined]  # noqa: SLF001
        raise TypeError("A prepared question names its rows by number, not from another row.")
    compiler = rows.query.get_compiler(rows.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    if _MARK in sql:
        raise TypeError("A value stands in the words of a prepared question.")
    found = ((place, _slot(param)) for place, param in enumerate(params))
    slots = tuple((place, slot) for place, slot in found if slot is not None)
    return _Worded(rows, compiler, sql, tuple(params), slots)


def _slot(param: Any) -> Slot | None:
    """Say how to make the value of a place that holds a stand-in, or something made of one."""
    if isinstance(param, int) and _NUMBER <= param < _NUMBER + _YEAR:
        return lambda values, _now: values[param - _NUMBER]
    if isinstance(param, dt.datetime):
        return _slot_of_instant(param)
    if isinstance(param, str) and _MARK in param:
        return lambda values, _now: _filled(param, values)
    if isinstance(param, (list, tuple)):
        pairs = [(one, _slot(one)) for one in param]
        if any(slot for _one, slot in pairs):
            return lambda values, now: [slot(values, now) if slot else one for one, slot in pairs]
    if _MARK in str(getattr(param, "adapted", param)) or getattr(param, "year", 0) in _YEARS:
        raise TypeError(f"A prepared question cannot put a value into {param!r}.")
    return None


def _slot_of_instant(param: dt.datetime) -> Slot | None:
    if param.year not in _YEARS:
        return None
    place = round((param - _instant(0)) / (_instant(1) - _instant(0)))
    offset = param - _instant(place)
    if place == 0:
        return lambda _values, now: now + offset
    return lambda values, _now: values[place - 1] + offset


def _filled(words: str, values: list[Any]) -> str:
    for place, value in enumerate(values):
        words = words.replace(str(_NUMBER + place), str(value))
    return words


def _never_asked(*_said: object) -> object:
    raise TypeError("While a prepared question is worked out, nothing can be read.")


class Prepared(Generic[Arguments, Row]):
    """A function that gives rows; `build` gives the queryset itself, for whoever needs that."""

    def __init__(self, build: Callable[Arguments, "QuerySet[Any, Row]"]) -> None:
        self.build = build
        self._known: dict[Hashable, _Worded | None] = {}
        update_wrapper(self, build)

    def __call__(self, *args: Arguments.args, **kwargs: Arguments.kwargs) -> list[Row]:
        given = [*args, *kwargs.values()]
        shape = (
            clock.today(), clock.company_zone().key, timezone.get_current_timezone_name(),
            translation.get_language(), len(args), tuple(kwargs), *map(_shape, given),
        )  # fmt: skip
        values = [value for one in given for value in _values(one)]
        if len(values) > _MOST_VALUES or any(map(_is_no_number_of_a_row, values)):
            return list(self.build(*args, **kwargs))
        if shape not in self._known:
            if len(self._known) >= _MOST_SHAPES:
                self._known.clear()
            self._known[shape] = self._worded_with(given, tuple(kwargs))
        worded = self._known[shape]
        if worded is None:
            return list(self.build(*args, **kwargs))
        return worded.asked(values, clock.now())

    def _worded_with(self, given: list[object], names: tuple[str, ...]) -> _Worded | None:
        stand_ins = _StandIns()
        put = [stand_ins.of(one) for one in given]
        plain = put[: len(put) - len(names)]
        named = dict(zip(names, put[len(plain) :], strict=True))
        build: Callable[..., QuerySet[Any, Row]] = self.build
        with clock.standing_still(_instant(0)), connection.execute_wrapper(_never_asked):
            return _worded(build(*plain, **named))


prepared = Prepared
