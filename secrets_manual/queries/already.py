"""What is kept in nearly the same words about the same person, so that it is not written twice."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Value

from accounts.models import Person
from secrets_manual.models import Secret
from secrets_manual.models.finding import FoldedWords
from secrets_manual.queries.reading import note_reading
from secrets_manual.queries.visible import contacts_of_mine, secrets_visible

ALIKE = 0.5
"""How many trigrams of two sentences are the same: "He rows" and "He rows a lot" share 0.57."""
SHORTEST = 6


def known_already(person: Person, about: str, text: str) -> Secret | None:
    """Give the likest kept about a contact ("contact-12"), or none; records the reading."""
    what, _dash, pk = about.partition("-")
    if what != "contact" or not pk.isdecimal() or len(pk) > 18 or len(text) < SHORTEST:
        return None
    asked = FoldedWords(Value(text))
    likeness = TrigramSimilarity(FoldedWords("text"), asked)  # type: ignore[arg-type]
    mine = contacts_of_mine(person).filter(pk=int(pk)).values("pk")
    rows = (
        secrets_visible(person)
        .filter(contact__in=mine)
        .select_related("contact")
        .annotate(likeness=likeness)
    )
    found: Secret | None = rows.filter(likeness__gte=ALIKE).order_by("-likeness", "-pk").first()
    if found is None:
        return None
    note_reading(person=person, customers=[found.customer])
    return found
