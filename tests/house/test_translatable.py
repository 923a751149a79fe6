"""Everything a person reads can be said in their language."""

import ast
import re
from pathlib import Path

import pytest

from tests.house import sources

TEMPLATES = sorted((sources.ROOT / "templates").rglob("*.html"))
# Words that are the same in every language.
SAME = {"confidant", "oops", "n", "api", "csv", "xlsx", "id", "url", "pdf", "j", "m", "y", "x"}
TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
READ_ALOUD = re.compile(r"\b(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"")
ERRORS = {"RuleBrokenError", "NotVisibleError", "NotAllowedError", "ValidationError"}


def bare_words(text: str) -> list[str]:
    """Give the words of a template that stand outside of every translation tag."""
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{% blocktrans.*?endblocktrans(?:late)? %\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{% block \w+_class %\}.*?\{% endblock", "{% endblock", text)
    text = re.sub(r"<(svg|code|pre|kbd)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r"\{[%{].*?[%}]\}", "", text, flags=re.DOTALL)
    spoken = READ_ALOUD.findall(text)
    text = " ".join([TAG.sub(" ", text), *spoken])
    text = re.sub(r"&\w+;", " ", text)
    return [word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in SAME]


@pytest.mark.parametrize("path", TEMPLATES, ids=sources.named)
def test_a_template_says_nothing_that_cannot_be_translated(path: Path) -> None:
    assert bare_words(path.read_text(encoding="utf-8")) == []


def test_the_net_itself_catches_a_bare_word() -> None:
    assert bare_words("<p>{% translate 'Fine' %} Hello</p>") == ["Hello"]
    assert bare_words('<a aria-label="Close" href="/x/">{{ name }}</a>') == ["Close"]
    assert bare_words("{% blocktranslate %}So be it{% endblocktranslate %}&nbsp;·") == []


def test_a_sentence_that_refuses_can_be_translated() -> None:
    bare = []
    for path in sources.modules():
        for node in ast.walk(sources.tree(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            raised = ast.unparse(node.func).rsplit(".", 1)[-1]
            if raised in ERRORS and isinstance(node.args[0], ast.Constant | ast.JoinedStr):
                bare.append(f"{sources.named(path)}:{node.lineno}")
    assert bare == []
