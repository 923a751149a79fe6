"""A customer who lands on a wrong, an old or a broken page reads it in their own language."""

from django.conf import settings
from django.test import Client, RequestFactory
from django.utils import translation

from accounts.rules import MAIL_WORDS
from crm import middleware
from tests.people import make_person


def test_who_is_not_signed_in_reads_what_went_wrong_in_the_language_of_their_browser(
    db: None,
) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "de-AT,en;q=0.5"})
    lost, stale = client.get("/no/such/page/"), client.post("/oops/", {"words": "Wet"})
    assert (lost.status_code, stale.status_code) == (404, 403)
    for page, key in ((lost, "missing"), (stale, "too_long")):
        assert page["Content-Language"] == "de"
        assert MAIL_WORDS["de"][f"{key}_title"] in page.content.decode()
        assert MAIL_WORDS["de"][key] in page.content.decode()


def test_who_is_signed_in_is_shown_the_way_to_today(db: None) -> None:
    client = Client()
    client.force_login(make_person("Kim", "service"))
    page = client.get("/no/such/page/")
    assert page.status_code == 404
    assert "Go to Today" in page.content.decode()


def test_a_page_that_broke_says_so_without_asking_the_database() -> None:
    # No `db` here: a question to the database would fail this test.
    request = RequestFactory().get("/oops/")
    with translation.override("fr"):
        theirs = middleware.broke(request)
    assert theirs.status_code == 500
    assert MAIL_WORDS["fr"]["broke"] in theirs.content.decode()
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "of a colleague"
    assert "Go to Today" in middleware.broke(request).content.decode()
