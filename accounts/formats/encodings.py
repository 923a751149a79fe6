"""Which encoding is this text in? Decided from bytes, in one bounded pass over the file."""

import codecs
import re
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes
from django.utils.translation import gettext_lazy as _

from accounts.formats.alphabets import codec_by_letters
from accounts.formats.rows import UnreadableFileError

SAMPLE_BYTES: Final = 65_536
CHUNK_BYTES: Final = 1_048_576
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BINARY_MARKS: Final = (
    b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\x7fELF", b"MZ\x90",
    b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"SQLite format 3",
)  # fmt: skip
"""Beginnings of files people do try: PDF, pictures, archives, programs, the old .xls and .doc."""
GUESSABLE: Final = [
    "cp1251", "koi8_r", "gb18030", "big5", "euc_kr", "euc_jp", "cp1250", "cp1253", "cp1254",
    "cp1255", "cp1256", "cp1252",
]  # fmt: skip
HIGHEST_CONTROL_SHARE: Final = 0.1


def encoding_of(path: Path) -> str:
    """Name the codec that reads the whole file, or raise UnreadableFileError."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE_BYTES)
    encoding = _marked_encoding(head)
    if encoding is None:
        refuse_binary(head)
        encoding = _unmarked_wide_encoding(head)
    if encoding is None:
        wrong_at = _first_fault(path, "utf-8")
        if wrong_at is None:
            return "utf-8"
        encoding = _legacy_encoding(_sample_around(path, wrong_at))
    if _first_fault(path, encoding) is None:
        return encoding
    if encoding == "cp1252" and _first_fault(path, "latin-1") is None:
        return "latin-1"
    raise _undecodable()


def refuse_binary(head: bytes) -> None:
    """Raise when the beginning of a file cannot be text."""
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1b\0")
    if head.startswith(BINARY_MARKS) or controls > HIGHEST_CONTROL_SHARE * len(head):
        raise UnreadableFileError(
            _("This is not a text file. Send CSV, XLSX or vCard."), "import.binary"
        )


def _marked_encoding(head: bytes) -> str | None:
    return next((name for mark, name in MARKS if head.startswith(mark)), None)


def _unmarked_wide_encoding(head: bytes) -> str | None:
    """UTF-16 without its mark: nearly every other byte of Western text is then zero."""
    if len(head) < 4 or len(head) % 2:
        return None
    half = len(head) / 2
    if head[1::2].count(0) > 0.7 * half and not head[0::2].count(0):
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and not head[1::2].count(0):
        return "utf-16-be"
    return None


def _first_fault(path: Path, encoding: str) -> int | None:
    """Offset in bytes of the chunk's fault, or None when all of the file decodes."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset = 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(CHUNK_BYTES)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as fault:
                return max(0, offset + fault.start - 4)
            if "\0" in text:
                raise UnreadableFileError(
                    _("The file contains NUL bytes, so it is not plain text."), "import.nul"
                )
            if not chunk:
                return None
            offset += len(chunk)


def _sample_around(path: Path, offset: int) -> bytes:
    """Take text from the start of the line that is not UTF-8, so no character is halved."""
    begin = max(0, offset - SAMPLE_BYTES)
    with path.open("rb") as stream:
        stream.seek(begin)
        before = stream.read(offset - begin)
        line_start = before.rfind(b"\n") + 1
        stream.seek(begin + line_start)
        sample = stream.read(SAMPLE_BYTES)
    whole_lines, _newline, rest = sample.rpartition(b"\n")
    return (
        whole_lines if len(sample) == SAMPLE_BYTES and whole_lines else whole_lines + b"\n" + rest
    )


def _legacy_encoding(sample: bytes) -> str:
    if _is_damaged_utf8(sample):
        raise _undecodable()
    by_letters = codec_by_letters(sample)
    if by_letters is not None:
        return by_letters
    if _is_western(sample):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=GUESSABLE).best()
    return best.encoding if best else "cp1252"


def _is_damaged_utf8(sample: bytes) -> bool:
    """One broken byte among many sound ones: better refused than turned into mojibake."""
    text = sample.decode("utf-8", errors="replace")
    beyond_ascii = [character for character in text if ord(character) > 127]
    return beyond_ascii.count("\ufffd") * 2 < len(beyond_ascii)


def _is_western(sample: bytes) -> bool:
    """Accented letters and typographic marks stand between plain letters."""
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", sample)]
    return runs.count(1) * 2 >= len(runs)


def _undecodable() -> UnreadableFileError:
    return UnreadableFileError(
        _("The file's characters cannot be read. Save it again as UTF-8."), "import.undecodable"
    )
