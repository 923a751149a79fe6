"""Sealing what must be read again but never lie open: addresses and passwords of calendars."""

import base64
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"secrets_manual.calendars"


def _key(secret: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_PURPOSE)
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode())))


def seal(text: str, *, secret: str) -> str:
    """Seal a text with a key that is derived from the installation's secret."""
    return _key(secret).encrypt(text.encode()).decode()


def unseal(sealed: str, *, secrets: Iterable[str]) -> str | None:
    """Open it with any of the secrets, the newest first; None when none of them fits."""
    try:
        return MultiFernet([_key(secret) for secret in secrets]).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None
