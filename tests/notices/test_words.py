"""What a notice says does not repeat the address that whoever shows it links anyway."""

import pytest

from crm.notices.models import Notice

BODY = "It is yours.\n\nOwner: Kim.\nhttp://elsewhere.example:8000/recovery/14/"


@pytest.mark.parametrize(
    ("url", "body", "words"),
    [
        ("/recovery/14/", BODY, "It is yours.\n\nOwner: Kim."),
        ("/recovery/15/", BODY, BODY),
        ("", BODY, BODY),
        ("/recovery/14/", "See http://a.example/recovery/14/", "See http://a.example/recovery/14/"),
    ],
)
def test_a_line_that_is_only_its_own_address_is_left_out(url: str, body: str, words: str) -> None:
    assert Notice(url=url, body=body).words == words
