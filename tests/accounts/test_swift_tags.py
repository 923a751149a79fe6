"""What is drawn once and remembered is the same as what is drawn each time."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template import engines
from django.test.utils import override_script_prefix
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from crm.drawn import address


def drawn(words: str, **given: object) -> str:
    return engines["django"].from_string(words).render(given).strip()


def lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def test_an_icon_is_drawn_as_its_template_says_with_a_label_from_around_it() -> None:
    plain = drawn('{% include "parts/icon.html" with name=which %}', which="sun")
    assert 'aria-hidden="true"' in plain
    assert plain.endswith('#i-sun"></use></svg>')
    around = '{% include "parts/icon.html" with name="sun" %}'
    assert 'aria-label="A &lt;day&gt;"' in drawn(around, label="A <day>")
    assert "aria-hidden" in drawn(around.replace(" %}", " only %}"), label="A <day>")
    assert 'aria-label="Late"' in drawn(around.replace(" %}", ' label="Late" %}'), label="other")


def test_what_is_kept_is_told_apart_by_language_and_by_what_is_named() -> None:
    within = '{{ who }}{{ other }} {% translate "Save" %}'
    words = '{% load i18n %}{% kept "a test" who %}' + within + "{% endkept %}"
    assert drawn(words, who=1, other="a") == "1a Save"
    assert drawn(words, who=1, other="b") == "1a Save"
    assert drawn(words, who=2, other="b") == "2b Save"
    with translation.override("de"):
        assert drawn(words, who=1, other="b") != "1a Save"


def test_a_select_is_written_as_the_one_it_stands_for() -> None:
    groups = [("", "none & nobody"), ("Wide", [(1, "<One>"), (2, "Two")]), (None, "–")]
    select = forms.Select(
        attrs={"required": True, "hidden": False, "data-a": '"x"'}, choices=groups
    )
    ours = select.render("name", 2, {"id": "id_name"}, renderer=TemplatesSetting())
    theirs = select.render("name", 2, {"id": "id_name"}, renderer=DjangoTemplates())
    assert lines(ours) == lines(theirs)
    assert 'value="2" selected>Two' in ours


def test_the_address_of_a_row_is_the_one_that_is_worked_out_each_time() -> None:
    words = "{% url 'customer' pk %} {% url 'customer' named %} {% url 'customers' %}"
    known = {pk: reverse("customer", args=[pk]) for pk in (1, 23, 8_070_605_040_300_201)}
    for pk, wanted in known.items():
        assert address("customer", pk) == wanted
        assert drawn(words, pk=pk, named=str(pk)) == f"{wanted} {wanted} {reverse('customers')}"
    with override_script_prefix("/crm/"):
        assert drawn("{% url 'customer' pk %}", pk=23) == f"/crm{known[23]}"
    with pytest.raises(NoReverseMatch):
        drawn("{% url 'no_such_page' 1 %}")


def test_the_options_of_a_filter_are_escaped_and_the_chosen_one_is_marked() -> None:
    shown = drawn("{% choices pairs 'b' %}", pairs=[("a", "A & B"), ("b", "<b>")])
    assert shown == (
        '<option value="a">A &amp; B</option><option value="b" selected>&lt;b&gt;</option>'
    )
