"""CSV, TSV and their relatives, from real files and arbitrary text."""

import csv
import json
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.formats import Limits, Row, RowError, UnreadableFileError, read_rows
from accounts.rules import neutralise_cell, restore_cell


def values_of(path: Path, **options: object) -> list[dict[str, str]]:
    rows = list(read_rows(path, **options))  # type: ignore[arg-type]
    assert [row for row in rows if isinstance(row, RowError)] == []
    return [row.values for row in rows if isinstance(row, Row)]


def refusal(path: Path, content: bytes, **options: object) -> str:
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as refused:
        list(read_rows(path, **options))  # type: ignore[arg-type]
    assert str(refused.value)
    return refused.value.code


def test_every_file_of_the_spectrum_equals_its_json(shared: Path) -> None:
    files = sorted((shared / "data/csv_spectrum/csvs").glob("*.csv"))
    assert len(files) == 11
    for file in files:
        truth = json.loads((file.parent.parent / "json" / f"{file.stem}.json").read_text())
        # some copies of this collection had their line ends turned to LF, the JSON not
        expected = truth if b"\r\n" in file.read_bytes() else _with_plain_newlines(truth)
        assert values_of(file) == expected, file.name


def _with_plain_newlines(truth: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{key: text.replace("\r\n", "\n") for key, text in row.items()} for row in truth]


@pytest.mark.parametrize(
    ("file", "people"),
    [
        ("basic_csv_addressbook.csv", "csv_import"),
        ("csv_semicolon.csv", "csv_import"),
        ("utf16_addressbook.csv", "utf16_csv"),
        ("shiftjis_addressbook.csv", "shiftjis_csv"),
        ("quote.csv", "quote_csv"),
    ],
)
def test_address_books_hold_whom_thunderbird_finds(shared: Path, file: str, people: str) -> None:
    folder = shared / "data/contacts_thunderbird"
    truth = json.loads((folder / "addressbook.json").read_text())[people]
    actual = [(row["Display Name"], row["Primary Email"]) for row in values_of(folder / file)]
    assert actual == [(each["DisplayName"], each.get("PrimaryEmail", "")) for each in truth]


def test_latin_1_names_keep_their_accents(shared: Path) -> None:
    file = shared / "data/uci_restaurant_ratings/places.csv"
    reader = read_rows(file)
    assert reader.encoding in ("cp1252", "latin-1")
    names = [row.values["name"] for row in reader if isinstance(row, Row)]
    assert len(names) == 130
    with file.open(encoding="latin-1", newline="") as stream:
        assert names == [row["name"] for row in csv.DictReader(stream)]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "Jürgen Größe"),
        ("cp1252", "it’s"),
        ("cp1252", "PEÑA"),
        ("cp932", "カタカナ株式会社"),
        ("cp1251", "Привет Москва Иван Петров Тверь"),
        ("gb18030", "王小明北京科技有限公司"),
        ("utf-16-le", "Kim"),
    ],
)
def test_older_encodings_without_a_mark_are_found(
    tmp_path: Path, encoding: str, words: str
) -> None:
    file = tmp_path / "f.csv"
    file.write_bytes(f"sep=;\nname;town\n{words};x\n".encode(encoding))
    assert values_of(file) == [{"name": words, "town": "x"}]


@pytest.mark.parametrize(
    ("file", "delimiter", "rows"),
    [
        ("dw/DimReseller.csv", "|", 701),
        ("dw/FactCallCenter.csv", "|", 120),
        ("oltp/SalesPerson.csv", "\t", 17),
        ("oltp/Employee.csv", "\t", 290),
    ],
)
def test_pipes_and_tabs_without_header_are_found(
    shared: Path, file: str, delimiter: str, rows: int
) -> None:
    reader = read_rows(shared / "data/adventureworks_comp" / file, has_header=False)
    assert (reader.delimiter, reader.columns[0]) == (delimiter, "#1")
    assert len([row for row in reader if isinstance(row, Row)]) == rows


