"""What the people of service are good at, and a ticket that changed hands."""

from crm.home.demo.stage import Scene, Stage
from crm.recovery.actions import pass_on, set_sharing, set_strength


def know_hands(stage: Stage) -> Scene:
    """Write down languages and causes, and let one ticket be passed on."""
    yield stage.ago(days=40)
    people, causes = stage.people, list(stage.causes.values())
    for who, languages, knows in (
        ("kim", ["en", "de"], causes[:2]),
        ("tomas", ["en", "de", "es"], causes[1:3]),
        ("sara", ["en", "fr"], causes[-1:]),
    ):
        set_strength(by=people["sara"], person=people[who], languages=languages, causes=knows)
    set_sharing(by=people["sara"], mode="suggest", after_minutes=10)
    yield stage.ago(hours=2, minutes=50)
    ticket = stage.tickets["unanswered"]
    reason = "In a machine room until noon, no signal."
    pass_on(person=people["tomas"], ticket=ticket, reason=reason)
