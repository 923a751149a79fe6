"""Names as somebody types them who leaves the accents out.

The SQL function `folded_words` is immutable, so that an index can hold what it gives: small
letters without accents, `ß` as `ss`.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import Func, Index, Q, TextField, Value
from django.db.models.functions import Upper

BEYOND_ASCII = r"[^\x01-\x7f]"


class FoldedWords(Func):
    """A text in small letters, without accents."""

    function = "folded_words"
    output_field = TextField()


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


def names_with(words: str) -> tuple[Q, Q]:
    """Give what names hold the words, and what names look like them, with accents or without.

    The rows need an alias `folded_name`, which is `FoldedWords("name")`.
    """
    typed, beyond = FoldedWords(Value(words)), Q(name__regex=BEYOND_ASCII)
    holding = Q(name__icontains=typed) | (beyond & Q(folded_name__contains=typed))
    return holding, beyond & Q(folded_name__trigram_word_similar=typed)
