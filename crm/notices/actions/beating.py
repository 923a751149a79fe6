"""Signs of life: a row per thing that must keep running."""

from crm import clock
from crm.notices.models import Heartbeat


def beat(name: str, *, note: str = "") -> None:
    """Note that something which must keep running was at work just now."""
    Heartbeat.objects.update_or_create(
        name=name, defaults={"at": clock.database_now(), "note": note[:300]}
    )
