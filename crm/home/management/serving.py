"""The servers that a command needs: embedded ones where no address is given."""

import contextlib
import os
import pathlib
from collections.abc import Iterator
from typing import IO

from django.conf import settings
from django.core.management.base import CommandError

from crm.embedded import EmbeddedError, Postgres, Valkey

_LONGEST_LOG = 5_000_000  # bytes


def embedded_servers() -> list[Postgres | Valkey]:
    """Give the servers to embed, in their order; none that the environment names."""
    servers: list[Postgres | Valkey] = []
    if not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
        servers.append(Postgres(settings.STATE))
    if not (os.environ.get("REDIS_URL") or os.environ.get("REDIS_URL_FILE")):
        servers.append(Valkey(settings.STATE))
    return servers


@contextlib.contextmanager
def running_servers(log: IO[bytes]) -> Iterator[list[Postgres | Valkey]]:
    """Start or join the servers; at the end stop, in reverse, those that we started."""
    with contextlib.ExitStack() as undo:
        servers = embedded_servers()
        try:
            for server in servers:
                undo.callback(server.stop)
                server.start(log)
        except EmbeddedError as error:
            raise CommandError(str(error)) from error
        yield servers


@contextlib.contextmanager
def servers_log() -> Iterator[IO[bytes]]:
    """Open the file in which the servers say what they have to say; the last one is kept too."""
    folder: pathlib.Path = settings.STATE
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "servers.log"
    if path.exists() and path.stat().st_size > _LONGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    with path.open("ab") as log:
        yield log
