"""What the writer of a mail says now, apart from what they quote and sign with."""

from dataclasses import dataclass

from crm.recovery.rules.mail.quotes import without_quotes
from crm.recovery.rules.mail.signatures import without_signature


@dataclass(frozen=True)
class OwnWords:
    """`words` is what was written now; `whole` is the mail as it came, when it says more."""

    words: str
    whole: str


def own_words(text: str, sender: str = "") -> OwnWords:
    """Strip quotes and signature; a mail that would be left empty keeps all its words."""
    whole = text.strip()
    # A footer may stand below the quote, which itself names the sender; the signature above it.
    own = without_quotes(without_signature(whole))
    words = without_signature(own, sender).strip() or whole
    return OwnWords(words, "" if words == whole else whole)
