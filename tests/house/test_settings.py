"""A wrong setting refuses to start, with a sentence that says what to do."""

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEY = "Tn4x0Qe8rYw2Zk7Lp1Vb9Ds3Hg6Fj5MuAoXcBiSzRqWy-and-some-more"
PRODUCTION = {
    "CONFIDANT_PRODUCTION": "true",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "crm.example.com",
    "BASE_URL": "https://crm.example.com",
    "EMAIL_URL": "smtp+tls://confidant:word@mail.example.com:587",
    "DATABASE_URL": "postgres://confidant:word@db.example.com/confidant",
    "REDIS_URL": "redis://broker.example.com:6379/0",
}


def start(
    settings: dict[str, str], *command: str, where: pathlib.Path
) -> subprocess.CompletedProcess[str]:
    """Start a process that knows these settings and nothing of this run's own."""
    environment = {"PATH": os.environ["PATH"], "CONFIDANT_STATE": str(where)} | settings
    words = command or ("-c", "import crm.settings as s; print(s.PRODUCTION, s.DEMO)")
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


REFUSALS = {
    "the demo's key in production": (
        {"SECRET_KEY": ""},
        "SECRET_KEY must be at least 50 random characters in production",
    ),
    "a short key": ({"SECRET_KEY": "short"}, "SECRET_KEY must be at least 50 random"),
    "a key file that is not there": (
        {"SECRET_KEY_FILE": "/nowhere/key"},
        "SECRET_KEY_FILE must name a file that can be read.",
    ),
    "DEBUG in production": ({"DEBUG": "true"}, "DEBUG and CONFIDANT_DEMO must be off"),
    "the demo in production": ({"CONFIDANT_DEMO": "1"}, "DEBUG and CONFIDANT_DEMO must be off"),
    "a switch with a slip of the pen": (
        {"CONFIDANT_BEHIND_PROXY": "ture"},
        "CONFIDANT_BEHIND_PROXY is 'ture'; write true or false.",
    ),
    "no hosts": ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the hosts"),
    "every host": ({"ALLOWED_HOSTS": "crm.example.com,*"}, "ALLOWED_HOSTS must name the hosts"),
    "an address without encryption": (
        {"BASE_URL": "http://crm.example.com"},
        "BASE_URL must be the address people type, with https:// in production.",
    ),
    "another database": (
        {"DATABASE_URL": "mysql://a:b@host/name"},
        "DATABASE_URL must be postgres://person:password@host/name",
    ),
    "no address of a database": ({"DATABASE_URL": "confidant"}, "DATABASE_URL must be postgres://"),
    "a database without a name": (
        {"DATABASE_URL": "postgres://host"},
        "DATABASE_URL must be postgres://",
    ),
    "a port in words": (
        {"DATABASE_URL": "postgres://a:b@host:five/name"},
        "DATABASE_URL cannot be read.",
    ),
    "another broker": (
        {"REDIS_URL": "amqp://broker"},
        "REDIS_URL must start with redis://, rediss:// or unix://.",
    ),
    "a zone that is none": (
        {"CONFIDANT_ZONE": "Europe/Atlantis"},
        "CONFIDANT_ZONE must be such as Europe/Berlin. ('No time zone found with key Europe/Atl",
    ),
    "a zone that is a folder": ({"CONFIDANT_ZONE": "Europe"}, "CONFIDANT_ZONE must be such as"),
    "a currency by its sign": (
        {"CONFIDANT_CURRENCY": "€"},
        "CONFIDANT_CURRENCY '€' must be three letters such as EUR.",
    ),
    "no mail server": ({"EMAIL_URL": ""}, "EMAIL_URL must name the mail server in production"),
    "a mail server's port in words": (
        {"EMAIL_URL": "smtp://mail.example.com:post"},
        "EMAIL_URL cannot be read.",
    ),
    "proxies without a number": (
        {"CONFIDANT_TRUSTED_PROXIES": "one"},
        "CONFIDANT_TRUSTED_PROXIES must be a whole number.",
    ),
    "a level that no log has": (
        {"CONFIDANT_LOG_LEVEL": "LOUD"},
        "CONFIDANT_LOG_LEVEL 'LOUD' must be DEBUG, INFO, WARNING, ERROR or CRITICAL.",
    ),
}


def test_the_settings_that_the_others_spoil_do_start(tmp_path: pathlib.Path) -> None:
    ended = start(PRODUCTION, where=tmp_path)
    assert (ended.stdout, ended.stderr) == ("True False\n", "")


def test_without_any_setting_it_starts_as_a_demo(tmp_path: pathlib.Path) -> None:
    ended = start({}, where=tmp_path)
    assert (ended.stdout, ended.stderr) == ("False True\n", "")


@pytest.mark.parametrize(("wrong", "sentence"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_wrong_setting_refuses_to_start(
    wrong: dict[str, str], sentence: str, tmp_path: pathlib.Path
) -> None:
    ended = start(PRODUCTION | wrong, where=tmp_path)
    assert ended.returncode == 1
    last = ended.stderr.strip().splitlines()[-1]
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {sentence}")


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"])
def test_what_holds_a_password_may_come_by_file(name: str, tmp_path: pathlib.Path) -> None:
    place = tmp_path / "word"
    place.write_text(PRODUCTION[name] + "\n")
    settings = {key: word for key, word in PRODUCTION.items() if key != name}
    ended = start(settings | {f"{name}_FILE": str(place)}, where=tmp_path)
    assert (ended.stdout, ended.stderr) == ("True False\n", "")


def test_a_password_is_not_in_the_sentence_that_refuses_it(tmp_path: pathlib.Path) -> None:
    ended = start(PRODUCTION | {"DATABASE_URL": "mysql://a:hunter2@host/name"}, where=tmp_path)
    assert ended.returncode == 1
    assert "hunter2" not in ended.stderr


def test_django_finds_nothing_to_say_against_production(tmp_path: pathlib.Path) -> None:
    command = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    ended = start(PRODUCTION, *command, where=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "no issues" in ended.stdout


def test_the_settings_stay_one_short_file() -> None:
    assert len((ROOT / "crm/settings.py").read_text().splitlines()) < 250


def test_requests_are_logged_only_when_somebody_asks(tmp_path: pathlib.Path) -> None:
    words = (
        "import django; django.setup(); import structlog;"
        "log = structlog.get_logger('confidant'); log.info('a request'); log.warning('a worry')"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "crm.settings"}
    quiet = start(settings, "-c", words, where=tmp_path)
    told = start(settings | {"CONFIDANT_LOG_LEVEL": "info"}, "-c", words, where=tmp_path)
    assert "a worry" in quiet.stderr
    assert "a request" not in quiet.stdout + quiet.stderr
    assert "a request" in told.stderr
