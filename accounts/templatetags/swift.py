"""What every page draws dozens of times, drawn without asking the template engine each time."""

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.template import Context, Library, Node, NodeList, defaulttags
from django.template.base import FilterExpression, Parser, Token
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode, do_include
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from crm.drawn import address, escaped

register = Library()

ICON = "parts/icon.html"
ATTRIBUTES = "django/forms/widgets/attrs.html"
_MOST_KEPT = 500
_kept: dict[tuple[Hashable, ...], SafeString] = {}


@lru_cache(_MOST_KEPT)
def _drawn(name: str, label: str) -> SafeString:
    return SafeString(get_template(ICON).render({"name": name, "label": label}))


class IconNode(Node):
    """An icon, drawn once for each name and label and remembered."""

    def __init__(self, include: IncludeNode) -> None:
        self.given: dict[str, FilterExpression] = include.extra_context
        self.alone = include.isolated_context

    def render(self, context: Context) -> SafeString:
        label = self.given.get("label")
        if label is not None:
            said = label.resolve(context)
        else:
            said = "" if self.alone else context.get("label", "")
        return _drawn(str(self.given["name"].resolve(context)), str(said or ""))


class AttributesNode(Node):
    """The attributes of a form's widget, as the template of that name writes them."""

    def render(self, context: Context) -> SafeString:
        return _attributes(context["widget"]["attrs"])


def _attributes(attrs: Mapping[str, object]) -> SafeString:
    parts = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
        for name, value in attrs.items()
        if value is not False
    ]
    return SafeString("".join(parts))


@register.simple_tag
def options(optgroups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """Write the options of a select, of which there may be hundreds, without a template each."""
    words: list[str] = []
    for group, choices, _index in optgroups:
        if group:
            words.append(format_html('\n  <optgroup label="{}">', group))
        words += [
            f'\n  <option value="{escaped(str(option["value"]))}"'
            f"{_attributes(option['attrs']) if option['attrs'] else ''}>{escaped(option['label'])}"
            "</option>"
            for option in choices
        ]
        if group:
            words.append("\n  </optgroup>")
    return SafeString("".join(words))


@register.simple_tag
def choices(pairs: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """Write the options of a filter, of which there may be hundreds."""
    words = (
        f'<option value="{escaped(key)}"{" selected" if key == chosen else ""}>{escaped(text)}'
        "</option>"
        for key, text in pairs
    )
    return SafeString("".join(words))


@register.tag("include")
def include(parser: Parser, token: Token) -> Node:
    """Include a template as ever, but for the two that stand dozens of times on a page."""
    node = do_include(parser, token)
    named = getattr(node.template, "var", None)
    if named == ICON and "name" in node.extra_context:
        return IconNode(node)
    return AttributesNode() if named == ATTRIBUTES and not node.extra_context else node


class AddressNode(defaulttags.URLNode):
    """The address of a page, which for the page of one row is not worked out each time."""

    def render(self, context: Context) -> SafeString:
        if len(self.args) == 1 and not self.kwargs and self.asvar is None:
            row = self.args[0].resolve(context)
            if type(row) is int and row >= 0:
                return SafeString(address(self.view_name.resolve(context), row))
        return SafeString(super().render(context))


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    """Write an address as ever."""
    node = defaulttags.url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)


class KeptNode(Node):
    """A piece of a page that is the same for all who share a language and the given values."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, place: str, by: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.place = place
        self.by = by

    def render(self, context: Context) -> SafeString:
        values = (value.resolve(context) for value in self.by)
        key = (self.place, get_language(), *values)
        found = _kept.get(key)
        if found is None:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            found = _kept[key] = self.nodelist.render(context)
        return found


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Remember what stands within: `{% kept "rail" rail_key %} … {% endkept %}`.

    Nothing of one person may stand within but what the named values tell apart.
    """
    place, *by = token.split_contents()[1:]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, place, [parser.compile_filter(value) for value in by])
