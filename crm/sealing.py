"""Sealing what must be read again but never lie open: addresses and keys of other systems."""

import base64
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: What was sealed first; a text sealed for one purpose never opens for another.
CALENDARS = "secrets_manual.calendars"


def _key(secret: str, purpose: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode())))


def seal(text: str, *, secret: str, purpose: str = CALENDARS) -> str:
    """Seal a text with a key that is derived from the installation's secret."""
    return _key(secret, purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, secrets: Iterable[str], purpose: str = CALENDARS) -> str | None:
    """Open it with any of the secrets, the newest first; None when none of them fits."""
    keys = MultiFernet([_key(secret, purpose) for secret in secrets])
    try:
        return keys.decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None
