"""A mail server that is away, hangs, says not now, says never, or dies: no notice is lost."""

from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from crm.notices import actions as notices
from crm.notices.models import Attempt, Notice
from crm.notices.queries import failed_notices
from tests.chaos import crew, far_server
from tests.chaos.conftest import Begin
from tests.chaos.ground import (
    TOLD_EACH,
    check_ladders,
    check_mails,
    end_leases,
    late_company,
    left,
    unsent,
    until,
)
from tests.people import Company

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.xdist_group("chaos"),
    pytest.mark.django_db(transaction=True),
]


class Far:
    """The far side: one address, at which one server after the other stands, or none."""

    def __init__(self, begin: Begin, folder: Path) -> None:
        self.begin, self.kept = begin, far_server.Kept(folder)
        self.port = far_server.free_port()
        self.fate = crew.Fate(mail_port=self.port, mail_patience=1)
        self.server: BaseProcess | None = None

    def stands(self, deed: object, *given: object) -> BaseProcess:
        self.falls()
        self.server = self.begin(deed, self.port, *given)
        until(partial(far_server.answers_at, self.port), what="the server")
        return self.server

    def office(self, answer: str = "", only_to: str = "") -> None:
        self.stands(far_server.keep_office, self.kept.folder, answer, only_to)

    def falls(self) -> None:
        if self.server is not None:
            self.server.kill()
            self.server.join()

    def sent(self) -> None:
        """Let a sender do all it can just now; leases and rests of the time before have ended."""
        end_leases()
        sender = self.begin(crew.send, fate=self.fate)
        sender.join(60)
        assert sender.exitcode == 0


@pytest.fixture
def far(begin: Begin, tmp_path: Path) -> Far:
    return Far(begin, tmp_path)


def mails(**those: object) -> int:
    return Notice.objects.filter(channel="email", **those).count()


def climbed(begin: Begin, tickets: int) -> Company:
    company = late_company(tickets)
    sweeper = begin(crew.sweep)
    sweeper.join(60)
    assert (left(), unsent()) == (0, tickets * TOLD_EACH)
    return company


def test_while_a_server_is_away_or_hangs_everything_waits_and_nothing_else_does(
    begin: Begin, far: Far
) -> None:
    climbed(begin, 3)
    far.sent()
    assert (mails(state="waiting"), Attempt.objects.count()) == (12, 1)
    assert mails(last_error__startswith="OutOfReachError") == 1

    far.stands(far_server.say_nothing)
    end_leases()
    sender = begin(crew.send, fate=far.fate)
    until(lambda: Attempt.objects.filter(ended_at=None).exists(), what="the hanging")
    Notice.objects.filter(channel="in_app").delete()
    notices.tell(people=[Notice.objects.latest("pk").person], once_key="x", subject="x", body="x")
    assert Notice.objects.get(channel="in_app").state == "sent"
    sender.join(60)
    assert sender.exitcode == 0
    assert (mails(state="waiting"), Attempt.objects.count()) == (13, 2)

    far.office()
    far.sent()
    check_mails(far.kept, kills=0)
    assert mails() == 13


def test_not_now_is_tried_again_and_never_is_seen_at_once(begin: Begin, far: Far) -> None:
    company = climbed(begin, 3)
    far.office("451 4.3.0 not now")
    far.sent()
    assert (mails(state="waiting"), mails(attempts=1)) == (12, 12)

    far.office("554 5.7.1 never", company.olga.email)
    far.sent()
    failed = list(failed_notices())
    assert {one.person for one in failed} == {company.olga}
    assert all("554" in one.last_error for one in failed)
    assert (len(failed), mails(state="sent")) == (3, 9)

    far.office()
    for one in failed:
        notices.resend_notice(person=company.ada, notice_id=one.pk)
    far.sent()
    check_mails(far.kept, kills=0)
    check_ladders(3)


@pytest.mark.parametrize(
    ("deaths", "tickets"),
    [(3, 10), pytest.param(60, 250, marks=pytest.mark.long)],
    ids=["short", "long"],
)
def test_a_server_that_dies_again_and_again_gets_every_mail(
    begin: Begin, far: Far, deaths: int, tickets: int
) -> None:
    climbed(begin, tickets)
    for _death in range(deaths):
        far.office()
        end_leases()
        few = far.kept.number() + tickets * TOLD_EACH // (deaths + 2)
        sender = begin(crew.send, fate=far.fate)
        until(partial(_enough, far.kept, few), what="some mails")
        far.falls()
        sender.join(60)
        assert sender.exitcode == 0
    far.office()
    far.sent()
    check_mails(far.kept, kills=deaths)
    check_ladders(tickets)


def _enough(kept: far_server.Kept, few: int) -> bool:
    return kept.number() >= few or not unsent()
