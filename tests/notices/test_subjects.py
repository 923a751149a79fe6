"""What a colleague is told begins with what to do; mere news is listed, so that it stays rare."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import sources

EMAILS = Path(__file__).resolve().parents[2] / "templates/emails/recovery"
#: All but the one that names many tickets.
LETTERS = sorted(set(EMAILS.glob("*.txt")) - {EMAILS / "owner_many.txt"})
VERBS = """
Answer Ask Be Carry Choose Clear Confirm Decide Find Fix Hand Help Keep Look Put Reach Read Say See
Write
"""
#: Nothing is to be done about these: somebody else did something, and one is told.
NEWS = """
%(company)s: choose your password for Confidant
%(keeper)s keeps the manual of %(customer)s now
%(n)d thing to look at: your daily mail
%(n)d things to look at: your daily mail
%(name)s asks us to remember nothing about them
%(name)s nominated you for secret agent of the month
%(name)s read the secrets of %(customer)s for OOPS %(ticket)s
%(who)s cannot take %(name)s
%(who)s looks after %(name)s now
A trial of this webhook
Nobody
The gift was approved
The gift was refused
The offer of %(name)s is taken back
The watch found %(n)d thing: look at it now
The watch found %(n)d things: look at them now
You are the manual keeper of the year
You are the secret agent of the month
You may keep it: the refusal was a false alarm
Your bonus statement for %(period)s
"""


def _called(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "id", getattr(function, "attr", ""))


def _translated(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if _called(call) in {"_", "gettext", "ngettext"} and isinstance(call, ast.Call):
            yield from (one.value for one in call.args if isinstance(one, ast.Constant))


def _subjects() -> set[str]:
    found: set[str] = set()
    for path in sources.modules():
        if "/actions/" not in str(path) and "/queries/" not in str(path):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "subject":
                found.update(_translated(node.value))
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "subject":
                found.update(_translated(node.value))
    return found


def test_every_subject_says_what_to_do() -> None:
    rest = {one for one in _subjects() if one.split(" ")[0] not in VERBS.split()}
    assert rest == set(filter(None, NEWS.splitlines()))


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_letter_about_a_ticket_says_what_to_do_for_whom(path: Path) -> None:
    subject = re.search(r"blocktranslate %\}(.*?)\{% endblock", path.read_text(encoding="utf-8"))
    assert subject is not None
    assert subject[1].split(" ")[0] in VERBS.split()
    assert "{{ customer }}" in subject[1]
    assert "OOPS {{ number }}" in subject[1]
