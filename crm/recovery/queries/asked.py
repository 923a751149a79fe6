"""The loyalty question behind a link."""

import hashlib

from crm.recovery.models import Loyalty, LoyaltyQuestion


def digest_of(token: str) -> str:
    """Give what we keep of a token; the token itself only the customer has."""
    return hashlib.sha256(token.encode()).hexdigest()


def question_of(token: str) -> tuple[LoyaltyQuestion | None, Loyalty | None]:
    """Give the question a token opens, and what was answered; None when it opens none."""
    question = (
        LoyaltyQuestion.objects.select_related("contact__customer", "cycle__ticket")
        .filter(digest=digest_of(token))
        .first()
    )
    if question is None:
        return None, None
    return question, Loyalty.objects.filter(question=question).first()
