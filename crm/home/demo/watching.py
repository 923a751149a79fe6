"""Who else is told: a chat room that heard of tickets for a while."""

from crm.home.demo.stage import Scene, Stage
from crm.notices.actions import make_endpoint, switch_endpoint


def keep_watch(stage: Stage) -> Scene:
    """Make the room's webhook and stop it: the demonstration posts nothing anywhere."""
    yield stage.ago(days=21)
    sara = stage.people["sara"]
    room = make_endpoint(
        by=sara,
        name="Chat room of the service team",
        style="chat",
        url="https://chat.halden.example/hooks/service",
        kinds=["ticket", "promise"],
        team_id=sara.team_id,
    ).endpoint
    yield stage.ago(days=20)
    switch_endpoint(by=sara, endpoint=room, active=False)
