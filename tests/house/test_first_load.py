"""What a browser fetches before the first page stands, and that nothing it needs was left out."""

import gzip
import re
from pathlib import Path

from scripts import trim_bootstrap

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
#: Of the 150 kB of a first visit; the page itself has the rest.
MOST = 140_000
DRAWN = (
    "icons/icons.svg",
    "icons/app.svg",
    "vendor/alegreya/alegreya-latin-400-normal.woff2",
    "vendor/source-sans-3/source-sans-3-latin-wght-normal.woff2",
)


def _fetched() -> set[str]:
    """Give the files that every page asks for, with the modules that they import."""
    head = (ROOT / "templates/base.html").read_text().partition("</head>")[0]
    named = re.findall(r"([\w./-]+\.(?:css|js))'? ?(?:%}|\")", head)
    found = {*DRAWN, *(name.removeprefix("/") for name in named)}
    for name in [one for one in found if one.startswith("js/")]:
        imported = re.findall(r"from '\./([\w-]+\.js)'", (STATIC / name).read_text())
        found |= {f"js/{each}" for each in imported}
    return found


def test_every_page_asks_for_little_before_it_stands() -> None:
    sizes = {
        name: len(gzip.compress((STATIC / name).read_bytes()))
        if not name.endswith(".woff2")
        else (STATIC / name).stat().st_size
        for name in _fetched()
    }
    assert {"js/vault.js", "trimmed/bootstrap.css", "vendor/htmx.org/htmx.min.js"} <= sizes.keys()
    assert sum(sizes.values()) <= MOST, sizes


def test_no_class_that_a_page_uses_was_left_out_of_the_stylesheet() -> None:
    whole = trim_bootstrap.WHOLE.read_text()
    wanted = trim_bootstrap.classes(trim_bootstrap.trimmed(whole, trim_bootstrap.words()))
    kept = trim_bootstrap.classes(trim_bootstrap.TRIMMED.read_text())
    missing = sorted(wanted - kept)
    assert not missing, f"python scripts/trim_bootstrap.py brings back {missing}"


def test_only_rules_with_a_class_that_nobody_names_are_left_out() -> None:
    css = (
        ".btn,.navbar .btn{a:b}.navbar{c:d}@media (min-width:9px){.col-md-2{e:f}.col-lg-3{g:h}}"
        ".px-9{i:j}@keyframes turn{to{k:l}}@media print{.modal{m:n}}a:is(.btn,.carousel){o:p}"
    )
    assert trim_bootstrap.trimmed(css, {"btn", "col-md-2"}) == (
        ".btn{a:b}@media (min-width:9px){.col-md-2{e:f}}.px-9{i:j}@keyframes turn{to{k:l}}"
    )
