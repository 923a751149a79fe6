"""When two contacts become one, the stricter of their wishes holds."""

from typing import Any

from django.db.models import F, Max, Q

from accounts.models import Contact
from accounts.models.consent import Answer, Consent, Preference, Told

#: Among what a merge moved: answers it wrote itself, and the survivor's former preference.
ANSWERS, PREFERENCE = "merge.answers", "merge.preference"
FLAGS = {"card": "may_be_asked", "surprise": "no_surprises"}


def refused_by(*contact_ids: int) -> set[str]:
    """Give the purposes for which the newest answer of any of some contacts is a refusal."""
    rows = Consent.objects.filter(contact__in=contact_ids).order_by("contact", "purpose", "-id")
    newest = rows.distinct("contact", "purpose")
    return {row.purpose for row in newest if row.answer == Answer.REFUSED}


def newest_answer() -> int:
    """Give the number of the newest answer there is, to know later which ones came after it."""
    return Consent.objects.aggregate(newest=Max("id"))["newest"] or 0


def keep_stricter(
    kept: Contact, gone_id: int, refused: set[str], answered: int
) -> dict[str, list[Any]]:
    """Let what either refused before the merge stay refused, and the narrower preference hold.

    Runs after the answers moved, for the newest answer of all might be the milder one. Gives
    what the undo needs: the answers written since `answered`, and the former preference.
    """
    Consent.objects.bulk_create(
        Consent(contact=kept, purpose=purpose, answer=Answer.REFUSED, source=Told.RECORD)
        for purpose in sorted(refused - refused_by(kept.pk))
    )
    written = Consent.objects.filter(contact=kept, source=Told.RECORD, pk__gt=answered)
    notes: dict[str, list[Any]] = {ANSWERS: list(written.values_list("pk", flat=True))}
    both = Preference.objects.filter(Q(contact=kept) | Q(contact=gone_id))
    two = {row.contact_id: row for row in both}
    if len(two) == 2:
        ours, theirs = two[kept.pk], two[gone_id]
        before = [ours.channels, ours.mails_a_month]
        ours.channels = [each for each in ours.channels if each in theirs.channels]
        caps = [cap for cap in (ours.mails_a_month, theirs.mails_a_month) if cap is not None]
        ours.mails_a_month = min(caps, default=None)
        ours.version += 1
        ours.save()
        notes[PREFERENCE] = [ours.version, *before]
    return {name: rows for name, rows in notes.items() if rows}


def give_wishes_back(
    kept: Contact, notes: dict[str, list[Any]], columns: dict[str, object]
) -> dict[str, object]:
    """Take away what the merge itself wrote; what somebody said since stays.

    Gives the columns to write back, without a flag that the answers left now contradict.
    """
    Consent.objects.filter(contact=kept, pk__in=notes.get(ANSWERS, [])).delete()
    if PREFERENCE in notes:
        version, channels, mails = notes[PREFERENCE]
        Preference.objects.filter(contact=kept, version=version).update(
            channels=channels, mails_a_month=mails, version=F("version") + 1
        )
    refused = refused_by(kept.pk)
    held = {flag for purpose, flag in FLAGS.items() if purpose in refused}
    return {name: value for name, value in columns.items() if name not in held}