def test_names_in_every_script_arrive_as_written(shared: Path) -> None:
    rows = values_of(shared / "data/names_many_scripts/common-forenames-by-country.csv")
    assert len(rows) == 2480
    assert next(iter(rows[0])) == "Country"


def test_naughty_strings_survive_neutralising_and_csv(shared: Path, tmp_path: Path) -> None:
    strings = json.loads((shared / "data/naughty_strings/blns.json").read_text())
    file = tmp_path / "naughty.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerows([["n", "text"], *([i, neutralise_cell(t)] for i, t in enumerate(strings))])
    actual = [restore_cell(row["text"]) for row in values_of(file)]
    assert actual == ["" if text == " " else text for text in strings]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import.empty"),
        (b"\n\n  \n", "import.no_header"),
        (b"a,A\n1,2\n", "import.duplicate_header"),
        (b"a,b\n1,\x00\n", "import.nul"),
        (b"\x89PNG\r\n\x1a\n", "import.binary"),
        ("a,b\néàü,ñö\n".encode() * 9 + b"\xff,1\n", "import.undecodable"),
        (b"version: 1\ndn: cn=Kim\n", "import.ldif"),
        (b"PK\x03\x04 cut off", "import.broken_spreadsheet"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(tmp_path / "file", content) == code


def test_limits_refuse_the_file(tmp_path: Path) -> None:
    content = b"a\n1\n2\n3\n"
    assert refusal(tmp_path / "f", content, limits=Limits(file_bytes=5)) == "import.too_large"
    assert refusal(tmp_path / "f", content, limits=Limits(rows=2)) == "import.too_many_rows"
    cells = Limits(cell_characters=3)
    assert refusal(tmp_path / "f", b"a\n1234\n", limits=cells) == "import.cell_too_long"


@pytest.mark.parametrize("opening", [b"a\n", b'a\n"'])
def test_a_cell_of_49_megabytes_is_refused_in_little_memory(tmp_path: Path, opening: bytes) -> None:
    tracemalloc.start()
    content = b"x" * 49_000_000
    (tmp_path / "f").write_bytes(opening + content)
    del content
    tracemalloc.reset_peak()
    with pytest.raises(UnreadableFileError) as refused:
        list(read_rows(tmp_path / "f"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code == "import.cell_too_long"
    assert peak < 20_000_000


def test_bad_rows_are_named_and_good_ones_kept(tmp_path: Path) -> None:
    file = tmp_path / "f.csv"
    file.write_text('a,b\n1,2\n1,2,3\n\n"x"y,2\n"two\nlines",4\n" ",5\n7\n"open,8\n')
    rows = list(read_rows(file))
    refused = [(row.line, row.column) for row in rows if isinstance(row, RowError)]
    assert refused == [(3, "#3"), (5, None), (10, None)]
    assert [(row.line, *row.values.values()) for row in rows if isinstance(row, Row)] == [
        (2, "1", "2"),
        (6, "two\nlines", "4"),
        (8, "", "5"),
        (9, "7", ""),
    ]


@settings(max_examples=150, deadline=None)
@given(
    cells=st.lists(
        st.tuples(
            *[st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]))] * 2
        ),
        max_size=6,
    ),
    delimiter=st.sampled_from(",;\t|"),
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_text_survives_any_dialect(
    cells: list[tuple[str, str]], delimiter: str, newline: str, encoding: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "f.csv"
        with file.open("w", encoding=encoding, newline="") as stream:
            writer = csv.writer(
                stream, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL
            )
            writer.writerow(["number", "left", "right"])
            writer.writerows([[n, *pair] for n, pair in enumerate(cells)])
        actual = [(row["left"], row["right"]) for row in values_of(file)]
    assert actual == [tuple("" if c == " " else c for c in pair) for pair in cells]
