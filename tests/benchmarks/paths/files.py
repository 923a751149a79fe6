"""Files of a hundred thousand rows, in and out, beside PostgreSQL's own COPY."""

import csv
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path as FilePath
from typing import Any

from django.db import connection

from accounts.actions.batches import begin_batch, choose_columns, order_writing
from accounts.imports import write_batch
from accounts.imports.batches import check_batch
from accounts.models import Customer, ImportBatch
from crm.home.registry import KINDS
from tests.benchmarks.asking import getting, on, somebody, taken_back
from tests.benchmarks.making import stand_on
from tests.benchmarks.paths import Found, Path, against_floor
from tests.benchmarks.ratios import Bound, Ratio

ROWS = 100_000
COLUMNS = ("name", "kind", "sector", "country", "website", "phone", "reference")
MOST_GROWN_MB, AIMED_GROWN_MB = 32, 8
EXPORT = "/exports/customers.csv"


def _file() -> bytes:
    """Write a hundred thousand customers; one of a hundred stands there twice."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    for number in range(ROWS):
        one = number - 1 if number % 100 == 99 else number
        lines.writerow(
            (f"Import {one:06} Foods", "organisation", "trade", "Spain",
             f"https://i{one}.example", f"+34 91 {one:07}", f"I{one}")
        )  # fmt: skip
    return out.getvalue().encode()


@contextmanager
def _scratch() -> Iterator[None]:
    """Stand on a copy of the small database, so that what is imported meets nobody again."""
    stand_on("postgres")
    with connection.cursor() as sql:
        sql.execute("drop database if exists scratch")
        sql.execute("create database scratch template small")
    stand_on("scratch")
    try:
        yield
    finally:
        stand_on("postgres")
        with connection.cursor() as sql:
            sql.execute("drop database scratch")


def _checked(content: bytes) -> ImportBatch:
    """Come as far as the wizard's last page: the file is checked, and somebody says write."""
    director = somebody("director")
    mapping = {name: name for name in COLUMNS}
    batch = begin_batch(
        person=director, kind="customers", file_name="rows.csv", content=content,
        columns=COLUMNS, mapping=mapping,
    )  # fmt: skip
    batch = choose_columns(batch=batch, mapping=mapping)
    check_batch(batch, KINDS["customers"])
    return order_writing(by=director, batch=batch, all_or_nothing=False)


def _written() -> Ratio:
    """Measure the wizard's writing, which validates and deduplicates every row once more."""
    content = _file()
    with _scratch():
        floor = _copied_in(content)
        batch = _checked(content)
        began = time.perf_counter()
        write_batch(batch, KINDS["customers"])
        taken = (time.perf_counter() - began) * 1000
        batch.refresh_from_db()
        if batch.created != ROWS * 99 // 100:
            raise AssertionError(f"{batch.created} rows were written, {batch.fault}")
    return Ratio(taken, floor, 1)


def _copied_in(content: bytes) -> float:
    """COPY the same file into the same table with its indexes, and take it back."""
    sentence = (
        "copy accounts_customer (name, kind, sector, country, website, phone, reference, version,"
        " is_prospect, address, zone, language, created_at) from stdin csv"
    )
    lines = content.decode().splitlines()[1:]
    whole = {line: f"{line},1,false,,,,2026-01-01" for line in lines}
    text = "\n".join(whole.values()).replace(",false,,,,", ',false,"","","",')
    began = time.perf_counter()
    with taken_back(), connection.cursor() as sql:
        sql.cursor.copy_expert(sentence, io.StringIO(text))
    return (time.perf_counter() - began) * 1000


def _exported() -> Ratio:
    on("large")
    get = getting("director", EXPORT)
    times = []
    for act in (lambda: _drained(get()), _copied_out) * 3:
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return Ratio(sorted(times[::2])[1], sorted(times[1::2])[1], 3)


def _drained(answer: Any) -> int:
    return sum(len(part) for part in answer)


def _copied_out() -> None:
    columns = ", ".join(field.column for field in Customer._meta.concrete_fields)
    with connection.cursor() as sql:
        sentence = f"copy (select {columns} from accounts_customer) to stdout csv"  # noqa: S608 - names of columns
        sql.cursor.copy_expert(sentence, io.StringIO())


def _memory() -> Found:
    """Compare the most memory held while 1,000 and 100,000 customers leave, in one process."""
    peaks = {}
    for ground in ("small", "large"):
        on(ground)
        get = getting("director", EXPORT)
        FilePath("/proc/self/clear_refs").write_text("5")
        _drained(get())
        status = FilePath("/proc/self/status").read_text()
        peaks[ground] = int(status.split("VmHWM:")[1].split()[0]) / 1024
    grown = max(0.0, peaks["large"] - peaks["small"])
    return Found(
        ours=f"{peaks['large']:.0f} MB", floor=f"{peaks['small']:.0f} MB", ratio=f"+{grown:.0f} MB",
        n=1, holds=grown <= MOST_GROWN_MB, aimed=grown <= AIMED_GROWN_MB,
    )  # fmt: skip


PATHS = (
    against_floor(
        "import in the browser: 100,000 customers written",
        "COPY",
        Bound(times=15),
        Bound(times=5),
        _written,
        "100,000 into 1,000",
    ),
    against_floor(
        "export of 100,000 customers",
        "COPY TO",
        Bound(times=8),
        Bound(times=3),
        _exported,
    ),
    Path(
        "memory of an export",
        "1,000 to 100,000",
        "at 1,000",
        f"+ ≤ {MOST_GROWN_MB} MB",
        f"+ ≤ {AIMED_GROWN_MB} MB",
        _memory,
    ),
)
