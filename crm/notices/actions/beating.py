"""Signs of life: a row per thing that must keep running."""

from django.db import connection

from crm import clock

# One statement, whose commit waits for no disk: a sign lost in a crash is given again soon.
_BEAT = """
    with quick as (select set_config('synchronous_commit', 'off', true))
    insert into notices_heartbeat (name, at, note) select %s, %s, %s from quick
    on conflict (name) do update set at = excluded.at, note = excluded.note
"""

_EXPECT = """
    insert into notices_heartbeat (name, at, note) values (%s, %s, '') on conflict do nothing
"""


def expect(name: str) -> None:
    """Count the silence of something that was never seen at work from now on."""
    at = clock.database_now()
    with connection.cursor() as cursor:
        cursor.execute(_EXPECT, [name, at])


def beat(name: str, *, note: str = "") -> None:
    """Note that something which must keep running was at work just now."""
    at = clock.database_now()
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, [name, at, note[:300]])
