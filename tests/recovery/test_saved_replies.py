"""Saved replies: kept by who may, inserted to be changed, and never sent with a blank left."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.errors import RuleBrokenError
from crm.recovery.actions import reply_by_mail, save_reply, work_around
from crm.recovery.models import Message, SavedReply
from crm.recovery.rules.blanks import filled, open_blanks, strange_blanks
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import answered, hours, open_one

SignIn = Callable[[Person], Client]


def test_blanks_are_filled_where_something_is_known_and_stand_where_nothing_is() -> None:
    words = "{first_name}, {fix} {no_such} {} {a b} { me }{me}"
    assert filled(words, {"first_name": "Ana", "fix": "", "me": "{fix}"}) == (
        "Ana, {fix} {no_such} {} {a b} {fix}{fix}"
    )
    assert (strange_blanks(words), open_blanks(words)) == (
        ["no_such"],
        ["first_name", "fix", "me"],
    )


@pytest.mark.django_db
def test_a_saved_reply_is_inserted_below_what_was_typed_and_sent_by_nobody(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    company.ana.language, company.ana.zone = "es", "America/New_York"
    company.ana.save()
    ticket = answered(company, owner=company.kim)
    promised = clock.at + hours(30)
    work_around(person=company.kim, ticket=ticket, words="Half speed", promised_at=promised)
    words = "{first_name} {customer} {date} {fix} {promise} {me}"
    save_reply(person=company.lea, title="A first", words="No", language="de", is_ours=True)
    ours = save_reply(person=company.lea, title="Z", words=words, language="es", is_ours=True)
    save_reply(person=company.sara, title="Her own", words="Hers")
    kim = signed_in(company.kim)
    page = kim.get(reverse("ticket_act", args=[ticket.pk, "reply"]))
    offered = [str(label) for _value, label in page.context["pick_form"].fields["saved"].choices]
    assert offered == ["Choose one", "Z (Español)", "A first (Deutsch)"]
    insert = reverse("reply_insert", args=[ticket.pk])
    typed = {"words": "Hola", "next_word_by": "2026-11-24T10:00"}
    answer = kim.post(insert, typed | {"saved": ours.pk})
    shown = answer.context["form"]
    assert shown["words"].value() == (
        "Hola\n\nAna Norte Foods 23 de noviembre de 2026 Half speed"
        " 24 de noviembre de 2026 a las 10:12 EST Kim Osei"
    )
    assert 'value="2026-11-24T10:00"' in answer.content.decode()
    assert kim.post(insert, typed).context["form"]["words"].value() == "Hola"
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_own_replies_are_ones_own_and_everybodys_are_kept_by_who_answers_for_others(
    company: Company, clock: Clock, signed_in: SignIn
) -> None:
    kim, lea = signed_in(company.kim), signed_in(company.lea)
    sent = {"title": "On my way", "words": "I come. {me}", "is_ours": "on"}
    assert kim.post(reverse("replies"), sent | {"words": "{no_such}"}).status_code == 422
    kim.post(reverse("replies"), sent)
    own = SavedReply.objects.get()
    assert own.person == company.kim
    assert lea.get(reverse("reply_edit", args=[own.pk])).status_code == 404
    assert lea.post(reverse("replies"), sent).status_code == 302
    assert lea.post(reverse("replies"), sent).status_code == 422
    ours = SavedReply.objects.get(person=None)
    lea.post(reverse("reply_edit", args=[ours.pk]), sent | {"title": "We come"})
    assert b"We come" in kim.get(reverse("replies")).content
    kim.post(reverse("reply_remove", args=[own.pk]))
    assert SavedReply.objects.get().title == "We come"
    ticket = open_one(company)
    with pytest.raises(RuleBrokenError, match=r"Write something for \{fix\}"):
        reply_by_mail(person=company.kim, ticket=ticket, words="Done: {fix}")
