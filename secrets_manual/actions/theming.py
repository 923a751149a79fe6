"""Which themes are followed across customers, and in which words they are found."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import check_version, save_versioned
from accounts.models import Contact, Customer, Person
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.gating import check_words
from secrets_manual.models import Measure, Theme
from secrets_manual.models.themes import LONGEST_WORD, MOST_WORDS
from secrets_manual.permissions import may_keep_themes
from secrets_manual.rules.folding import fold
from secrets_manual.rules.sheets import FEWEST
from secrets_manual.rules.starter_themes import STARTER_THEMES

MOST_THEMES = 100
_SHORTEST_WORD = 3
_NAMES_LOOKED_AT = 200


@transaction.atomic
def add_theme(*, person: Person, name: str, words: Sequence[str], kind: str = "") -> Theme:
    """Follow a theme from now on; its words pass the gate and name nobody we know."""
    _check_may(person)
    if Theme.objects.filter(is_followed=True).count() >= MOST_THEMES:
        raise RuleBrokenError(
            _("At most %(n)d themes are followed. Let one rest first.") % {"n": MOST_THEMES},
            "secrets_manual.many_themes",
        )
    theme = Theme(
        name=" ".join(name.split()),
        words=_checked(person, name, words),
        kind=kind,
        author=person,
        created_at=clock.now(),
    )
    theme.full_clean()
    theme.save()
    _note("secrets_manual.theme_added", person, theme)
    return theme


@transaction.atomic
def change_theme(
    *,
    person: Person,
    theme: Theme,
    name: str,
    words: Sequence[str],
    kind: str = "",
    is_followed: bool = True,
    version: int | None = None,
) -> Theme:
    """Say anew what a theme is found by, or let it rest; it is counted again from nothing."""
    _check_may(person)
    row = Theme.objects.select_for_update().filter(pk=theme.pk).first()
    if row is None:
        raise NotVisibleError(_("There is no such theme."))
    check_version(row, version)
    changes = {
        "name": " ".join(name.split()),
        "words": _checked(person, name, words),
        "kind": kind,
        "is_followed": is_followed,
    }
    save_versioned(row, changes)
    Measure.objects.filter(theme=row).delete()
    _note("secrets_manual.theme_changed", person, row)
    return row


@transaction.atomic
def plant_themes(*, person: Person) -> int:
    """Follow the prepared themes that are not there yet; gives how many were new."""
    _check_may(person)
    there = {name.casefold() for name in Theme.objects.values_list("name", flat=True)}
    planted = 0
    for name, words in STARTER_THEMES:
        free = [word for word in words if not names_somebody(word)]
        if _(name).casefold() not in there and free:
            add_theme(person=person, name=_(name), words=free)
            planted += 1
    return planted


def _check_may(person: Person) -> None:
    if not may_keep_themes(person):
        raise NotAllowedError(_("Marketing and directors keep the themes."))


def _checked(person: Person, name: str, words: Sequence[str]) -> list[str]:
    """Give each word once; refuse what the gate blocks, what is too short, and names."""
    plain = list(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    if not 1 <= len(plain) <= MOST_WORDS:
        raise _broken(_("A theme has between one and twenty words."), "theme_words")
    for word in plain:
        if len(word) > LONGEST_WORD or not _is_word(word):
            raise _broken(
                _("“%(word)s” is not a word one could look for.") % {"word": word[:LONGEST_WORD]},
                "theme_word",
            )
    check_words("\n".join([name, *plain]), person=person)
    for word in plain:
        if names_somebody(word):
            raise _broken(
                _("“%(word)s” is the name of a customer or a contact. Choose another word.")
                % {"word": word},
                "theme_names_somebody",
            )
    return plain


def _is_word(word: str) -> bool:
    """A few letters at least, unless the script needs no more."""
    letters = [char for char in word if char.isalnum()]
    return len(letters) >= _SHORTEST_WORD or (bool(letters) and not word.isascii())


def _broken(sentence: str, code: str) -> RuleBrokenError:
    return RuleBrokenError(sentence, f"secrets_manual.{code}", field="words", status=422)


def names_somebody(term: str) -> bool:
    """Say whether a term holds a contact's name or a part of it, or what a customer is called.

    What five customers are called alike ("hospital") names none of them.
    """
    return any(_is_name(word) for word in {*fold(term).split(), *term.split()})


def _is_name(word: str) -> bool:
    people = Contact.objects.filter(name__icontains=word).values_list("name", flat=True)
    if any(fold(word) in fold(name).split() for name in people[:_NAMES_LOOKED_AT]):
        return True
    firms = Customer.objects.filter(name__icontains=word).values_list("name", flat=True)
    called = [fold(name).split() for name in firms[:_NAMES_LOOKED_AT]]
    called = [parts for parts in called if fold(word) in parts]
    return len(called) < FEWEST and any(parts[0] == fold(word) for parts in called)


def _note(kind: str, person: Person, theme: Theme) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="theme",
        subject_id=theme.pk,
        words={"name": theme.name, "words": ", ".join(theme.words)},
        facts={"kind": theme.kind, "followed": theme.is_followed},
        audience="privacy",
    )
    journal.wake("secrets_manual.tasks.count_themes")
