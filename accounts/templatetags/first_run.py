"""Whether anybody is here yet: an empty installation leads to its setup."""

from django import template

from accounts.queries import has_director

register = template.Library()


@register.simple_tag
def is_not_set_up() -> bool:
    """Say whether the first director has still to come in."""
    return not has_director()
