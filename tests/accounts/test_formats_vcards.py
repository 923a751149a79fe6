"""vCards of every version, as real programs wrote them."""

import json
from pathlib import Path

import pytest

from accounts.formats import Row, RowError, UnreadableFileError, read_rows


def cards(file: Path) -> list[dict[str, str]]:
    return [row.values for row in read_rows(file) if isinstance(row, Row)]


@pytest.mark.parametrize(
    ("file", "people"),
    [
        ("basic_vcard_addressbook.vcf", "vcard_import"),
        ("emptylines_vcard_addressbook.vcf", "vcard_import"),
        ("dos_vcard_addressbook.vcf", "dos_vcard_import"),
    ],
)
def test_cards_hold_whom_thunderbird_finds(shared: Path, file: str, people: str) -> None:
    folder = shared / "data/contacts_thunderbird"
    truth = json.loads((folder / "addressbook.json").read_text())[people]
    actual = [(c["name"], c["given"], c["family"], c["email"]) for c in cards(folder / file)]
    fields = ("DisplayName", "FirstName", "LastName", "PrimaryEmail")
    assert actual == [tuple(each[field] for field in fields) for each in truth]


@pytest.mark.parametrize("stem", ["ex-memotoo", "ex-v4", "wp-v4"])
def test_cards_equal_their_json(shared: Path, stem: str) -> None:
    folder = shared / "data/contacts_vcardfast"
    truth = json.loads((folder / f"{stem}.json").read_text())["objects"][0]["properties"]
    (card,) = cards(folder / f"{stem}.vcf")
    assert card["name"] == truth["fn"][0]["value"]
    assert [card["family"], card["given"]] == truth["n"][0]["values"][:2]
    assert card["email"] == truth["email"][0]["value"]
    assert card["phones"].split("; ") == [t["value"].removeprefix("tel:") for t in truth["tel"]]
    assert card["address"] == ", ".join(filter(None, truth["adr"][0]["values"]))


def test_a_card_about_nobody_is_a_refused_row(shared: Path) -> None:
    (row,) = read_rows(shared / "data/contacts_vcardfast/unicode.vcf")
    assert isinstance(row, RowError)


def test_ldif_is_refused_with_a_sentence(shared: Path) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read_rows(shared / "data/contacts_thunderbird/basic_ldif_addressbook.ldif")
    assert refused.value.code == "import.ldif"


@pytest.mark.parametrize(
    ("stem", "name", "email"),
    [
        ("John_Doe_EVOLUTION", "Mr. John Richter, James Doe Sr.", "john.doe@ibm.com"),
        ("John_Doe_GMAIL", "Mr. John Richter, James Doe Sr.", "john.doe@ibm.com"),
        ("John_Doe_IPHONE", "Mr. John Richter James Doe Sr.", "john.doe@ibm.com"),
        ("John_Doe_LOTUS_NOTES", "Mr. Doe John I Johny", "john.doe@ibm.com"),
        ("John_Doe_MAC_ADDRESS_BOOK", "Mr. John Richter,James Doe Sr.", "john.doe@ibm.com"),
        ("John_Doe_MS_OUTLOOK", "Mr. John Richter James Doe Sr.", "john.doe@ibm.cm"),
        ("John_Doe_BLACK_BERRY", "John Doe", ""),
        ("outlook-2007", "Mr. Michael Angstadt Jr.", "mike.angstadt@gmail.com"),
        ("issue114", "Dummy, Dummy", "dummy.dummy@dummy.com"),
        ("rfc6350-example", "Simon Perreault", "simon.perreault@viagenie.ca"),
        ("fullcontact", "Prefix FirstName MiddleName LastName Suffix", "home@example.com"),
    ],
)
def test_names_and_addresses_of_real_programs(
    shared: Path, stem: str, name: str, email: str
) -> None:
    (card,) = cards(shared / f"data/contacts_ezvcard/{stem}.vcf")
    assert (card["name"], card["email"]) == (name, email)


def test_every_real_card_is_read_and_none_refused(shared: Path) -> None:
    for file in sorted((shared / "data/contacts_ezvcard").glob("*.vcf")):
        begins = file.read_bytes().upper().count(b"BEGIN:VCARD")
        assert len(cards(file)) == begins, file.name


def test_soft_breaks_and_escapes_are_undone(shared: Path) -> None:
    folder = shared / "data/contacts_ezvcard"
    android = cards(folder / "John_Doe_ANDROID.vcf")
    assert {letter for card in android for letter in card["name"]} <= set("Ñ jane.dohcmpy@")
    (outlook,) = cards(folder / "outlook-2003.vcf")
    assert outlook["note"].startswith("This is the note field!!\nSecond line\n\nThird line")
    assert outlook["phone"] == "BusinessPhone"
    (gmail,) = cards(folder / "gmail-single2.vcf")
    assert gmail["note"].startswith("note line 1\nnote line 2\n")
    assert "5555551117" not in gmail["phones"]


def test_a_card_cut_off_is_a_refused_row_and_the_next_is_read(tmp_path: Path) -> None:
    file = tmp_path / "f.vcf"
    file.write_text("BEGIN:VCARD\nFN:Kim\nBEGIN:VCARD\nFN:Ada\nEND:VCARD\n")
    refused, ada = read_rows(file)
    assert isinstance(refused, RowError)
    assert refused.line == 1
    assert isinstance(ada, Row)
    assert ada.values["name"] == "Ada"
