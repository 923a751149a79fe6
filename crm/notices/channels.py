"""Ways to reach somebody; a new one is one `Channel` in the table at the end."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Channel:
    """A way to reach somebody."""

    name: str
    leaves_the_app: bool


CHANNELS: dict[str, Channel] = {
    channel.name: channel
    for channel in (
        Channel("in_app", leaves_the_app=False),
        Channel("email", leaves_the_app=True),
        Channel("webhook", leaves_the_app=True),
    )
}
