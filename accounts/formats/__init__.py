"""Readers of files people send: CSV and relatives, XLSX, vCard. Plain rows, no database."""

import re
import zipfile
from pathlib import Path

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.formats.delimited import read_delimited
from accounts.formats.encodings import encoding_of
from accounts.formats.rows import Limits, Reader, Row, RowError, UnreadableFileError
from accounts.formats.spreadsheets import read_spreadsheet
from accounts.formats.vcards import read_vcards

__all__ = ["Limits", "Reader", "Row", "RowError", "UnreadableFileError", "read_rows"]


def read_rows(
    path: Path | str,
    *,
    limits: Limits | None = None,
    delimiter: str | None = None,
    has_header: bool = True,
) -> Reader:
    """Recognise the file by its content, never by its name, and open it for streaming.

    Without a header the columns are called "#1", "#2" and so on. Raises UnreadableFileError.
    """
    path = Path(path)
    limits = limits or Limits()
    _check_size(path, limits)
    if zipfile.is_zipfile(path):
        return read_spreadsheet(path, limits=limits, has_header=has_header)
    with path.open("rb") as stream:
        if stream.read(4) == b"PK\x03\x04":
            raise UnreadableFileError(
                _("This spreadsheet is damaged or protected and cannot be opened."),
                "import.broken_spreadsheet",
            )
    encoding = encoding_of(path)
    with path.open(encoding=encoding) as text:
        beginning = text.read(4096).lstrip()
    if re.match(r"BEGIN:VCARD", beginning, re.IGNORECASE):
        return read_vcards(path, encoding=encoding, limits=limits)
    if re.match(r"(version: *\d+\s+)?dn:", beginning):
        raise UnreadableFileError(
            _("LDIF files cannot be imported. Export the address book as vCard or CSV."),
            "import.ldif",
        )
    return read_delimited(
        path, encoding=encoding, limits=limits, delimiter=delimiter, has_header=has_header
    )


def _check_size(path: Path, limits: Limits) -> None:
    size = path.stat().st_size
    if not size:
        raise UnreadableFileError(_("The file is empty."), "import.empty")
    if size > limits.file_bytes:
        raise UnreadableFileError(
            format_lazy(
                _("The file is larger than {limit} MB."), limit=str(limits.file_bytes // 1_000_000)
            ),
            "import.too_large",
        )
