"""Fields that are drawn once say what they would say drawn each time."""

import re

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from django.utils import translation

from accounts.templatetags.kept_forms import kept_crispy, kept_field
from crm.recovery.views.acts import ACTS
from secrets_manual.forms import SecretForm
from tests.people import Company
from tests.recovery.test_ideas import know
from tests.recovery.tickets import open_one

pytestmark = pytest.mark.django_db


def words(drawn: str) -> str:
    """Leave out the white space between tags, and the key that is new each time."""
    once = re.sub(r'name="once" value="[^"]*"', 'name="once"', drawn)
    return re.sub(r"\s+", " ", once).replace("> <", "><").replace(" >", ">").strip()


@pytest.mark.parametrize("name", ["respond", "plan", "recover", "comment", "appoint"])
def test_a_form_is_the_same_drawn_once_and_drawn_each_time(company: Company, name: str) -> None:
    for text in ("coaches a youth rowing team", "likes old clocks"):
        ticket, secret = open_one(company), know(company, text, "recreation")
        for language in ("en", "de"):
            with translation.override(language):
                given = {"ticket": ticket, "secrets": [secret], "person": company.kim}
                for initial in ({}, {"words": "Begun"}, {}):
                    form = ACTS[name].form(**given, initial=initial)
                    assert words(kept_crispy(form)) == words(as_crispy_form(form))
                form = ACTS[name].form({"words": "<b>"}, **given)
                assert words(kept_crispy(form)) == words(as_crispy_form(form))


def test_a_field_is_the_same_with_whatever_it_begins(company: Company) -> None:
    begun = ({}, {"layer": "secret"}, {"layer": "need"}, {"layer": "<x>", "uses": ["brief"]}, {})
    for given in ({"initial": initial} for initial in begun):
        form = SecretForm(person=company.dana, **given)  # type: ignore[arg-type]
        for name in ("colleague", "address", "told_on", "layer", "uses", "do_not_mention"):
            assert words(kept_field(form[name])) == words(as_crispy_field(form[name]))
    form = SecretForm({"layer": "need", "told_on": "never"}, person=company.dana)
    for name in ("told_on", "layer"):
        assert words(kept_field(form[name])) == words(as_crispy_field(form[name]))
