"""The signature under a mail: found from the end, never more than the last lines."""

import re

_MOST_LINES = 14
_LONGEST_LINE = 90
_DELIMITER = re.compile(r"^\s*(?:--|—|–|-{3,}|_{3,}|={3,}|\*{3,}|#sig#.*)\s*$")
_DASHED_NAME = re.compile(r"^(?:-|[—–]\s?)[A-ZÀ-ÖØ-ÞА-Я]\S*(?:\s+\S+){0,2}$")
_SENT_FROM = re.compile(
    r"^\W*(?:sent\s+(?:from|via|with)\s+(?:my|a|an|the|mobile|outlook|yahoo|mail"
    r"|proton)\b(?:\s+\S+){0,6}"
    r"|von\s+mein\w+\s+\S+(?:\s+\S+){0,3}\s+gesendet|gesendet\s+(?:von|mit|aus)\s+.{1,40}"
    r"|envoyé\s+(?:de|depuis)\s+.{1,40}|enviado\s+(?:desde|do|via)\s+.{1,40}"
    r"|inviato\s+da\s+.{1,40}|отправлено\s+с\s+.{1,40}|أرسلت\s+من\s+.{1,40}"
    r"|get\s+outlook\s+for\s+\S+)\W*$",
    re.IGNORECASE,
)
_SENT_SENTENCE = re.compile(r",|\b(?:is|was|are|were|because|which)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"^\W*(?:thanks?(?:\s+you)?|many thanks|regards|(?:best|kind|warm)\s+(?:regards|wishes)"
    r"|best|cheers"
    r"|sincerely|yours(?:\s+\w+)?|mit\s+(?:freundlichen|besten)\s+grüßen|viele\s+grüße"
    r"|beste\s+grüße"
    r"|lg|mfg|vg|gruß|grüße|danke|cordialement|bien\s+à\s+vous|merci|salutations|saludos"
    r"|un\s+saludo|atentamente|gracias|مع\s+التحية|تحياتي|شكرا|с\s+уважением)\W*$",
    re.IGNORECASE,
)


def without_signature(text: str, sender: str = "") -> str:
    """Give the text without the signature under it; `sender` is the name or address it came from.

    Never empties a mail: one that is nothing but a signature stays as it is.
    """
    lines = text.rstrip().splitlines()
    names = _names(sender)
    start = _start(lines, names)
    kept = "\n".join(lines[:start]).rstrip()
    return kept if kept.strip() else text.strip("\n")


def _names(sender: str) -> set[str]:
    words = re.split(r"[\s@.,<>\"'()_+-]+", sender.casefold())
    return {word for word in words if len(word) > 2 and word not in {"com", "example", "mail"}}


def _start(lines: list[str], names: set[str]) -> int:
    """Give the line the signature begins at; the number of lines when there is none."""
    spoken = [place for place, line in enumerate(lines) if line.strip()][-_MOST_LINES:]
    found = len(lines)
    for place in reversed(spoken):
        line = lines[place].strip()
        if len(line) > _LONGEST_LINE and not _DELIMITER.match(line):
            break
        if (
            _DELIMITER.match(lines[place])
            or _is_last_word(line)
            or (_DASHED_NAME.match(line) and place >= len(lines) - 4)
            or (_is_name(line, names) and _short_from(lines, place))
            or (found == place + 1 and names and _CLOSING.match(line))
        ):
            found = place
    return found


def _is_last_word(line: str) -> bool:
    return bool(_SENT_FROM.match(line)) and not _SENT_SENTENCE.search(line)


def _is_name(line: str, names: set[str]) -> bool:
    """Say whether the line is the sender's name, perhaps with a title; a sentence is not."""
    words = re.findall(r"[\w']+", line.casefold())
    if not words or len(words) > 7 or line.endswith(("!", "?", ":", ",")):
        return False
    return bool(names & set(words)) and not re.search(r"[a-zà-þ]\.$", line)


def _short_from(lines: list[str], place: int) -> bool:
    """Say whether nothing but short lines follow: a paragraph is no signature."""
    return all(len(line) <= _LONGEST_LINE for line in lines[place:])
