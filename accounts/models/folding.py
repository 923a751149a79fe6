"""Names as somebody types them who leaves the accents out.

The SQL function `folded_words` is immutable, so that an index can hold what it gives: small
letters without accents, `ß` as `ss`.
"""

from typing import Any, cast

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Func, Index, Lookup, Q, TextField, Value
from django.db.models.functions import Upper
from django.db.models.lookups import Contains, IContains, Regex
from django.db.models.sql.compiler import SQLCompiler

BEYOND_ASCII = r"[^\x01-\x7f]"


class FoldedWords(Func):
    """A text in small letters, without accents."""

    function = "folded_words"
    output_field = TextField()


@TextField.register_lookup
@CharField.register_lookup
class Holds(Lookup[str]):
    """`name__holds="garcon"`: the words stand in the text, with their accents or without.

    Every door that narrows by a name asks so, also through a relation (`customer__name__holds`).
    Of the two questions that it comes to, each has its index where the table has `name_indexes`.
    """

    lookup_name = "holds"

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        text, typed = cast("Any", self.lhs), FoldedWords(Value(self.rhs))
        parts = (
            IContains(text, typed), Regex(text, BEYOND_ASCII), Contains(FoldedWords(text), typed)
        )  # fmt: skip
        words, given = zip(*(part.as_sql(compiler, connection) for part in parts), strict=True)
        as_typed, beyond, folded = words
        values = tuple(value for each in given for value in each)
        return f"({as_typed} OR ({beyond} AND {folded}))", values


def name_indexes(of: str) -> list[Index]:
    """Give the indexes over the names of a table: in order, by parts, and without accents.

    The last holds only names beyond ASCII, so that the others cost no more to write.
    """
    return [
        Index(fields=["name", "id"], name=f"{of}_by_name"),
        GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name=f"{of}_name_trigrams"),
        GinIndex(
            OpClass(FoldedWords("name"), name="gin_trgm_ops"),
            name=f"{of}_folded_names",
            condition=Q(name__regex=BEYOND_ASCII),
        ),
    ]


def value_indexes(of: str, *columns: str) -> list[Index]:
    """Give an index over each column, by which the next value in use is found in one step."""
    return [Index(fields=[column], name=f"{of}_by_{column}") for column in columns]


def names_with(words: str) -> tuple[Q, Q]:
    """Give what names hold the words, and what names look like them, with accents or without.

    The rows need an alias `folded_name`, which is `FoldedWords("name")`.
    """
    typed, beyond = FoldedWords(Value(words)), Q(name__regex=BEYOND_ASCII)
    return Q(name__holds=words), beyond & Q(folded_name__trigram_word_similar=typed)
