"""Leave out of Bootstrap's stylesheet what no page of ours uses.

Run by hand: python scripts/trim_bootstrap.py. Whole components (a carousel, a modal) and those
variants for wide screens that nobody names go; every plain utility stays, so that a new page may
use it without a thought. Run it again when a test says that a class is missing.
"""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WHOLE = ROOT / "static/vendor/bootstrap/bootstrap.min.css"
TRIMMED = ROOT / "static/trimmed/bootstrap.css"
UNUSED = frozenset(
    ("accordion", "breadcrumb", "carousel", "modal", "navbar", "offcanvas", "popover", "spinner")
)
_CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
_WIDE = re.compile(r"-(?:sm|md|lg|xl|xxl)(?:-|$)")
_WORD = re.compile(r"[\w-]+")
_APPS = ("accounts", "crm", "compensation", "report_cards", "secrets_manual")
_OWN = ("templates", "static/js", *_APPS)
_STYLES = (
    "static/css/confidant.css",
    "static/css/pages.css",
    "static/vendor/tom-select/tom-select.bootstrap5.min.css",
)


def classes(css: str) -> set[str]:
    """Give the classes that a stylesheet speaks of."""
    return set(_CLASS.findall(css))


def words() -> set[str]:
    """Give every word of ours that could be a class: of templates, scripts, code and styles."""
    paths = [ROOT / path for path in _STYLES]
    for folder in _OWN:
        found = (ROOT / folder).rglob("*")
        paths += [path for path in found if path.suffix in {".html", ".js", ".py"}]
    return {word for path in paths for word in _WORD.findall(path.read_text())}


def trimmed(css: str, used: set[str]) -> str:
    """Give the rules of a stylesheet that a page of ours could need."""
    kept = []
    for head, body in _rules(css):
        if head.startswith(("@media", "@supports")):
            inner = trimmed(body, used)
            kept += [f"{head}{{{inner}}}"] if inner else []
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        else:
            parts = [part for part in re.split(r",(?![^(]*\))", head) if _is_needed(part, used)]
            kept += [f"{','.join(parts)}{{{body}}}"] if parts else []
    return "".join(kept)


def _is_needed(selector: str, used: set[str]) -> bool:
    return all(
        name in used or (name.split("-")[0] not in UNUSED and not _WIDE.search(name))
        for name in _CLASS.findall(selector)
    )


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Take a stylesheet apart into what stands before each outermost brace, and within it."""
    start = depth = opened = 0
    for place, sign in enumerate(css):
        if sign == "{":
            opened = opened if depth else place
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1


def main() -> None:
    """Write the trimmed file, the licence's words on top."""
    notice, _end, rest = WHOLE.read_text().partition("*/")
    TRIMMED.write_text(f"{notice}*/\n{trimmed(rest, words())}\n")


if __name__ == "__main__":
    main()
