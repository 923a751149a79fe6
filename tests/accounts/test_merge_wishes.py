"""What either of two merged contacts refused stays refused, whatever was answered later."""

from accounts.actions import merge_rows
from accounts.models import Contact
from accounts.models.consent import Answer, Consent, Preference, Told
from crm import clock
from tests import people
from tests.people import Company


def say(contact: Contact, purpose: str, answer: str) -> None:
    Consent.objects.create(
        contact=contact, purpose=purpose, answer=answer, source=Told.CONTACT, at=clock.now()
    )


def newest(contact: Contact, purpose: str) -> str:
    rows = Consent.objects.filter(contact=contact, purpose=purpose).order_by("-id")
    return rows[0].answer


def test_a_refusal_of_either_outlives_a_later_yes_of_the_other(company: Company) -> None:
    double = people.make_contact("Ana R.", company.norte)
    say(company.ana, "news", Answer.REFUSED)
    say(double, "offer", Answer.REFUSED)
    say(company.ana, "offer", Answer.GRANTED)
    say(double, "news", Answer.GRANTED)
    merge_rows(person=company.dana, survivor=company.ana, gone=double)
    assert newest(company.ana, "news") == newest(company.ana, "offer") == Answer.REFUSED


def test_the_narrower_preference_holds(company: Company) -> None:
    double = people.make_contact("Ana R.", company.norte)
    for contact, channels, cap in ((company.ana, ["mail", "phone"], 5), (double, ["mail"], 2)):
        Preference.objects.create(
            contact=contact, channels=channels, mails_a_month=cap, source=Told.CONTACT,
            at=clock.now(),
        )  # fmt: skip
    merge_rows(person=company.dana, survivor=company.ana, gone=double)
    kept = Preference.objects.get(contact=company.ana)
    assert (kept.channels, kept.mails_a_month) == (["mail"], 2)
