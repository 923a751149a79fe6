"""A disk that is full, here or at the database: how one knows, and uploads that bear it."""

import errno
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DISK_FULL, _HINT = "53100", "Check free disk space."
#: In a request's META: a file of it found no room.
NO_ROOM = "confidant.no_room"


def is_full(error: BaseException | None) -> bool:
    """Say whether an error, or what caused it, is a disk without room."""
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        said = getattr(error, "diag", None)  # of the database
        if said is not None and (said.sqlstate == _DISK_FULL or said.message_hint == _HINT):
            return True
        error, seen = error.__cause__ or error.__context__, seen + 1
    return False


class UploadKeeper(TemporaryFileUploadHandler):
    """Keeps large uploads in files; one that finds no room is left out, and the rest is read.

    So what was typed beside the file is not lost with it.
    """

    def new_file(self, *given: Any, **more: Any) -> None:
        try:
            super().new_file(*given, **more)
        except OSError as error:
            self._leave_out(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
            self.file.flush()
        except OSError as error:
            self._leave_out(error)

    def _leave_out(self, error: OSError) -> None:
        if not is_full(error) or self.request is None:
            raise error
        self.request.META[NO_ROOM] = True
        if isinstance(getattr(self, "file", None), TemporaryUploadedFile):
            self.file.close()
        raise SkipFile from error
