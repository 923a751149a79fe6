"""The browser side keeps its promises: nothing inline, from outside, or unaccounted for."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OWN = sorted([*STATIC.glob("js/*.js"), *STATIC.glob("css/*.css")])
VENDOR = STATIC / "vendor"
VENDOR_ROW = re.compile(
    r"^\| (?P<package>\S+) \|.*\| (?P<file>\S+) \| \d+ \| sha384-(?P<sha>\S+) \|$"
)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(\s*\d|\bhsla?\(")
LETTER_FORBIDDEN = re.compile(r"\b(secret|keeper|manual)", re.IGNORECASE)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_has_no_inline_style_script_or_handler(path: Path) -> None:
    text = _without_comments(path.read_text())
    found = re.findall(r"\sstyle=|<style\b|\son[a-z]+=\"|javascript:|hx-on|\shx-vals=.js:", text)
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag]
    assert found + scripts == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_every_icon_of_a_template_is_drawn(path: Path) -> None:
    drawn = set(re.findall(r'id="i-([\w-]+)"', (STATIC / "icons/icons.svg").read_text()))
    text = path.read_text()
    asked = re.findall(r'parts/icon\.html" with name="([\w-]+)"', text)
    asked += re.findall(r'icon="([\w-]+)"', text) + re.findall(r"icons\.svg' %\}#i-([\w-]+)", text)
    assert set() == set(asked) - drawn


def test_every_icon_named_by_the_frame_is_drawn() -> None:
    drawn = set(re.findall(r'id="i-([\w-]+)"', (STATIC / "icons/icons.svg").read_text()))
    places = re.findall(
        r'Place\(\s*_\([^)]*\),\s*"\w+",\s*"([\w-]+)"', (ROOT / "crm/frame.py").read_text()
    )
    assert places
    assert set() == set(places) - drawn


def test_the_sprite_holds_exactly_the_icons_that_are_listed_and_the_chair() -> None:
    listed = set((STATIC / "icons/icons.txt").read_text().split())
    drawn = set(re.findall(r'id="i-([\w-]+)"', (STATIC / "icons/icons.svg").read_text()))
    assert listed | {"chair"} == drawn


def test_every_vendored_file_is_listed_with_its_checksum_and_a_licence() -> None:
    rows = [VENDOR_ROW.match(line) for line in (VENDOR / "README.md").read_text().splitlines()]
    noted = {row["file"]: row["sha"] for row in rows if row}
    shipped = [p for p in VENDOR.rglob("*") if p.is_file() and p.parent != VENDOR]
    files = [p for p in shipped if not p.name.upper().startswith("LICENSE")]
    actual = {
        str(p.relative_to(VENDOR)): base64.b64encode(
            hashlib.sha384(p.read_bytes()).digest()
        ).decode()
        for p in files
    }
    assert noted == actual
    licensed = {p.parent for p in shipped if p.name.upper().startswith("LICENSE")}
    assert {p.parent for p in files} == licensed


def test_no_shipped_file_asks_for_a_source_map() -> None:
    asking = [
        _name(p)
        for p in STATIC.rglob("*")
        if p.is_file() and p.suffix in {".js", ".css"} and b"sourceMappingURL" in p.read_bytes()
    ]
    assert asking == []


@pytest.mark.parametrize("path", [*TEMPLATES, *OWN], ids=_name)
def test_nothing_is_asked_from_another_host(path: Path) -> None:
    text = re.sub(r'xmlns="[^"]*"|\'http://www\.w3\.org/2000/svg\'', "", path.read_text())
    assert re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}[^\s\"']*", text) == []


def test_modules_evaluate_no_text_as_code() -> None:
    found = [
        _name(p) for p in OWN if re.search(r"\beval\(|new Function|document\.write", p.read_text())
    ]
    assert found == []


def test_colours_are_named_only_among_the_tokens_and_for_print() -> None:
    text = (STATIC / "css/confidant.css").read_text()
    before, rest = text.split("/* 2 Tokens */")
    _tokens, rest = rest.split("/* 3 Bootstrap mapping", 1)
    screen, _print = rest.split("@media print {")
    lines = [*before.splitlines(), *screen.splitlines()]
    assert [line.strip() for line in lines if COLOUR.search(line)] == []


def test_without_a_script_the_device_chooses_the_very_same_dark_colours() -> None:
    text = (STATIC / "css/confidant.css").read_text()
    chosen = text.split('[data-bs-theme="dark"] {', 1)[1].split("}", 1)[0]
    device = text.split("@media screen and (prefers-color-scheme: dark) {", 1)[1]
    unscripted = device.split('[data-theme="system"]:not(.js) {', 1)[1].split("}", 1)[0]
    tokens = dict(re.findall(r"(--?[\w-]+|color-scheme): ?([^;]+);", chosen))
    assert len(tokens) > 25
    assert tokens.items() <= dict(re.findall(r"([\w-]+): ?([^;]+);", unscripted)).items()


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_no_template_names_a_colour(path: Path) -> None:
    text = re.sub(r"&#\w+;|url\(#\w+\)|href=\"#[^\"]*\"", "", path.read_text())
    assert re.findall(r"(?:fill|stroke|color)=\"#[0-9a-fA-F]{3,8}\"", text) == []


def _letters() -> list[Path]:
    return [p for p in TEMPLATES if '"base_letter.html"' in p.read_text()] + [
        ROOT / "templates/base_letter.html"
    ]


@pytest.mark.parametrize("path", _letters(), ids=_name)
def test_a_page_for_customers_never_uses_our_inner_words(path: Path) -> None:
    text = re.sub(
        r"\{%-? ?(?:url|load|include|if|elif|with|static)\b.*?%\}|\{\{.*?\}\}", "", path.read_text()
    )
    assert LETTER_FORBIDDEN.findall(text) == []


@pytest.mark.parametrize("path", _letters(), ids=_name)
def test_a_page_for_customers_adds_no_stylesheet_and_no_font(path: Path) -> None:
    sheets = re.findall(r'rel="(?:stylesheet|preload)"', path.read_text())
    expected = 2 if path.name == "base_letter.html" else 0
    assert expected == len(sheets)


def test_no_page_hides_where_a_form_comes_from() -> None:
    """A page without a referrer makes browsers send "Origin: null"; every form is then refused."""
    for path in TEMPLATES:
        assert "no-referrer" not in path.read_text(), path
