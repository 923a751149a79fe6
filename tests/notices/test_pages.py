"""The bell, what could not be sent, and the demo's mailbox, as people see them."""

from collections.abc import Callable

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from accounts.models import Person
from crm.journal import queries as journal
from crm.notices import actions as notices
from crm.notices.models import Mail, Notice
from tests.people import Company

SignIn = Callable[[Person], Client]


def tell(person: Person, subject: str, url: str = "/recovery/412/") -> Notice:
    notices.tell(
        people=[person],
        once_key=subject,
        subject=subject,
        body="Call Ana.",
        url=url,
        channels=("in_app",),
    )
    return Notice.objects.get(person=person, once_key=subject)


def failed_notice(person: Person) -> Notice:
    return Notice.objects.create(
        person=person,
        once_key="k",
        channel="email",
        subject="Ana's words",
        body="Not for everybody.",
        state="failed",
        last_error="RefusedError: 550",
    )


def test_the_bell_shows_a_person_their_own_notices_only(
    company: Company, signed_in: SignIn
) -> None:
    tell(company.dana, "Two <hours> gone")
    tell(company.kim, "For Kim")

    page = signed_in(company.dana).get("/notices/")

    assert page.status_code == 200
    assert "Two &lt;hours&gt; gone" in page.content.decode()
    assert "For Kim" not in page.content.decode()


def test_opening_a_notice_marks_it_read_and_leads_to_what_it_is_about(
    company: Company, signed_in: SignIn
) -> None:
    notice, other = tell(company.dana, "Nudge"), tell(company.dana, "Breach")

    answer = signed_in(company.dana).post("/notices/", {"notice": notice.pk, "open": "1"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/recovery/412/")
    notice.refresh_from_db()
    other.refresh_from_db()
    assert (notice.read_at is not None, other.read_at) == (True, None)


def test_nobody_marks_or_opens_the_notice_of_another(company: Company, signed_in: SignIn) -> None:
    notice = tell(company.kim, "Nudge")

    answer = signed_in(company.dana).post("/notices/", {"notice": notice.pk, "open": "1"})

    assert answer.status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_notice_never_leads_to_another_site(company: Company, signed_in: SignIn) -> None:
    notice = tell(company.dana, "Nudge", url="https://evil.example/")

    answer = signed_in(company.dana).post("/notices/", {"notice": notice.pk, "open": "1"})

    assert answer.headers["Location"] == "/notices/"


def test_marking_all_as_read_empties_the_bell_and_its_fragment_says_so(
    company: Company, signed_in: SignIn
) -> None:
    tell(company.dana, "Nudge")
    tell(company.dana, "Breach")
    dana = signed_in(company.dana)

    before = dana.get("/notices/count/")
    unchanged = dana.get("/notices/count/", headers={"If-None-Match": before.headers["ETag"]})
    dana.post("/notices/")
    after = dana.get("/notices/count/", headers={"If-None-Match": before.headers["ETag"]})

    assert ">2<" in before.content.decode()
    assert unchanged.status_code == 304
    assert (after.status_code, ">2<" in after.content.decode()) == (200, False)


def test_what_is_about_one_ticket_lies_together_and_is_read_together(
    company: Company, signed_in: SignIn
) -> None:
    for number, (ticket, key) in enumerate((("412", "a"), ("413", "b"), ("412", "c"))):
        notices.tell(
            people=[company.dana], once_key=key, subject=f"Rung {key}", body="Call Ana.",
            about_kind="ticket", about_id=ticket, url=f"/t/{number}/", channels=("in_app",),
        )  # fmt: skip
    dana = signed_in(company.dana)
    page = dana.get("/notices/").content.decode()
    assert [page.index(f"Rung {key}") for key in "cab"] == sorted(
        page.index(f"Rung {key}") for key in "cab"
    )
    ids = list(Notice.objects.filter(about_id="412").order_by("-pk").values_list("pk", flat=True))
    answer = dana.post("/notices/", {"notice": ids, "open": "1"})
    assert answer.headers["Location"] == "/t/2/"
    assert list(Notice.objects.filter(read_at=None).values_list("about_id", flat=True)) == ["413"]
    assert "btn-icon" in dana.get("/notices/count/?compact=1").content.decode()


def test_older_notices_are_on_further_pages_at_the_same_cost(
    company: Company, signed_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(120):
        tell(company.dana, f"Notice no. {number:03}")
    dana = signed_in(company.dana)
    dana.get("/notices/")

    with django_assert_max_num_queries(8):
        first = dana.get("/notices/").content.decode()
    oldest = Notice.objects.get(once_key="Notice no. 100").pk

    assert f"/notices/?before={oldest}" in first
    assert "Notice no. 099" in dana.get(f"/notices/?before={oldest}").content.decode()
    assert dana.get("/notices/?before=nonsense").status_code == 200


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("ada", 200), ("olga", 200), ("sara", 200),
        ("dana", 403), ("lea", 403), ("kim", 403), ("petra", 403),
    ],
)  # fmt: skip
def test_what_could_not_be_sent_is_for_admin_director_and_service_lead(
    company: Company, signed_in: SignIn, who: str, status: int
) -> None:
    notice = failed_notice(company.dana)
    client = signed_in(getattr(company, who))

    page = client.get("/notices/failed/")
    resent = client.post(f"/notices/{notice.pk}/resend/")

    assert page.status_code == status
    assert resent.status_code == (302 if status == 200 else 403)
    assert "Ana&#x27;s words" not in page.content.decode()
    assert Notice.objects.get(pk=notice.pk).state == ("waiting" if status == 200 else "failed")


def test_sending_again_is_journaled_and_works_once(company: Company, signed_in: SignIn) -> None:
    notice = failed_notice(company.dana)
    ada = signed_in(company.ada)

    assert ada.post(f"/notices/{notice.pk}/resend/").status_code == 302
    assert ada.post(f"/notices/{notice.pk}/resend/").status_code == 404

    (entry,) = journal.entries_about("notice", notice.pk)
    assert (entry.kind, entry.person) == ("notices.notice_resent", company.ada)


@pytest.mark.parametrize("path", ["/notices/", "/notices/count/", "/notices/failed/"])
def test_whoever_is_signed_out_signs_in_first(db: None, path: str) -> None:
    answer = Client().get(path)

    assert answer.headers["Location"] == f"/accounts/login/?next={path}"


def test_the_demo_shows_every_mail_as_text(db: None, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "crm.notices.mailbox.MailboxBackend"
    mail = EmailMultiAlternatives(
        "Hello", "See <b>http://127.0.0.1/card/x/</b>", "a@b.example", ["ana@norte.example"]
    )
    mail.attach_alternative("<script>alert(1)</script>", "text/html")
    mail.send()

    listed = Client().get("/mailbox/").content.decode()
    shown = Client().get(f"/mailbox/{Mail.objects.get().pk}/").content.decode()

    assert "ana@norte.example" in listed
    assert 'href="http://127.0.0.1/card/x/' in shown
    assert "alert(1)" not in shown


def test_there_is_no_mailbox_outside_the_demo(db: None, settings: Settings) -> None:
    settings.DEMO = False
    kept = Mail.objects.create(sender="a@b.example", subject="Hello")

    assert Client().get("/mailbox/").status_code == 404
    assert Client().get(f"/mailbox/{kept.pk}/").status_code == 404
