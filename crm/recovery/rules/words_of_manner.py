"""Whether something we know says by which way, or at which hour, somebody wants to be told."""

import re
from typing import Final

_WAYS: Final = (
    # English, German, French, Spanish: ways, then hours.
    r"calls?|phone|e-?mails?|letters?|paper|messages?|in person|video|voicemail",
    r"anruf\w*|telefon\w*|briefe?|papier|nachricht\w*|persönlich|schriftlich",
    r"appels?|appel\w+|téléphon\w+|lettres?|courriels?|courrier|écrit",
    r"llamadas?|llam\w+|teléfono|cartas?|correos?|mensajes?|por escrito",
    r"(?:before|after|until|vor|nach|bis|avant|après|antes de|después de)\s+(?:\w+\s+)?\d{1,2}\b",
    r"\d{1,2}[:.h]\d{2}|o['’]clock|mornings?|evenings?|mondays?|fridays?",
    r"vormittags?|nachmittags?|abends?|le matin|le soir|por la mañana|por la tarde",
)
_SAYS_HOW: Final = re.compile(rf"\b(?:{'|'.join(_WAYS)})(?!\w)", re.IGNORECASE)


def says_how(text: str) -> bool:
    """Tell whether the words name a way or an hour."""
    return _SAYS_HOW.search(text) is not None
