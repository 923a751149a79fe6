"""What contacts choose on their own page: how we may write to them, and what they allow."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from accounts.actions import change_preference, note_consent, speak_to
from accounts.models import Contact
from accounts.queries import language_of


@transaction.atomic
def save_wishes(
    *,
    contact: Contact,
    answers: Mapping[str, str],
    channels: Iterable[str],
    topics: Iterable[str],
    mails_a_month: int | None,
    language: str,
    version: int | None,
) -> None:
    """Save what the contact chose on their page: all of it, or nothing when it is stale."""
    change_preference(
        person=None,
        contact=contact,
        channels=channels,
        topics=topics,
        mails_a_month=mails_a_month,
        version=version,
    )
    for purpose, answer in answers.items():
        note_consent(person=None, contact=contact, purpose=purpose, answer=answer)
    if language and language != language_of(contact):
        speak_to(contact=contact, language=language)
