"""What a reply quotes of an earlier mail: found by the lines mail programs put above it."""

import re

_AT = r"[^\s<>@]+@[^\s<>@]+"
#: "On … wrote:" in the languages our customers' mail programs speak.
_WROTE = (
    r"wrote|schrieb|geschrieben|a\s+écrit|écrit|escribió|escribio|ha\s+scritto|scrisse|escreveu"
    r"|schreef|написал(?:\(а\))?|пишет|napisał\(?a?\)?|napsal\(?a?\)?|skrev|kirjoitti|írta|yazdı"
    r"|كتب|writes|写道|のメール|님이"
)
_INTRO = re.compile(
    rf"^\W*\S.{{0,400}}\b(?:{_WROTE})\b[^\n]{{0,120}}[:\uff1a]?\s*$|^.{{0,200}}(?:كتب|写道).{{0,20}}$"
)
_STARTS = re.compile(
    r"^\W*(?:On|Am|Le|El|Il|Em|Op|Den|Dnia|Dne|W dniu|В|في|Quoting|Zitat|At|Citando)\b"
    r"|^\W*\d{1,4}[./-]\d"
)
#: No word for "wrote": a day and an hour, an address, a colon at the end.
_DATED = re.compile(
    rf"^(?=.*\d{{1,2}}:\d{{2}})(?=.*\d)(?=.*{_AT}).{{10,400}}[:\uff1a]\s*$", re.DOTALL
)
_BANNER = re.compile(
    r"^\W*[-–—_=*]{2,}\s*(?:original|forwarded|ursprüngliche|weitergeleitete|message d'origine"
    r"|message transféré|mensaje original|mensaje reenviado|mensagem original|messaggio originale"
    r"|исходное|пересылаемое|oprindelig|oorspronkelijk|reply|الرسالة)[^\n]{0,40}$",
    re.IGNORECASE,
)
_NAMED = {
    "from": r"from|von|de|da|van|fra|från|od|от|من|差出人|发件人",
    "when": r"sent|date|gesendet|datum|envoyé|fecha|enviado|enviada|inviato|data|verzonden|sendt"
    r"|skickat|отправлено|дата|تاريخ|أرسل|送信日時|发送时间",
    "to": r"to|an|à|para|a|aan|til|till|кому|إلى|宛先|收件人|cc|kopie",
    "subject": r"subject|betreff|objet|asunto|assunto|oggetto|onderwerp|emne"
    r"|ämne|тема|الموضوع|件名|主题",
}  # fmt: skip
_FIELD = {
    what: re.compile(rf"^[\s>*_]*(?:{names})\s*[*_]*\s*[:\uff1a][*_]*\s*\S?", re.IGNORECASE)
    for what, names in _NAMED.items()
}
#: A day, an hour or an address.
_WHEN = re.compile(rf"\d|{_AT}")
_QUOTED = re.compile(r"^\s{0,3}>")
_RULE = re.compile(r"^\s*[-_=*–—]{5,}\s*$")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LONGEST_INTRO = 4


def without_quotes(text: str) -> str:
    """Give what the writer wrote themselves, above, below or between what they quote.

    A quote between two of their own passages stays: it is what they answer. The rest goes.
    """
    lines = [_UNSEEN.sub("", line).replace("\xa0", " ").rstrip() for line in text.splitlines()]
    kept: list[str] = []
    quote: list[str] = []
    place = 0
    while place < len(lines):
        length = _intro_length(lines, place)
        if length and not _goes_on_quoted(lines, place + length):
            break  # everything below was written by somebody else, without a mark
        if length or _QUOTED.match(lines[place]):
            quote += lines[place : place + (length or 1)]
            place += length or 1
            continue
        if not lines[place] and quote:
            quote.append("")
        else:
            _go_on(kept, quote)
            kept.append(lines[place])
        place += 1
    while kept and (not kept[-1].strip() or _RULE.match(kept[-1])):
        kept.pop()
    return "\n".join(kept).strip("\n")


def _go_on(kept: list[str], quote: list[str]) -> None:
    """Keep the quote the writer goes on after, unless it is what they began under."""
    if quote and any(line.strip() for line in kept):
        kept += ["", *(line for line in quote if _QUOTED.match(line)), ""]
    quote.clear()


def _intro_length(lines: list[str], place: int) -> int:
    """Give how many lines introduce a quote here; 0 for none."""
    line = lines[place]
    if not line.strip() or _QUOTED.match(line):
        return 0
    if _BANNER.match(line) or _is_header_block(lines, place):
        return 1
    for length in range(1, _LONGEST_INTRO + 1):
        several = lines[place : place + length]
        if length > 1 and (not several[-1].strip() or _QUOTED.match(several[-1])):
            break
        if _introduces(" ".join(one.strip() for one in several), alone=length == 1):
            return length
    return 0


def _introduces(words: str, *, alone: bool) -> bool:
    """Say whether these words, of one line or several, say who wrote what follows, and when."""
    starts = _STARTS.match(words) is not None
    if not alone and not starts:
        return False
    if _DATED.match(words):
        return True
    ends = starts or words.endswith((":", "\N{FULLWIDTH COLON}"))
    return ends and _INTRO.match(words) is not None and _WHEN.search(words) is not None


def _is_header_block(lines: list[str], place: int) -> bool:
    """Say whether the headers of an earlier mail stand here: from, and two more close by."""
    if not any(_FIELD[what].match(lines[place]) for what in ("from", "when")):
        return False
    near = [line for line in lines[place : place + 10] if line.strip()][:6]
    there = {what for what, field in _FIELD.items() if any(field.match(line) for line in near)}
    return "from" in there and len(there) >= 3


def _goes_on_quoted(lines: list[str], place: int) -> bool:
    """Say whether the next line that says anything is marked as quoted."""
    following = next((line for line in lines[place:] if line.strip()), "")
    return bool(_QUOTED.match(following))
