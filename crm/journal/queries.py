"""Reading the journal, and checking that nobody has written in it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from crm.journal import rules
from crm.journal.models import Delivery, Entry, EntryWords, Head


def entries_about(subject_kind: str, subject_id: int | str) -> QuerySet[Entry]:
    """Give the entries about one thing, newest first, with words and person."""
    return _whole().filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("-id")


def entries_of_customer(
    customer_id: int, subject_kinds: Collection[str] = (), also: Collection[int] = ()
) -> QuerySet[Entry]:
    """Give the entries of a customer, newest first; only about some kinds of things if named.

    `also` names the customers that became part of it: the journal still has their numbers.
    """
    found = _whole().filter(customer_id__in=[customer_id, *also])
    if subject_kinds:
        found = found.filter(subject_kind__in=subject_kinds)
    return found.order_by("-at", "-id")


def entries_by_contact(contact_id: int) -> QuerySet[Entry]:
    """Give what a contact did, newest first."""
    return _whole().filter(contact_id=contact_id).order_by("-id")


def entries_with_words(needle: str) -> QuerySet[Entry]:
    """Give the entries in whose words a text occurs, whatever its capitals.

    This looks through every word there is: it is for erasing, not for searching.
    """
    return _whole().filter(words_row__words__icontains=needle).order_by("id")


def all_entries() -> QuerySet[Entry]:
    """Give every entry, newest first, with words and person."""
    return _whole().order_by("-id")


def entries_by_person(person_id: int) -> QuerySet[Entry]:
    """Give what a person did and may see again, newest first."""
    return _whole().filter(person_id=person_id, audience="readers").order_by("-id")


def parked_deliveries() -> QuerySet[Delivery]:
    """Give the news that a listener could not take yet, the longest parked first."""
    return (
        Delivery.objects.filter(done_at__isnull=True)
        .exclude(error="")
        .select_related("entry")
        .order_by("id")
    )


def _whole() -> QuerySet[Entry]:
    return Entry.objects.select_related("words_row", "person")


@dataclass
class Verdict:
    """What a check of the whole journal found."""

    problems: list[str] = field(default_factory=list)
    sealed: int = 0
    unsealed: int = 0
    erased: int = 0
    head_hash: str = rules.GENESIS


def verify() -> Verdict:
    """Read the whole journal once, in order, and name everything that was tampered with.

    An entry written through the front door but not by Confidant cannot be told from a
    true one; whoever must exclude that compares the head with a copy kept elsewhere.
    """
    verdict = Verdict()
    erased = _erased_on_record()
    last = 0
    for entry in _sealed():
        verdict.problems += _broken_links(entry, last, verdict.head_hash)
        verdict.problems += _broken_words(entry, erased, verdict)
        last = entry.position or 0
        verdict.head_hash = entry.entry_hash
        verdict.sealed += 1
    verdict.problems += _broken_end(last, verdict.head_hash)
    for entry in _whole().filter(position__isnull=True).order_by("id").iterator(2000):
        verdict.problems += _broken_words(entry, erased, verdict)
        verdict.unsealed += 1
    return verdict


def _sealed() -> Iterator[Entry]:
    rows = Entry.objects.select_related("words_row").filter(position__isnull=False)
    return rows.order_by("position").iterator(chunk_size=2000)


def _erased_on_record() -> set[int]:
    facts = Entry.objects.filter(kind=rules.WORDS_ERASED).values_list("facts", flat=True)
    return {int(entry_id) for fact in facts for entry_id in fact.get("entries", ())}


def _broken_links(entry: Entry, last: int, last_hash: str) -> list[str]:
    position = entry.position or 0
    name = _("entry %(id)s (place %(position)s, %(kind)s)") % {
        "id": entry.pk,
        "position": position,
        "kind": entry.kind,
    }
    found = []
    if position != last + 1:
        found.append(
            _("Between place %(last)s and %(name)s, %(count)s entries were removed.")
            % {"last": last, "name": name, "count": position - last - 1}
        )
    elif entry.previous_hash != last_hash:
        found.append(
            _("The %(name)s does not follow the one before it: one of them was inserted.")
            % {"name": name}
        )
    if entry.entry_hash != entry.hash_after(entry.previous_hash, position):
        found.append(_("The %(name)s was changed.") % {"name": name})
    return found


def _broken_words(entry: Entry, erased: set[int], verdict: Verdict) -> list[str]:
    row: EntryWords | None = getattr(entry, "words_row", None)
    found = ""
    if row is None and entry.words_digest:
        if entry.pk in erased:
            verdict.erased += 1
        else:
            found = _("The words of entry %(id)s are gone, and nobody recorded an erasure.")
    elif row is not None and not entry.words_digest:
        found = _("Words were added to entry %(id)s, which had none.")
    elif row is not None and rules.words_digest(row.words, row.salt) != entry.words_digest:
        found = _("The words of entry %(id)s were changed.")
    return [found % {"id": entry.pk}] if found else []


def _broken_end(last: int, last_hash: str) -> list[str]:
    """Compare the chain's end with the head the sealer keeps; sealing may go on meanwhile."""
    head = Head.objects.filter(pk=1).first() or Head(position=0, entry_hash=rules.GENESIS)
    if head.position > last:
        if Entry.objects.filter(Q(position__gt=last)).count() == head.position - last:
            return []
        return [
            _("The journal was sealed up to place %(head)s but ends at %(last)s: its end is gone.")
            % {"head": head.position, "last": last}
        ]
    if head.position < last or head.entry_hash != last_hash:
        return [
            _("The journal ends at place %(last)s with another hash than it was sealed with.")
            % {"last": last}
        ]
    return []
