"""Read settings from the environment, and stop with a sentence where one is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
T = TypeVar("T")


def refuse(sentence: str) -> NoReturn:
    raise ImproperlyConfigured(sentence)


def read(reader: Callable[[], T], sentence: str) -> T:
    """Give what the reader makes of a setting, or stop with the sentence."""
    try:
        return reader()
    except (KeyError, OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{sentence} ({error})") from error


def flag(name: str, *, default: bool) -> bool:
    """Read a switch; "ture" must not pass for off."""
    word = env.str(name, str(default)).strip().lower()
    if word not in {"true", "yes", "on", "1", "false", "no", "off", "0", ""}:
        refuse(f"{name} is {word!r}; write true or false.")
    return word in {"true", "yes", "on", "1"}


def hidden(name: str) -> str:
    """Read NAME, or the file that NAME_FILE names, so that no password need stand in the open."""
    place = env.str(f"{name}_FILE", "")
    sentence = f"{name}_FILE must name a file that can be read."
    return read(lambda: Path(place).read_text().strip(), sentence) if place else env.str(name, "")
