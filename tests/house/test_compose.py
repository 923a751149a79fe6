"""The production files hang together, checked without a Docker daemon."""

import json
import pathlib
import shutil
import subprocess
import sys
from typing import Any

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
APP = ("migrate", "web", "worker", "beat")


@pytest.fixture
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_every_part_of_the_installation_has_its_service(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"postgres", "redis", *APP}


@pytest.mark.parametrize("name", ["postgres", "redis", "web", "worker", "beat"])
def test_what_runs_for_long_is_asked_whether_it_is_healthy_and_starts_again(
    compose: dict[str, Any], name: str
) -> None:
    service = compose["services"][name]
    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_of_ours_runs_before_the_database_is_migrated(
    compose: dict[str, Any], name: str
) -> None:
    waits_for = compose["services"][name]["depends_on"]
    assert waits_for["migrate"] == {"condition": "service_completed_successfully"}
    assert waits_for["postgres"] == waits_for["redis"] == {"condition": "service_healthy"}


def test_every_named_secret_and_volume_is_declared(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("secrets", [])) <= set(compose["secrets"])
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(
            compose["volumes"]
        )


def test_secrets_come_by_file_and_never_by_value(compose: dict[str, Any]) -> None:
    assert all(list(secret) == ["file"] for secret in compose["secrets"].values())
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name or "SECRET" in name or name.startswith("DATABASE_URL"):
                assert name.endswith("_FILE")
                assert value.startswith("/run/secrets/")


@pytest.mark.parametrize("name", APP)
def test_our_containers_cannot_write_to_themselves_or_gain_rights(
    compose: dict[str, Any], name: str
) -> None:
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]


def test_the_image_ends_as_an_ordinary_user() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER ")][-1] == "USER confidant"


def test_all_that_the_image_copies_and_runs_is_let_into_it(compose: dict[str, Any]) -> None:
    let_in = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps | {"crm", "manage.py", "templates", "static", "scripts/probe.py"} <= let_in
    for name in ("web", "beat"):
        assert compose["services"][name]["healthcheck"]["test"][2] in let_in


def test_the_example_of_settings_starts_in_production(tmp_path: pathlib.Path) -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    settings = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    (tmp_path / "key").write_text("k" * 64)
    (tmp_path / "url").write_text("postgres://confidant:word@postgres/confidant")
    command = [sys.executable, "-c", "import crm.settings as s; print(s.PRODUCTION, s.DEMO)"]
    environment = settings | {
        "CONFIDANT_PRODUCTION": "true",
        "SECRET_KEY_FILE": str(tmp_path / "key"),
        "DATABASE_URL_FILE": str(tmp_path / "url"),
        "REDIS_URL": "redis://redis:6379/0",
    }
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (ended.stdout, ended.stderr) == ("True False\n", "")


def test_docker_compose_itself_accepts_the_file(tmp_path: pathlib.Path) -> None:
    docker = shutil.which("docker")
    plugin = docker and subprocess.run(
        [docker, "compose", "version"], capture_output=True, check=False
    )
    if not plugin or plugin.returncode:
        pytest.skip("docker compose is not installed here; the checks above read the file instead")
    (tmp_path / ".env").write_text("")
    ended = subprocess.run(
        [docker, "compose", "--project-directory", tmp_path, "-f", ROOT / "docker-compose.yml",
         "config", "--format", "json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert set(json.loads(ended.stdout)["services"]) == {"postgres", "redis", *APP}
