"""Whoever made something of a line lets go of its words when the contact takes the line back."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from crm.journal import actions as journal
from crm.journal.models import Entry
from secrets_manual.models import Gift, Secret

#: Rooms above that write down what they made of a line; each is called with the numbers of the
#: lines, the words to put in place of its own and why a plan is off, in the transaction that
#: deletes or rewrites them: a page that says "gone" is right at once.
LETS_GO: list[Callable[[frozenset[int], str, str], None]] = []


def let_go_of(lines: Iterable[int], *, corrected: bool = False) -> None:
    """Let go everywhere of what was made of some lines, and of what had gone into them.

    `corrected` lines go on in the contact's own words; what was made of ours goes all the same.
    """
    gone, why = _("(taken back)"), _("What it came from was taken back.")
    if corrected:
        gone, why = _("(put right by them)"), _("They put right what it came from. Read it first.")
    ids = frozenset(lines)
    while before := frozenset(
        Secret.objects.filter(successor__in=ids).exclude(pk__in=ids).values_list("pk", flat=True)
    ):
        ids |= before
    for let_go in LETS_GO if ids else ():
        let_go(ids, gone, why)


def forget_what_was_given(gifts: QuerySet[Gift], gone: str = "") -> None:
    """Leave of gifts that they were given, when and their worth: also the journal says no more."""
    ids = list(gifts.values_list("pk", flat=True))
    Gift.objects.filter(pk__in=ids).update(what=gone or _("(taken back)"))
    said = Entry.objects.filter(subject_kind="gift", subject_id__in=[str(pk) for pk in ids])
    journal.erase_words(said.values_list("pk", flat=True), reason="line_taken_back")
