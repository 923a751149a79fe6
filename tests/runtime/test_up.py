"""The whole installation as real processes: started, wounded, joined and stopped."""

import contextlib
import json
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import psycopg2
import pytest

from crm import embedded
from tests import template

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANAGE = [sys.executable, str(ROOT / "manage.py")]
PATIENCE = 240  # seconds; generous, because a slow machine is no failure

pytestmark = [pytest.mark.walk, pytest.mark.chaos, pytest.mark.xdist_group("up")]


class Up:
    """A running `manage.py up`, its words line by line."""

    def __init__(self, state: pathlib.Path) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [*MANAGE, "up", "--port", str(self.port), "--no-demo"],
            cwd=ROOT, env=environment(state), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, start_new_session=True,
        )  # fmt: skip
        self.lines: list[str] = []
        self._over = False
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            with self._news:
                self.lines.append(line.rstrip())
                self._news.notify_all()
        with self._news:
            self._over = True
            self._news.notify_all()

    def wait_for(self, pattern: str, *, times: int = 1) -> re.Match[str]:
        def found() -> list[re.Match[str]]:
            return [hit for line in self.lines if (hit := re.search(pattern, line))]

        with self._news:
            self._news.wait_for(lambda: self._over or len(found()) >= times, PATIENCE)
            hits = found()
        assert len(hits) >= times, "\n".join([f"no {pattern!r} in:", *self.lines[-40:]])
        return hits[times - 1]

    def pid_of(self, name: str, *, times: int = 1) -> int:
        return int(self.wait_for(rf"\b{name} started, process (\d+)", times=times)[1])

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def stop(self, number: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(state: pathlib.Path) -> dict[str, str]:
    away = {"DATABASE_URL", "REDIS_URL", "BASE_URL"}
    return {name: word for name, word in os.environ.items() if name not in away} | {
        "CONFIDANT_STATE": str(state)
    }


def has_ended(pid: int) -> bool:
    """Wait for a process that may not be our child; the kernel tells when it is gone."""
    try:
        watch = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watch], [], [], PATIENCE)[0])
    finally:
        os.close(watch)


@pytest.fixture
def start_up(tmp_path: pathlib.Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], Up]]:
    """Start over a database that is migrated already, or with the mark `fresh` over none."""
    started: list[Up] = []
    if "fresh" not in request.node.keywords:
        template.copy_to(tmp_path / "state" / "postgresql")

    def start() -> Up:
        started.append(Up(tmp_path / "state"))
        return started[-1]

    yield start
    for up in started:
        up.stop()


def query(state: pathlib.Path, sql: str) -> object:
    with contextlib.closing(psycopg2.connect(embedded.database_url(state))) as line, line:
        cursor = line.cursor()
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None


@pytest.mark.fresh
def test_up_says_ready_when_every_part_is_healthy_and_stops_all_on_ctrl_c(
    start_up: Callable[[], Up], tmp_path: pathlib.Path
) -> None:
    up = start_up()
    assert up.wait_for("^ready (.*)")[1] == f"http://127.0.0.1:{up.port}"
    assert up.get("/healthz") == (200, "alive\n")
    status, words = up.get("/readyz")
    parts = json.loads(words)
    assert status == 200
    assert all(parts[name]["ok"] for name in ("database", "broker", "worker", "beat"))
    children = [up.pid_of(name) for name in ("web", "worker", "beat")]
    servers = [
        int((tmp_path / "state" / f"{name}.pid").read_text()) for name in ("postgresql", "valkey")
    ]
    assert up.stop(signal.SIGINT) == 0
    assert all(has_ended(pid) for pid in (*children, *servers))
    assert up.lines[-1].endswith("| stopped")


def test_a_killed_worker_is_restarted_and_the_rest_goes_on(start_up: Callable[[], Up]) -> None:
    up = start_up()
    up.wait_for("^ready ")
    web = up.pid_of("web")
    os.kill(up.pid_of("worker"), signal.SIGKILL)
    up.wait_for(r"worker ended \(signal 9\); restarting")
    assert up.pid_of("worker", times=2) != up.pid_of("worker")
    os.kill(web, 0)
    assert up.get("/healthz")[0] == 200


def test_a_killed_database_is_restarted_with_what_was_committed(
    start_up: Callable[[], Up], tmp_path: pathlib.Path
) -> None:
    up, state = start_up(), tmp_path / "state"
    up.wait_for("^ready ")
    query(state, "create table kept as select 42 as answer")
    os.kill(int((state / "postgresql.pid").read_text()), signal.SIGKILL)
    up.wait_for("PostgreSQL started", times=2)
    assert query(state, "select answer from kept") == (42,)


def test_nothing_outlives_a_killed_supervisor_and_the_next_start_keeps_the_data(
    start_up: Callable[[], Up], tmp_path: pathlib.Path
) -> None:
    up, state = start_up(), tmp_path / "state"
    up.wait_for("^ready ")
    query(state, "create table kept as select 42 as answer")
    pids = [up.pid_of(name) for name in ("web", "worker", "beat")]
    pids += [int((state / f"{name}.pid").read_text()) for name in ("postgresql", "valkey")]
    assert up.stop(signal.SIGKILL) == -signal.SIGKILL
    assert all(has_ended(pid) for pid in pids)
    again = start_up()
    again.wait_for("^ready ")
    assert query(state, "select answer from kept") == (42,)


def test_a_taken_port_is_refused_with_a_sentence_before_anything_starts(
    tmp_path: pathlib.Path,
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = run_with(tmp_path, "up", "--no-demo", "--port", port)
    assert ended.returncode == 1
    assert f"Port {port} is taken" in ended.stderr
    assert not (tmp_path / "postgresql").exists()


def run_with(state: pathlib.Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MANAGE, *words], cwd=ROOT, env=environment(state), capture_output=True, text=True,
        check=False, timeout=PATIENCE,
    )  # fmt: skip


def test_with_services_migrates_and_gives_the_commands_own_exit_code(
    tmp_path: pathlib.Path,
) -> None:
    asks = "from accounts.models import Person; print('people', Person.objects.count()); exit(7)"
    ended = run_with(
        tmp_path, "with_services", "--", *MANAGE, "shell", "--verbosity", "0", "-c", asks
    )
    assert (ended.stdout, ended.returncode) == ("people 0\n", 7), ended.stderr
    assert not (tmp_path / "postgresql.pid").exists()


def test_with_services_joins_a_running_installation_and_leaves_it_running(
    start_up: Callable[[], Up], tmp_path: pathlib.Path
) -> None:
    up = start_up()
    up.wait_for("^ready ")
    ended = run_with(tmp_path / "state", "with_services", "--", "true")
    assert ended.returncode == 0, ended.stderr
    assert up.get("/readyz")[0] == 200
