"""The words of a secret as search looks for them: folded, and stemmed in five ways at once.

The three SQL functions are made by the migration that names them; an index can hold what they
give because they are immutable. `folded_words` writes small letters without accents, `ß` as
`ss`. `search_words` holds each word as written and its stems in English, German, French and
Spanish, so that no language need be known. `asked_words` reads a question as a web search does;
where a part stands in quotation marks, words count as they are written.
"""

from collections.abc import Sequence

from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db.models import BooleanField, Func, Value

from accounts.models.folding import FoldedWords

__all__ = ["Answers", "AskedWords", "EitherWords", "FoldedWords", "SearchWords", "any_of"]


class SearchWords(Func):
    """A text's words and stems, as the index holds them."""

    function = "search_words"
    output_field = SearchVectorField()


class AskedWords(Func):
    """What somebody asked, as a query over `SearchWords`."""

    function = "asked_words"
    output_field = SearchQueryField()


class Answers(Func):
    """Whether the words of a text (first) answer what was asked (second)."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


_WAYS = ("simple", "english", "german", "french", "spanish")


class EitherWords(Func):
    """One query that any of several answers."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = SearchQueryField()


def any_of(terms: Sequence[str]) -> Func:
    """Give the query that a text answers which holds all words of one of the terms.

    In any of the five ways; unlike `AskedWords`, no sign in the terms asks for more.
    """
    return EitherWords(
        *(
            Func(
                FoldedWords(Value(term)),
                template=f"plainto_tsquery('pg_catalog.{way}', %(expressions)s)",
                output_field=SearchQueryField(),
            )
            for term in terms
            for way in _WAYS
        )
    )
