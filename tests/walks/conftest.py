"""One whole installation for all walks: real processes, a real browser, real mail on loopback."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import template
from tests.runtime.test_up import Up, environment, free_port
from tests.walks.hand import DESK, Hand
from tests.walks.post import PostOffice

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FURNISH = pathlib.Path(__file__).with_name("furnish.py")


@dataclass
class House:
    """The running installation and its post office."""

    base: str
    state: pathlib.Path
    post: PostOffice
    keys: dict[str, int]

    def furnish(self, *what: str) -> dict[str, object]:
        """Run a preparation in a process of its own, as another program would."""
        surroundings = environment(self.state) | {"BASE_URL": self.base}
        ended = subprocess.run(
            [sys.executable, str(FURNISH), *what],
            env=surroundings, capture_output=True, text=True, check=False, timeout=180,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr[-3000:]
        return dict(json.loads(ended.stdout.splitlines()[-1]))


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    if not CHROMIUM and os.environ.get("CI") != "true":
        pytest.skip("there is no Chromium here: apt-get install chromium")
    state = tmp_path_factory.mktemp("walk") / "state"
    template.copy_to(state / "postgresql")
    post = PostOffice(free_port())
    post.open()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{post.port}")
        patch.setenv("CONFIDANT_LOGIN_LIMIT", "1000/m/ip")
        # At night only who is on call is told; a walk is to find the same house at any hour.
        patch.setenv("CONFIDANT_NIGHT", "23:59-00:00")
        up = Up(state)
        try:
            up.wait_for("^ready ")
            walked = House(f"http://127.0.0.1:{up.port}", state, post, {})
            walked.keys = {key: int(str(pk)) for key, pk in walked.furnish("people").items()}
            yield walked
        finally:
            up.stop()
            post.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        found = player.chromium.launch(
            executable_path=CHROMIUM or None,
            env=os.environ | {"LANGUAGE": "en_US"},  # in which order the parts of a day are typed
            args=["--no-sandbox", "--disable-background-networking", "--no-first-run"],
        )
        yield found
        found.close()


@pytest.fixture
def somebody(house: House, browser: Browser) -> Iterator[Callable[..., Hand]]:
    """Give a new person at a new screen, signed in when named."""
    hands: list[Hand] = []

    def come(short: str = "", size: dict[str, int] = DESK, *, has_touch: bool = False) -> Hand:
        hands.append(Hand(browser, house.base, size, has_touch=has_touch))
        if short:
            hands[-1].sign_in(short)
        return hands[-1]

    yield come
    for hand in hands:
        hand.leave()
