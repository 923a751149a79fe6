"""Ideas for a surprise: acts before gifts, a sentence to say with each, none said twice."""

import pytest

from accounts.models import Contact
from crm import clock as crm_clock
from crm.recovery.models import Ticket
from crm.recovery.queries.gestures import ANYWHERE, BY_KIND
from crm.recovery.queries.ideas import Ideas, ideas_for
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
    assert found.suggestions[0].act == str(ANYWHERE[0].act) % {"name": "Ana Ruiz"}


def test_the_sentence_never_says_what_we_know(company: Company, clock: Clock) -> None:
    secret = know(company, "coaches a youth rowing team", "recreation")
    [idea] = ideas(fixed(company)).suggestions
    assert secret.text not in idea.say
    assert idea.why.startswith("Ana Ruiz told us on 23 Nov.")


def test_every_kind_has_its_own_act_and_sentence() -> None:
    gestures = [*BY_KIND.values(), *ANYWHERE]
    assert set(BY_KIND) == set(Kind)
    assert len({str(one.act) for one in gestures}) == len(gestures)
    assert len({str(one.say) for one in gestures}) == len(gestures)
