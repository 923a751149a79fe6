"""What nobody should send, and the names of every field that anybody may send it under."""

import functools
import importlib
import inspect
import re
from collections.abc import Iterator

from django import forms

FORM_MODULES = (
    "accounts.forms.bulk",
    "accounts.forms.custom",
    "accounts.forms.customers",
    "accounts.forms.founding",
    "accounts.forms.imports",
    "accounts.forms.joining",
    "accounts.forms.mail_cap",
    "accounts.forms.merging",
    "accounts.forms.pausing",
    "accounts.forms.notices",
    "accounts.forms.people",
    "accounts.forms.saved",
    "accounts.forms.touches",
    "accounts.forms.webhooks",
    "compensation.forms",
    "crm.deals.forms",
    "crm.home.forms",
    "crm.recovery.forms.loyalty",
    "crm.recovery.forms.answers",
    "crm.recovery.forms.mail",
    "crm.recovery.forms.opening",
    "crm.recovery.forms.related",
    "crm.recovery.forms.sharing",
    "crm.recovery.forms.replies",
    "crm.recovery.forms.selection",
    "crm.recovery.forms.reporting",
    "crm.recovery.forms.steps",
    "crm.recovery.forms.surprises",
    "crm.recovery.forms.told",
    "report_cards.forms",
    "secrets_manual.forms",
)
# Names that views read by hand, and those of allauth's forms.
MORE_NAMES = (
    "active", "address", "answer", "comment", "direction", "hash_seen", "login", "name", "next",
    "node", "password", "q", "question", "reason", "reset", "scope", "theme", "token", "version",
    "words", "decision", "email", "password1", "password2", "code", "until", "by", "field",
    "overall", "promises", "quota", "person", "wait", "action_add", "website", "text", "about",
    "column_0", "column_1", "may_card", "may_surprise", "how", "said", "why",
    "do", "ticket", "rungs", "rung-0-key", "rung-0-clock", "rung-0-number", "rung-0-unit",
    "rung-0-tells", "rung-0-persons", "done", "show", "pick", "back", "layout", "sort", "page",
    "cursor", "outcome",
)  # fmt: skip
FOREIGN = "999999999999"
ANYWHERE: dict[str, object] = {
    "a NUL": "a\x00b",
    "a list": ["1", "2", "three"],
    "somebody else's number": FOREIGN,
    "a digit of another script": "٣²",
    "blank": " \t\n ",
}
AS_A_NUMBER: dict[str, object] = {
    "a number below zero": "-1",
    "a number past every column": "9" * 400,
    "not a number": "NaN",
    "no end": "Infinity",
    "a power of ten": "1e999",
}
AS_A_DAY: dict[str, object] = {
    "the year 9999": "9999-12-31T23:59",
    "the last day there is": "9999-12-31",
    "a year with five digits": "10000-01-01T00:00",
}
AS_WORDS: dict[str, object] = {
    "100,000 characters": "x" * 100_000,
    "a header": "a\r\nBcc: everybody@halden.example",
}
#: What no field of its own needs: nothing parses it.
UNDER_ALL_NAMES: dict[str, object] = {
    "JSON": '{"a": [1, null]}',
    "an uploaded name": "../../../etc/passwd",
    "markup": "<script>alert(1)</script>",
}
RUBBISH = ANYWHERE | AS_A_NUMBER | AS_A_DAY | AS_WORDS | UNDER_ALL_NAMES
#: So that all names together stay below what one request may weigh, and reach the form.
LONGEST_UNDER_ALL_NAMES = 5_000
#: Bodies that are no form at all, sent as one.
RAW = (
    b"\xff\xfe\xfa=\xff&name=\xc3\x28",
    b"%FF%FE=%C3%28&words=%ED%A0%80&name=%00",
    b"&&&===&=&" * 50,
    b"",
)


@functools.cache
def field_names() -> list[str]:
    """Name every field of every form of ours."""
    names = set(MORE_NAMES)
    for module in FORM_MODULES:
        for found in _forms_of(module):
            names.update(found.base_fields)
    return sorted(names - {"once"})


def _forms_of(module: str) -> Iterator[type[forms.Form]]:
    for _name, found in inspect.getmembers(importlib.import_module(module), inspect.isclass):
        if issubclass(found, forms.BaseForm) and hasattr(found, "base_fields"):
            yield found


def kind_of(value: object) -> dict[str, object]:
    """Give the rubbish that may pass for this value as far as the action, where it would hurt."""
    words = str(value)
    if re.fullmatch(r"\d{4}-\d\d.*", words):
        return AS_A_DAY
    return AS_A_NUMBER if re.fullmatch(r"-?[\d.,]+", words) else AS_WORDS


def bodies(valid: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    """Give each rubbish under all names, then what fits in each field of an otherwise valid body.

    Everything that is refused for its kind is tried under all names at once; alone, among values
    that hold, a field is tried with what its own kind might let through.
    """
    names = field_names()
    yield "nothing", {}
    for title, rubbish in RUBBISH.items():
        shorter = rubbish[:LONGEST_UNDER_ALL_NAMES] if isinstance(rubbish, str) else rubbish
        yield title, dict.fromkeys(names, shorter)
    for name, value in valid.items():
        yield f"no {name}", {key: value for key, value in valid.items() if key != name}
        for title, rubbish in (ANYWHERE | kind_of(value)).items():
            yield f"{title} as {name}", valid | {name: rubbish}
