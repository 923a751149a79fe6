"""Real PostgreSQL and Valkey for every test; time stands still until a test moves it."""

import datetime as dt
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as of_hypothesis

from accounts.models import Person
from crm import clock as crm_clock
from crm import company as crm_company
from crm.celery import app as celery_app
from tests import kept, people
from tests.real_rows import shared_folder
from tests.services import start_test_services

ROOT = Path(__file__).resolve().parents[1]
# A property says what must hold, never how fast the machine is that day.
of_hypothesis.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
of_hypothesis.load_profile("untimed")
_MAKER = pytest.StashKey[subprocess.Popen[bytes]]()
_seconds: Counter[str] = Counter()


def pytest_configure(config: pytest.Config) -> None:
    """Make the migrated cluster while the workers still read the tests."""
    workers = getattr(config.option, "numprocesses", None)
    if workers and not hasattr(config, "workerinput") and not os.environ.get("DATABASE_URL"):
        config.stash[_MAKER] = subprocess.Popen([sys.executable, "-m", "tests.template"], cwd=ROOT)


def pytest_unconfigure(config: pytest.Config) -> None:
    if maker := config.stash.get(_MAKER, None):
        maker.wait()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _seconds["/".join(report.nodeid.split("::")[0].split("/")[:2])] += report.duration


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say where the time went, all workers together."""
    if sum(_seconds.values()) > 60:
        terminalreporter.section("seconds by folder")
        for folder, seconds in _seconds.most_common():
            terminalreporter.write_line(f"{seconds:7.0f}s  {folder}")


@pytest.fixture(scope="session")
def services() -> Iterator[tuple[dict[str, object], str]]:
    database, redis_url, stop = start_test_services()
    yield database, redis_url
    stop()


@pytest.fixture(scope="session")
def django_db_keepdb(services: tuple[dict[str, object], str]) -> bool:
    """The cluster of this run is a copy whose database has every migration already."""
    return bool(services[0])


@pytest.fixture(scope="session")
def django_db_modify_db_settings(services: tuple[dict[str, object], str]) -> None:
    """Point Django at this run's own cluster before it makes the test database."""
    database, redis_url = services
    settings.DATABASES["default"].update(database)
    if database:
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = database["NAME"]
    settings.CACHES["default"]["LOCATION"] = redis_url
    if hasattr(caches._connections, "default"):
        del caches["default"]  # it was made while the address was still another
    settings.REDIS_URL = redis_url
    celery_app.conf.broker_url = redis_url.replace("unix://", "redis+socket://", 1)


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "services" in request.fixturenames or "db" in request.fixturenames:
        cache.clear()


@pytest.fixture(autouse=True)
def _company_of_the_settings() -> Iterator[None]:
    """Ask no row who we are, unless a test of that row says so: most tests have no database."""
    crm_company.ask(None)
    yield
    crm_company.ask(None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data and worked cases."""
    return shared_folder()


class Clock:
    """A clock that stands still; pages and deadlines read it alike."""

    def __init__(self, at: dt.datetime) -> None:
        self.at = at

    def __call__(self) -> dt.datetime:
        return self.at

    def move(self, **delta: float) -> dt.datetime:
        self.at += dt.timedelta(**delta)
        return self.at

    def set(self, at: dt.datetime) -> None:
        self.at = at


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Monday 23 November 2026, 09:12 UTC."""
    standing = Clock(dt.datetime(2026, 11, 23, 9, 12, tzinfo=dt.UTC))
    crm_clock.pin(standing)
    yield standing
    crm_clock.pin(None)


@pytest.fixture
def company(db: None) -> people.Company:
    return kept.again(people.halden)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
