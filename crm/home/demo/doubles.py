"""One mishap that was reported twice, and another one with the same cause."""

from crm.home.demo.stage import Scene, Stage
from crm.home.demo.steps import reported
from crm.recovery.actions import link_tickets, merge_tickets


def report_twice(stage: Stage) -> Scene:
    """A colleague of the customer's writes about what is reported already."""
    yield stage.ago(hours=5, minutes=50)
    again = reported(
        stage, "again", "joao", 2, "Nobody of the night can log in. Is it only us?",
        owner="tomas", channel="email",
    )  # fmt: skip
    yield stage.ago(hours=5, minutes=40)
    sara = stage.people["sara"]
    merge_tickets(person=sara, ticket=stage.tickets["answered"], other=again)
    yield stage.ago(hours=3)
    far = stage.tickets["open_again"]
    link_tickets(person=sara, ticket=stage.tickets["answered"], other=far.pk, kind="cause")
