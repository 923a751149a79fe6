"""Ideas for a surprise: acts before gifts, a sentence to say with each, none said twice."""

import datetime as dt
from dataclasses import replace

import pytest

from accounts.models import Contact
from crm import clock as crm_clock
from crm.recovery.models import Ticket
from crm.recovery.queries.gestures import ANYWHERE, BY_KIND
from crm.recovery.queries.ideas import Ideas, ideas_for
from crm.recovery.rules.surprises import Known, rank
from secrets_manual.actions import record_secret
from secrets_manual.models import Secret
from secrets_manual.rules.kinds import Kind
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import fixed

pytestmark = pytest.mark.django_db


def know(company: Company, text: str, kind: str, **details: str) -> Secret:
    return record_secret(
        person=company.dana,
        customer=company.norte,
        contact=company.ana,
        text=text,
        kind=kind,
        glad="yes",
        uses=["service", "surprise"],
        **({"provenance": "told_us"} | details),
    )


def ideas(ticket: Ticket) -> Ideas:
    secrets = list(Secret.objects.order_by("pk"))
    return ideas_for(ticket, secrets, crm_clock.today())


def test_an_act_comes_before_a_gift(company: Company, clock: Clock) -> None:
    know(company, "enjoys quiet piano concerts", "entertainment")
    know(company, "coaches a youth rowing team", "recreation")
    found = ideas(fixed(company)).suggestions
    assert [one.secret.kind for one in found] == ["recreation", "entertainment"]


def test_three_things_of_one_kind_give_three_different_sentences(
    company: Company, clock: Clock
) -> None:
    for text in ("coaches a youth rowing team", "paddles at weekends", "walks in the hills"):
        know(company, text, "recreation")
    found = ideas(fixed(company)).suggestions
    assert len({one.act for one in found}) == len({one.say for one in found}) == 3
    assert ideas(fixed(company)).suggestions == found


def test_a_public_official_is_offered_acts_alone(company: Company, clock: Clock) -> None:
    Contact.objects.filter(pk=company.ana.pk).update(is_public_official=True)
    company.ana.refresh_from_db()
    know(company, "enjoys quiet piano concerts", "entertainment")
    found = ideas(fixed(company))
    assert found.no_gifts
    assert found.suggestions[0].act == str(ANYWHERE[1].act) % {"name": "Ana Ruiz"}


def test_the_sentence_never_says_what_we_know(company: Company, clock: Clock) -> None:
    secret = know(company, "coaches a youth rowing team", "recreation")
    [idea] = ideas(fixed(company)).suggestions
    assert secret.text not in idea.say
    assert idea.why.startswith("Ana Ruiz told us on 23 Nov.")
    assert idea.why.endswith("Some effort fits a serious mishap.")


@pytest.mark.parametrize(
    ("severity", "first"),
    [
        (1, "habit"),
        (2, "recreation"),
        (3, "product_quality_issue"),
    ],
)
def test_of_what_else_is_equal_the_one_that_fits_the_severity_comes_first(
    severity: int, first: str
) -> None:
    today = dt.date(2026, 11, 23)
    kinds = (Kind.HABIT, Kind.RECREATION, Kind.PRODUCT_QUALITY_ISSUE)
    alike = [
        Known(
            key=place, told_us=True, told_by_contact=True, for_surprises=True,
            known_on=today - dt.timedelta(days=place), weight=BY_KIND[kind].weight,
        )
        for place, kind in enumerate(kinds)
    ]  # fmt: skip
    used = replace(alike[kinds.index(Kind(first))], key=9, times_used=1)
    found, _refused = rank([used, *alike], today=today, severity=severity)
    assert kinds[found[0].key] == first
    assert "fits_severity" in found[0].reasons
    assert found[-1].key == 9  # what was used already comes last, however well it fits


def test_every_kind_has_its_own_act_and_sentence() -> None:
    gestures = [*BY_KIND.values(), *ANYWHERE]
    assert set(BY_KIND) == set(Kind)
    assert len({str(one.act) for one in gestures}) == len(gestures)
    assert len({str(one.say) for one in gestures}) == len(gestures)
