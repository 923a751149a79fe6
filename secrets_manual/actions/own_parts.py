"""What contacts take back of the map of people: their part where they work. At once, for good."""

from django.db import transaction

from accounts.actions import take_off_map
from accounts.models import Contact
from crm import clock
from crm.journal import actions as journal
from secrets_manual.actions.gating import digest_of
from secrets_manual.actions.objecting import digest_of_reference
from secrets_manual.models import TakenBack


@transaction.atomic
def take_back_part(*, contact: Contact, part: str, pk: int) -> bool:
    """Delete one line about their part where they work; False when it was gone already.

    Its words are not written down again, and neither is the same role or the same trust.
    """
    gone = take_off_map(contact=contact, part=part, pk=pk)
    if gone is None:
        return False
    words = str(getattr(gone, "words", ""))
    about = {
        "role": f"role:{getattr(gone, 'role', '')}",
        "trust": f"trust:{getattr(gone, 'trusted_id', '')}",
        "place": "place",
    }.get(part, "")
    digests = {digest_of(words)} if words and part != "trusted" else set()
    digests |= {digest_of_reference(about)} if about else set()
    now = clock.now()
    TakenBack.objects.bulk_create(
        [TakenBack(contact=contact, digest=digest, at=now) for digest in sorted(digests)],
        ignore_conflicts=True,
    )
    journal.record(
        "secrets_manual.line_taken_back",
        contact_id=contact.pk,
        subject_kind="contact",
        subject_id=contact.pk,
        customer_id=contact.customer_id,
        facts={"part": part},
    )
    return True
