"""How well mail is read: `python -m tests.recovery.measure_mail` counts on others' collections."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from crm.recovery.rules import mail
from crm.recovery.rules.mail import html
from tests.real_rows import shared_folder

MAILBOX = "care@halden.example"
SIGNATURE = "0123456789abcdef" * 2
HTML_REPLY = "Hi. I am fine. Thanks, Alex"
OTHER_HTML = {"reply-separated-by-hr.html": "Hi there Bob", "OLK_SRC_BODY_SECTION.html": "Reply"}
Count = tuple[int, int]


def squeezed(text: str) -> str:
    """Leave out all white space: mail programs wrap and indent as they like."""
    return re.sub(r"\s+", "", text)


def _share(marks: Iterator[bool]) -> Count:
    all_marks = list(marks)
    return sum(all_marks), len(all_marks)


@cache
def _letters(folder: Path, pattern: str) -> list[tuple[str, mail.Letter]]:
    return [(path.name, mail.read(path.read_bytes())) for path in sorted(folder.glob(pattern))]


def plain_replies(shared: Path) -> Count:
    """Replies of twelve mail programs, without what they quote."""
    folder = shared / "data" / "email_talon" / "standard_replies"

    def marks() -> Iterator[bool]:
        for name, letter in _letters(folder, "*.eml"):
            expected = folder / f"{name.removesuffix('.eml')}_reply_text"
            words = expected.read_text() if expected.exists() else "Hello"
            yield squeezed(mail.without_quotes(letter.text)) == squeezed(words)

    return _share(marks())


def html_replies(shared: Path) -> Count:
    """HTML replies of nine mail programs and two more, without what they quote."""
    folder = shared / "data" / "email_talon"
    pages = sorted([*folder.glob("html_replies/*.html"), *folder.glob("*.html")])
    return _share(
        squeezed(mail.without_quotes(html.text_of(page.read_text())))
        == squeezed(OTHER_HTML.get(page.name, HTML_REPLY))
        for page in pages
    )


def signatures(shared: Path) -> Count:
    """Mails whose signature is known, without it."""
    folder = shared / "data" / "email_talon" / "signature" / "emails" / "stripped"

    def marks() -> Iterator[bool]:
        for path in sorted(folder.glob("*_body")):
            body = path.read_text()
            beside = str(path).removesuffix("body")
            signature = Path(f"{beside}signature").read_text().strip()
            kept = body[: body.rfind(signature)] if signature else body
            sender = Path(f"{beside}sender").read_text().strip()
            yield squeezed(mail.without_signature(body, sender)) == squeezed(kept)

    return _share(marks())


def expectations(shared: Path) -> Count:
    """What another parser's own test expects to be seen and hidden, on its replies."""
    folder = shared / "data" / "email_replies_github"
    tests = (folder / "expected_behaviour_test.rb.txt").read_text().split("\n  def test_")[1:]

    def marks() -> Iterator[bool]:
        for test in tests:
            named = re.search(r'(?:reply = email[ (]:?"?|join\(")(\w+)', test)
            path = folder / f"{named.group(1) if named else ''}.txt"
            if path.exists():
                text = path.read_text()
                yield from _of_one(test, text, mail.own_words(text).words)

    return _share(marks())


def _of_one(test: str, text: str, seen: str) -> Iterator[bool]:
    exact = re.search(r'assert_equal "((?:[^"\\]|\\.)*)", EmailReplyParser\.parse_reply', test)
    if exact:
        yield squeezed(seen) == squeezed(exact.group(1).replace("\\n", "\n"))
    if "assert_equal 1, reply.fragments.size" in test:
        yield squeezed(seen) == squeezed(text)
    hidden, quoted = (_flags(test, what) for what in ("hidden", "quoted"))
    for pattern, place in re.findall(
        r"assert_match\(?\s*/(.*?)/,\s*reply\.fragments\[(\d)\]", test
    ):
        is_hidden = hidden[int(place)] if hidden else int(place) > 0
        if is_hidden or not (quoted and quoted[int(place)]):
            found = re.search(pattern.replace("\\:", ":"), seen, re.MULTILINE) is not None
            yield found is not is_hidden


