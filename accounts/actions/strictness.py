"""When two contacts become one, the stricter of their wishes holds."""

from django.db.models import Q

from accounts.models import Contact
from accounts.models.consent import Answer, Consent, Preference, Told


def refused_by(*contact_ids: int) -> set[str]:
    """Give the purposes for which the newest answer of any of some contacts is a refusal."""
    rows = Consent.objects.filter(contact__in=contact_ids).order_by("contact", "purpose", "-id")
    newest = rows.distinct("contact", "purpose")
    return {row.purpose for row in newest if row.answer == Answer.REFUSED}


def keep_stricter(kept: Contact, gone_id: int, refused: set[str]) -> None:
    """Let what either refused before the merge stay refused, and the narrower preference hold.

    Runs after the answers moved, for the newest answer of all might be the milder one.
    """
    Consent.objects.bulk_create(
        Consent(contact=kept, purpose=purpose, answer=Answer.REFUSED, source=Told.RECORD)
        for purpose in sorted(refused - refused_by(kept.pk))
    )
    both = Preference.objects.filter(Q(contact=kept) | Q(contact=gone_id))
    two = {row.contact_id: row for row in both}
    if len(two) == 2:
        ours, theirs = two[kept.pk], two[gone_id]
        ours.channels = [each for each in ours.channels if each in theirs.channels]
        caps = [cap for cap in (ours.mails_a_month, theirs.mails_a_month) if cap is not None]
        ours.mails_a_month = min(caps, default=None)
        ours.version += 1
        ours.save()
