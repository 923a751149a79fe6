"""Names carry the meaning: no words that fit anything, none that mean something else here."""

import ast
import re

from tests.house import sources

BANNED = {
    "data", "info", "item", "items", "obj", "objs", "util", "utils", "helper", "helpers", "misc",
    "handle", "handler", "handlers", "process", "processor", "service", "manager", "managers",
}  # fmt: skip
# Names that others chose: Django, DRF and Celery call them, or the word is product's own here.
GIVEN = {
    "handle",  # BaseCommand.handle
    "process_exception",  # Django's middleware
    "process_view",  # likewise
    "receive_data_chunk",  # Django's keepers of uploads
    "PeopleManager",  # Django calls the class that makes rows so
}
# Here *service* is a department and *manager* a job: their names say so.
PEOPLE = re.compile(
    r"service_(?:leads?|staff|people|window|sla|team)|(?:is|may|for|by|to|of|from|in)_service"
    r"|managers?_of|manager_roles|for_managers?|to_managers?|by_managers?|with_services|_?managers?"
    r"|.*_(?:managers?|service)(?:_.*)?$|(?:service|managers?)_.*"
)


# A bound says which side of it is meant.
BOUNDS = re.compile(r"^away_|until$|_from$|_by$|^before$|^cut_off$")


def words(name: str) -> set[str]:
    """Split a name at underscores and capitals: TicketInfo has the words ticket and info."""
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_"))


def names() -> list[tuple[str, str]]:
    """Give every module, class and function with the place where it stands."""
    found = [(sources.named(path), path.stem) for path in sources.modules()]
    for path in sources.modules():
        found += [
            (f"{sources.named(path)}:{node.lineno}", node.name)
            for node in ast.walk(sources.tree(path))
            if isinstance(node, sources.Function | ast.ClassDef)
        ]
    return found


def test_no_module_class_or_function_has_a_word_that_fits_anything() -> None:
    wrong = [
        f"{place} {name}"
        for place, name in names()
        if words(name) & BANNED and name not in GIVEN and not PEOPLE.fullmatch(name)
    ]
    assert wrong == []


def test_times_end_in_at_and_dates_in_on() -> None:
    wrong = []
    for path in sources.modules():
        if "models" not in path.parts and path.name != "models.py":
            continue
        for node in ast.walk(sources.tree(path)):
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
                continue
            kind = ast.unparse(node.value.func)
            name = ast.unparse(node.targets[0])
            ending = {"models.DateTimeField": "at", "models.DateField": "on"}.get(kind)
            right = ending and re.search(rf"(?:^|_){ending}$", name)
            if ending and not right and not BOUNDS.search(name):
                wrong.append(f"{sources.named(path)}:{node.lineno} {name}")
    assert wrong == []


def test_money_is_kept_in_whole_minor_units() -> None:
    wrong = [
        f"{sources.named(path)}: {kind}"
        for path in sources.modules()
        if "models" in path.parts or path.name == "models.py"
        for kind in re.findall(r"models\.(?:Float|Decimal)Field", path.read_text())
    ]
    assert wrong == []
