"""The address that replies about a ticket go to: our mailbox with the ticket and a signature.

Mail programs and servers may write it in capitals, so its signature is hexadecimal.
"""

import re
from collections.abc import Iterable

_REPLY = re.compile(
    r"^(?P<name>[^+@]+)\+(?P<ticket>\d{1,18})\.(?P<signature>[0-9a-f]{32,64})@(?P<at>.+)$"
)


def reply_address(mailbox: str, ticket_id: int, signature: str) -> str:
    """Give `name+ticket.signature@domain` for the mailbox `name@domain`."""
    name, _at, domain = mailbox.partition("@")
    return f"{name}+{ticket_id}.{signature}@{domain}"


def tickets_named(addresses: Iterable[str], mailbox: str) -> list[tuple[int, str]]:
    """Give each ticket and signature that these addresses of our mailbox name."""
    found = [_REPLY.match(address.lower()) for address in addresses]
    return [
        (int(one["ticket"]), one["signature"])
        for one in found
        if one and f"{one['name']}@{one['at']}" == mailbox.lower()
    ]