def _flags(test: str, what: str) -> list[bool]:
    found = re.search(rf"\[([^\]]*)\],\s*reply\.fragments\.map \{{ \|f\| f\.{what}\?", test)
    return [one.strip() == "true" for one in found.group(1).split(",")] if found else []


def came_back(shared: Path) -> Count:
    """Mails of a hundred servers that tell of a failure or a complaint, known as such."""
    letters = _letters(shared / "data" / "email_bounces_sisimai", "*.eml")
    return _share(
        mail.made_by(letter)
        is (mail.Made.COMPLAINT if name.startswith("arf") else mail.Made.BOUNCE)
        for name, letter in letters
    )


def dead_addresses(shared: Path) -> Count:
    """Of the failures with an expected verdict: whether the address is dead."""
    folder = shared / "data" / "email_bounces_sisimai"
    expected = json.loads((folder / "expected.json").read_text())
    return _share(
        any(one.is_dead for one in mail.failures_of(letter))
        is any(one["hardbounce"] for one in expected[name])
        for name, letter in _letters(folder, "*.eml")
        if name in expected and not name.startswith("arf")
    )


def recipients(shared: Path) -> Count:
    """Of the same: whether as many recipients are found as failed."""
    folder = shared / "data" / "email_bounces_sisimai"
    expected = json.loads((folder / "expected.json").read_text())
    return _share(
        len(mail.failures_of(letter)) == len(expected[name])
        for name, letter in _letters(folder, "*.eml")
        if name in expected and not name.startswith("arf")
    )


def no_false_alarms(shared: Path) -> Count:
    """Mails of the other collections that people wrote, not taken for a machine's."""
    letters = _letters(shared / "data" / "email_talon" / "standard_replies", "*.eml")
    letters = letters + _letters(shared / "data" / "email_mikel_mail", "*/*.eml")
    reports = re.compile(r"bounce|report|mimepart_without|bad_date_header.eml|empty_in_reply_to")
    people = [letter for name, letter in letters if not reports.search(name)]
    return _share(mail.made_by(letter) is mail.Made.PERSON for letter in people)


def threaded(shared: Path) -> Count:
    """Every broken and foreign mail, sent to a signed address, finds its ticket."""
    address = mail.reply_address(MAILBOX, 4711, SIGNATURE)
    head = f"Delivered-To: {address.upper()}\r\n".encode()
    return _share(
        mail.tickets_named(mail.read(head + path.read_bytes()).addressed, MAILBOX)
        == [(4711, SIGNATURE)]
        for path in sorted((shared / "data" / "email_mikel_mail").glob("*/*.eml"))
    )


def readable(shared: Path) -> Count:
    """Of the same: words, or a file, were found."""
    letters = _letters(shared / "data" / "email_mikel_mail", "*/*.eml")
    return _share(bool(letter.text.strip() or letter.files) for _name, letter in letters)


MEASURES: dict[str, Callable[[Path], Count]] = {
    "plain replies without their quotes": plain_replies,
    "HTML replies without their quotes": html_replies,
    "mails without their signature": signatures,
    "expectations of another parser's test": expectations,
    "failures and complaints known as such": came_back,
    "dead addresses told from living ones": dead_addresses,
    "as many recipients found as failed": recipients,
    "mails of people not taken for a machine's": no_false_alarms,
    "odd mails that find their ticket by the address": threaded,
    "odd mails of which words or files are read": readable,
}

if __name__ == "__main__":
    for title, measure in MEASURES.items():
        right, of = measure(shared_folder())
        print(f"| {title} | {right} | {of} |")  # noqa: T201
