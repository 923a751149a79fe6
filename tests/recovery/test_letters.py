"""A letter that was rendered once and filled says what its template says."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

from accounts.models import Person
from crm.recovery.actions.letters import FIELDS, letter
from crm.recovery.queries.due import DueCycle, DueTicket

FOLDER = Path(settings.BASE_DIR, "templates/emails/recovery")
#: All but the one that names many tickets, which is rendered by itself.
NAMES = sorted({path.stem for path in FOLDER.glob("*.txt")} - {"owner_many"})
SAID = "60 % better %(words)s & {{ owner }}"
AT = dt.datetime(2026, 3, 29, 0, 59, 59, tzinfo=dt.UTC)


def late(owner: Person | None) -> DueTicket:
    cycle = DueCycle(1, 1, AT, AT + dt.timedelta(hours=4), AT + dt.timedelta(days=1), None, None)
    words = "100 % broken %(number)s {{ url }} <b>&amp;</b>"
    ticket = DueTicket(412, 7, "Müller & Söhne", words, 2, None, None, cycle, [])
    ticket.owner = owner
    return ticket


@pytest.mark.parametrize("name", [*NAMES, "a_level_of_ones_own"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_letter_is_what_its_template_renders(name: str, language: str) -> None:
    reader = Person(name="Dana Vogt", language=language, zone="Europe/Berlin")
    file = name if name in NAMES else "rung"
    for owner in (None, Person(name="Kim Osei")):
        ticket = late(owner)
        said = letter(name, ticket, reader, due_at=AT, said=SAID)
        values = {
            "number": 412, "customer": ticket.customer_name, "words": ticket.words, "key": name,
            "owner": "Kim Osei", "url": f"{settings.BASE_URL}/recovery/412/",
            "severity": "Serious", "rung_at": "Sun 29 Mar, 01:59 CET",
            "reported_at": "Sun 29 Mar, 01:59 CET", "respond_by": "Sun 29 Mar, 06:59 CEST",
            "recover_by": "Mon 30 Mar, 02:59 CEST", "said": SAID,
        }  # fmt: skip
        assert values.keys() == FIELDS.keys()
        with translation.override(language):
            if owner is None:
                values["owner"] = translation.gettext("nobody yet")
            if language == "de":
                values |= {
                    field: str(text).replace("Sun", "So").replace("Mon", "Mo").replace("Mar", "Mär")
                    for field, text in values.items()
                    if field.endswith(("_at", "_by"))
                }
            rendered = get_template(f"emails/recovery/{file}.txt").render(values).strip()
        subject, _break, body = rendered.partition("\n")
        assert (said.subject, said.body) == (subject.strip(), body.strip())
