"""Customers whose name sounds like one that somebody heard on the telephone."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest, Upper

from accounts.models import Customer, Person
from accounts.models.folding import FoldedWords, names_with
from accounts.queries.visible import customers_named
from accounts.rules import bare_name

MOST = 4


def customers_alike_named(person: Person, name: str, *, most: int = MOST) -> QuerySet[Customer]:
    """Give the customers a person may name that are perhaps meant by `name`, the likest first.

    Legal forms count for nothing: "Norte Food Ltd" finds "Norte Foods".
    """
    heard = name.replace("\0", "").strip()[:200]
    bare = bare_name(heard) or heard
    holding, alike = names_with(bare)
    for words in {heard.upper(), bare.upper()}:
        alike |= Q(upper_name__trigram_similar=words) | Q(upper_name__trigram_word_similar=words)
    found = customers_named(person).alias(folded_name=FoldedWords("name"), upper_name=Upper("name"))
    likeness = Greatest(
        TrigramSimilarity("upper_name", heard.upper()),
        TrigramSimilarity("upper_name", bare.upper()),
    )
    return (
        found.filter(holding | alike).annotate(likeness=likeness).order_by("-likeness", "id")[:most]
    )
