"""Where the real data and the worked cases lie, for every test that needs them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(os.environ.get("CONFIDANT_SHARED") or Path(__file__).resolve().parents[2] / "shared")


def shared_folder() -> Path:
    """Give the folder of real data; without it a test is skipped, and in CI it fails."""
    if all((FOLDER / part).is_dir() for part in ("data", "cases")):
        return FOLDER
    sentence = f"The real data and worked cases are not in {FOLDER}: set CONFIDANT_SHARED."
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def worked_cases(name: str) -> list[Any]:
    """Give the cases of one file, each with its id and story, to parametrise a test with.

    The test asks for the fixture `shared` too: where the file is not, there is one case, None,
    and the fixture says what is missing.
    """
    path = FOLDER / "cases" / name
    if not path.is_file():
        return [pytest.param(None, id="the worked cases are not here")]
    cases = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [pytest.param(case, id=f"{case['id']} {case['story']}") for case in cases]
