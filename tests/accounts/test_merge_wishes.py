"""What either of two merged contacts refused stays refused, whatever was answered later."""

from accounts.actions import merge_rows, undo_merge
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


def test_undoing_gives_each_their_own_wishes_back(company: Company) -> None:
    double = people.make_contact("Ana R.", company.norte)
    say(double, "card", Answer.REFUSED)
    say(double, "news", Answer.REFUSED)
    say(company.ana, "news", Answer.GRANTED)
    for contact, channels, cap in ((company.ana, ["mail", "phone"], 5), (double, ["mail"], 2)):
        Preference.objects.create(
            contact=contact, channels=channels, mails_a_month=cap, source=Told.CONTACT,
            at=clock.now(),
        )  # fmt: skip
    company.ana.refresh_from_db()
    double.refresh_from_db()
    merge = merge_rows(person=company.dana, survivor=company.ana, gone=double)
    company.ana.refresh_from_db()
    assert (company.ana.may_be_asked, newest(company.ana, "news")) == (False, Answer.REFUSED)
    undo_merge(person=company.dana, merge_id=merge.pk)
    company.ana.refresh_from_db()
    double = Contact.objects.get(pk=double.pk)
    assert (company.ana.may_be_asked, double.may_be_asked) == (True, False)
    assert newest(company.ana, "news") == Answer.GRANTED
    assert newest(double, "news") == Answer.REFUSED
    assert set(company.ana.consents.values_list("purpose", flat=True)) == {"news"}
    wishes = {row.contact_id: row for row in Preference.objects.all()}
    assert (wishes[company.ana.pk].channels, wishes[company.ana.pk].mails_a_month) == (
        ["mail", "phone"], 5,
    )  # fmt: skip
    assert wishes[double.pk].mails_a_month == 2


def test_what_they_said_since_the_merge_stays_when_it_is_undone(company: Company) -> None:
    double = people.make_contact("Ana R.", company.norte)
    say(double, "card", Answer.REFUSED)
    company.ana.refresh_from_db()
    double.refresh_from_db()
    merge = merge_rows(person=company.dana, survivor=company.ana, gone=double)
    say(company.ana, "card", Answer.REFUSED)
    undo_merge(person=company.dana, merge_id=merge.pk)
    company.ana.refresh_from_db()
    assert (company.ana.may_be_asked, newest(company.ana, "card")) == (False, Answer.REFUSED)
