"""Calendars for tests: events written as calendar programs write them."""

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tests//EN\r\n"
TAIL = "END:VCALENDAR\r\n"


def event(uid: str, starts: str = "20261123T100000Z", *lines: str, ends: str = "") -> str:
    """Write one event; `starts` like 20261123T100000Z, further lines as they are."""
    closing = [f"DTEND:{ends}"] if ends else []
    body = [f"UID:{uid}", "DTSTAMP:20261101T000000Z", f"DTSTART:{starts}", *closing, *lines]
    return "\r\n".join(["BEGIN:VEVENT", *body, "END:VEVENT", ""])


def calendar(*events: str) -> bytes:
    """Write a whole calendar."""
    return (HEAD + "".join(events) + TAIL).encode()


def with_(address: str, more: str = "") -> str:
    """Write the line of somebody invited."""
    return f"ATTENDEE{more}:mailto:{address}"
