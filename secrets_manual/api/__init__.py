"""Secrets, conversations and promises over the API."""

from secrets_manual.api.commitments import CommitmentResource
from secrets_manual.api.promises import PromiseResource
from secrets_manual.api.secrets import SecretResource
from secrets_manual.api.talks import ConversationResource

__all__ = ["CommitmentResource", "ConversationResource", "PromiseResource", "SecretResource"]
