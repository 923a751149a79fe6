"""Whether a mail server says that an address takes no mail at all, from its code and its words.

A full mailbox, a filter, a missing name of ours or a quarrel about spam says nothing about the
address: mail to it is worth another try.
"""

import re

#: Enhanced codes (RFC 3463) of an address or a host that is not there.
_DEAD_CODES = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.1.351", "5.7.17"}
_ALIVE_CODES = re.compile(r"^5\.(?:2\.[234]|3\.4|4\.[1-35-9]|6\.\d+|7\.(?!17)\d+)$")
_GONE = re.compile(
    r"user ?unknown|unknown (?:user|recipient|local[- ]part|address(?! error)|mailbox"
    r"|account)|no such (?:user|mailbox"
    r"|recipient|person|address|domain|account|local user)|(?:user|mailbox|recipient"
    r"|address|account|addressee)"
    r"(?: name)?(?: \S+){0,5} (?:does ?n[o']t exist|not found|is unknown|unknown|not known"
    r"|not exist|is not recognized"
    r"|is invalid|not listed|no longer)|not listed in|does not have an? \S+ account"
    r"|doesn'?t have an? \S+ account"
    r"|invalid (?:recipient|mailbox|user|address)|recipient address rejected: user"
    r"|unrouteable address"
    r"|host (?:unknown|not found)|domain (?:not found|does not exist|must resolve)"
    r"|no such host|nxdomain"
    r"|name or service not known|unknown host|null mx|does ?n[o']t accept (?:any )?mail"
    r"|no longer (?:valid|active|on server|here|works)"
    r"|has moved|moved|this (?:user|account|address) (?:doesn|does not)"
    r"|aliased to an invalid|not our customer"
    r"|user not exist|bad destination mailbox|no mailbox here"
    r"|all relevant mx records point to non-?existent"
    r"|utilisateur inconnu|benutzer unbekannt|unbekannter (?:benutzer|empfänger)"
    r"|usuario desconocido|не найден|не существует"
    r"|recipient not found|unknown address(?! error)|address unknown"
    r"|[\w-]+\.\w+ does not exist|mailbox unavailable \(|unable to look ?up|not a (?:valid"
    r"|known) (?:user|recipient|mailbox)",
    re.IGNORECASE,
)
_ALIVE = re.compile(
    r"mailbox (?:is )?full|over ?(?:its |the )?quota|quota exceed"
    r"|exceeded? (?:\S+ ){0,4}(?:quota|limit)|out of storage"
    r"|spam|blocked|black ?list|reverse dns|\bptr\b|spf|dkim|dmarc|relay|too (?:big|large"
    r"|many)|size limit|virus"
    r"|timed? ?out|time ?out|retry|expired|too long|temporar|suspend|disabled|inactive"
    r"|policy|filter",
    re.IGNORECASE,
)


def is_dead(status: str, sentence: str) -> bool:
    """Say whether nobody is there; in doubt the address lives."""
    gone, alive = _GONE.search(sentence), _ALIVE.search(sentence)
    if gone and alive:
        return gone.start() < alive.start() and not _ALIVE_CODES.match(status)
    if gone:
        return not _ALIVE_CODES.match(status)
    return status in _DEAD_CODES and alive is None
