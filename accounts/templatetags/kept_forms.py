"""Forms whose fields are the same for everybody, drawn without the template engine each time."""

from collections.abc import Hashable

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
_MOST_KEPT = 500
_kept: dict[Hashable, SafeString] = {}


@register.filter
def kept_crispy(form: forms.BaseForm) -> SafeString:
    """Draw a form as `crispy` does; a field nobody filled in yet is drawn once for a language.

    What was sent, what has a value or choices of its own, and what is hidden is drawn each time.
    """
    if form.is_bound:
        return SafeString(as_crispy_form(form))
    return SafeString("".join(_field(field) for field in form))


@register.filter
def kept_field(field: BoundField) -> SafeString:
    """Draw one field as `crispy` does, once where nobody filled it in; see `kept_crispy`."""
    return SafeString(as_crispy_field(field)) if field.form.is_bound else _field(field)


def _field(field: BoundField) -> SafeString:
    if field.is_hidden:
        return SafeString(field)
    key = _key(field)
    if key is None:
        return SafeString(as_crispy_field(field))
    if key not in _kept:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = SafeString(as_crispy_field(field))
    return _kept[key]


def _key(field: BoundField) -> Hashable | None:
    """Say what tells the drawn field apart; None where it holds what is of this page alone."""
    within, widget = field.field, field.field.widget
    made = field.form.__class__.base_fields.get(field.name)  # type: ignore[attr-defined]
    if made is None or isinstance(within, forms.ModelChoiceField):
        return None
    value, choices = field.value(), getattr(within, "choices", None)
    codes = [code for code, _label in choices or ()]
    is_begun = value in (None, "") or (isinstance(value, str) and value in codes)
    if not is_begun or choices != getattr(made, "choices", None):
        return None
    attrs = tuple(sorted((name, str(value)) for name, value in widget.attrs.items()))
    return (
        field.form.__class__, field.name, field.html_name, field.auto_id, get_language(),
        str(field.label), str(field.help_text), within.required, attrs, value,
    )  # fmt: skip
