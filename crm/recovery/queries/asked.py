"""The loyalty question behind a link."""

import hashlib

from django.http import Http404

from crm.recovery.models import Loyalty, LoyaltyQuestion


def digest_of(token: str) -> str:
    """Give what we keep of a token; the token itself only the customer has."""
    return hashlib.sha256(token.encode()).hexdigest()


def question_of(token: str) -> tuple[LoyaltyQuestion, Loyalty | None]:
    """Give the question a token opens, and what was answered; Http404 when it opens none."""
    question = (
        LoyaltyQuestion.objects.select_related("contact", "cycle__ticket")
        .filter(digest=digest_of(token))
        .first()
    )
    if question is None:
        raise Http404
    return question, Loyalty.objects.filter(question=question).first()
