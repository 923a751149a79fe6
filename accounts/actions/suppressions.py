"""Whom we promised to forget stays forgotten: keyed hashes that imports ask."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from accounts.models import Suppression


def suppression_digest(identifier: str) -> str:
    """Give the keyed hash of an address, a phone in E.164 or a reference, capitals folded."""
    folded = identifier.strip().casefold()
    return hmac.new(settings.SECRET_KEY.encode(), folded.encode(), hashlib.sha256).hexdigest()


def suppress(identifiers: Iterable[str], *, at: dt.datetime) -> int:
    """Remember to forget: no import brings these identifiers back. Gives how many are new."""
    digests = {suppression_digest(each) for each in identifiers if each.strip()}
    before = Suppression.objects.count()
    Suppression.objects.bulk_create(
        [Suppression(digest=digest, erased_at=at) for digest in sorted(digests)],
        ignore_conflicts=True,
    )
    return Suppression.objects.count() - before


def suppressed(identifiers: Iterable[str]) -> set[str]:
    """Give those of the identifiers that belong to somebody erased."""
    if not Suppression.objects.exists():
        return set()
    by_digest = {suppression_digest(each): each for each in identifiers if each.strip()}
    found = Suppression.objects.filter(digest__in=by_digest)
    return {by_digest[row.digest] for row in found}


def lift_suppression(identifiers: Iterable[str]) -> int:
    """Let imports know these identifiers again; gives how many were forgotten."""
    digests = {suppression_digest(each) for each in identifiers if each.strip()}
    return Suppression.objects.filter(digest__in=digests).delete()[0]
