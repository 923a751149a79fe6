import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from crm.recovery.management.commands.try_ladder import SENTENCES, Command
from tests.real_rows import worked_cases
from tests.recovery.stories import event, policy, rung

ROOT = Path(__file__).parents[2]


def tried(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    try:
        call_command(Command(), str(path))
    except SystemExit as left:
        return int(left.code or 0), json.loads(capsys.readouterr().out)
    return 0, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("case", worked_cases("try_ladder.jsonl"))
def test_a_worked_case_is_told_as_expected(
    case: dict[str, Any], shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(case["scenario"]), encoding="utf-8")
    assert tried(path, capsys) == (0, case["expect"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"policy": {"respond_s": NaN}}', "not_json"),
        (b'{"policy": {"respond_s": 1e99999, "recover_s": 1, "rungs": []}}', "bad_number"),
        (b"[]", "not_an_object"),
        (b"{}", "policy_missing"),
    ],
)
def test_a_malformed_file_prints_its_code_and_leaves_with_1(
    text: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "scenario.json"
    path.write_bytes(text)
    assert tried(path, capsys) == (1, {"error": code})


def test_every_code_has_its_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = [*ROOT.glob("crm/recovery/rules/*.py"), *ROOT.glob("crm/recovery/management/*/try_*")]
    found = re.compile(r'MalformedError\(\s*"(\w+)"|"(bad_(?:audience|channel|key))"')
    codes = {code for path in sources for pair in found.findall(path.read_text()) for code in pair}
    assert codes - {""} == set(SENTENCES)
    with pytest.raises(SystemExit):
        call_command(Command(), str(tmp_path))
    assert capsys.readouterr().err.strip() == "The file cannot be read."


def test_a_missing_file_is_named_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tried(tmp_path / "nowhere.json", capsys) == (1, {"error": "file_unreadable"})


def test_a_share_written_as_a_json_decimal_is_exact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = {"policy": policy(rung("r", "respond", at_pct=0.1)), "events": [event("report")]}
    path = tmp_path / "scenario.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(scenario).encode())
    _code, told = tried(path, capsys)
    assert told["cycles"][0]["rungs"][0]["due_at"] == "2026-06-01T08:00:14.400000Z"


def test_the_rules_need_no_django() -> None:
    probe = "import sys, crm.recovery.rules; sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=False)
    assert done.returncode == 0
