"""Each app has the same rooms, so whoever knows one app finds their way in all of them."""

import pytest

from tests.house import sources

ROOMS = {
    "models", "rules", "queries", "permissions", "actions", "forms", "views", "api", "tasks",
    "listeners", "management", "imports", "urls", "apps", "templatetags", "migrations", "__init__",
}  # fmt: skip
# Rooms beyond these are named one by one, each with its reason.
MORE = {
    "accounts": {"formats": "readers of file formats, one each"},
    "compensation": {
        "components": "the table of bonus components",
        "defaults": "the plan a company starts with",
    },
    "report_cards": {"defaults": "behaviours and questions we start with"},
    "crm.notices": {
        "channels": "the table of ways to tell somebody",
        "mailbox": "Django's place for a mail backend: the demo's own mailbox",
        "webhooks": "posting to other systems over a line that leads to a public address",
    },
    "crm.home": {
        "registry": "all kinds of import and export, from every app",
        "panels": "what one page shows of several apps",
        "demo": "the demo company, which writes through every app's actions",
    },
}
AROUND = {
    "settings", "urls", "celery", "wsgi", "asgi", "clock", "company", "environment", "errors",
    "money", "embedded", "sealing",
    "subscriptions", "schedule", "api", "health", "frame", "middleware", "prepared",
    "drawn", "patience", "disk",
}  # fmt: skip


@pytest.mark.parametrize("app", sorted(set(sources.apps()) - {"crm"}))
def test_an_app_has_the_rooms_of_every_app_and_no_others(app: str) -> None:
    folder = sources.apps()[app]
    rooms = {path.stem for path in folder.glob("*.py")}
    rooms |= {path.parent.name for path in folder.glob("*/__init__.py")}
    assert rooms - ROOMS - set(MORE.get(app, ())) == set()


@pytest.mark.parametrize("app", sorted(set(sources.apps()) - {"crm"}))
def test_a_room_is_a_file_or_a_folder_and_never_both(app: str) -> None:
    folder = sources.apps()[app]
    files = {path.stem for path in folder.glob("*.py")}
    folders = {path.parent.name for path in folder.glob("*/__init__.py")}
    assert files & folders == set()


def test_every_room_that_was_argued_for_is_there() -> None:
    missing = [
        f"{app}.{room}"
        for app, rooms in MORE.items()
        for room in rooms
        if not any((sources.apps()[app] / name).exists() for name in (f"{room}.py", room))
    ]
    assert missing == []


def test_crm_itself_holds_what_is_written_on_its_door() -> None:
    crm = sources.ROOT / "crm"
    there = {path.stem for path in crm.glob("*.py")} | {
        path.parent.name for path in crm.glob("*/__init__.py")
    }
    assert there - AROUND - set(sources.IN_CRM) - {"__init__"} == set()


def test_the_top_of_the_project_holds_nothing_unexpected() -> None:
    folders = {
        path.name
        for path in sources.ROOT.iterdir()
        if path.is_dir() and not path.name.startswith((".", "__"))
    }
    expected = {*sources.PACKAGES, "templates", "static", "tests", "docs", "locale", "scripts"}
    assert folders - expected - {"htmlcov", "static-built", "secrets"} == set()
