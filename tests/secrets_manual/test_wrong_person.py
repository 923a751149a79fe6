"""A secret about the wrong person goes to the right one; what was logged today stands below."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.actions import merge_rows, undo_merge
from accounts.models import Contact, Customer, Person
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal.models import Entry
from secrets_manual import actions
from secrets_manual.models import Contradiction, Refusal, Secret, State
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer
from tests.secrets_manual.told import tell

SignedIn = Callable[[Person], Client]


def _move(company: Company, secret: Secret, to: Contact | Customer) -> Secret:
    contact = to if isinstance(to, Contact) else None
    customer = to.customer if isinstance(to, Contact) else to
    return actions.move_secret(
        person=company.dana, secret=secret, customer=customer, contact=contact
    )


def test_a_moved_secret_leaves_nothing_behind_and_its_history_says_so(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    lund = make_customer("Lund Bygg", steward=company.dana)
    bea = make_contact("Bea Lund", lund)
    bea.is_public_official = True
    bea.save(update_fields=["is_public_official"])
    secret = tell(company, "Decides on paper", uses=["surprise", "brief"])
    actions.pin_secret(person=company.dana, secret=secret)
    other = tell(company, "Decides on screen")
    actions.mark_contradiction(person=company.dana, secret=secret, other=other)
    client, url = signed_in(company.dana), f"/secrets/{secret.pk}/move/"
    looked = client.post(url, {"find": "lund", "look": "1"}).content.decode()
    assert f'value="contact-{bea.pk}"' in looked
    sent = {"about": f"contact-{bea.pk}", "version": "2"}
    answer = client.post(f"{url}?next=/secrets/new/", sent)
    assert (answer.status_code, answer.url) == (HTTPStatus.FOUND, "/secrets/new/")
    secret.refresh_from_db()
    assert (secret.contact, secret.customer, secret.pin) == (bea, lund, None)
    assert (secret.uses, secret.state) == (["brief"], State.KEPT)
    assert Contradiction.objects.get().settled == "both_true"
    assert "Decides on paper" not in client.get(f"/manuals/{company.norte.pk}/").content.decode()
    page = client.get(f"/secrets/{secret.pk}/").content.decode()
    assert "It was about somebody else, and moved here" in page
    kinds = set(Entry.objects.filter(customer_id=company.norte.pk).values_list("kind", flat=True))
    assert "secrets_manual.secret_moved_away" in kinds
    stale = client.post(url, {"about": f"contact-{company.ana.pk}", "version": "2"})
    assert stale.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_nobody_moves_what_they_may_not_write_at_either_end(company: Company, clock: Clock) -> None:
    secret = tell(company, "Decides on paper")
    foreign = make_contact("Luis P", make_customer("Sur", steward=company.rui))
    with pytest.raises(NotVisibleError):
        _move(company, secret, foreign)
    for person, error in ((company.lea, NotAllowedError), (company.rui, NotVisibleError)):
        with pytest.raises(error):
            actions.move_secret(person=person, secret=secret, customer=company.norte)
    withdrawn = actions.withdraw_secret(person=company.dana, secret=secret)
    with pytest.raises(NotVisibleError):
        _move(company, withdrawn, company.norte)


def test_the_gate_and_the_new_persons_word_are_asked_again(company: Company, clock: Clock) -> None:
    bea, cleo = (make_contact(name, company.norte) for name in ("Bea Lund", "Cleo Marsh"))
    actions.object_to_remembering(contact=bea)
    secret = tell(company, "Decides on paper")
    with pytest.raises(RuleBrokenError) as objects:
        _move(company, secret, bea)
    assert objects.value.code == "secrets_manual.not_to_be_remembered"
    with pytest.raises(IntegrityError), transaction.atomic():
        Secret.objects.filter(pk=secret.pk).update(contact=bea)
    Secret.objects.filter(pk=secret.pk).update(text="His wife has diabetes")
    with pytest.raises(actions.SecretRefusedError):
        _move(company, Secret.objects.get(), cleo)
    assert Refusal.objects.get().person == company.dana


def test_what_was_used_or_written_by_themselves_stays(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    bea = make_contact("Bea Lund", company.norte)
    used, own, whole = (tell(company, text) for text in ("Green tea", "Blue ink", "Red wine"))
    actions.record_use(person=company.dana, secret=used, how="Sent tea")
    Secret.objects.filter(pk=own.pk).update(in_their_hand=True)
    old = tell(company, "White wine")
    actions.supersede_secret(person=company.dana, secret=old, by=whole)
    for secret in (used, own, whole):
        with pytest.raises(RuleBrokenError) as stays:
            _move(company, Secret.objects.get(pk=secret.pk), bea)
        assert stays.value.code == "secrets_manual.stays_where_it_is"
    page = signed_in(company.dana).get(f"/secrets/{used.pk}/move/").content.decode()
    assert "It was used already" in page
    assert 'name="about"' not in page


def test_undoing_a_merge_leaves_a_moved_secret_with_the_right_person(
    company: Company, clock: Clock
) -> None:
    double, bea = (make_contact(name, company.norte) for name in ("Ana R", "Bea Lund"))
    secret = tell(company, "Decides on paper", contact=double)
    merge = merge_rows(person=company.dana, survivor=company.ana, gone=double)
    _move(company, Secret.objects.get(), bea)
    undo_merge(person=company.dana, merge_id=merge.pk)
    secret.refresh_from_db()
    assert secret.contact == bea


def test_what_was_logged_today_stands_below_with_ways_to_put_it_right(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    tell(company, "Of yesterday")
    clock.move(hours=24)
    for number in range(11):
        tell(company, f"Tea number {number}", glad="probably" if number == 10 else "yes")
    gone = Secret.objects.get(text="Tea number 9")
    client = signed_in(company.dana)
    undone = client.post(f"/secrets/{gone.pk}/withdraw/", headers={"accept": "application/json"})
    assert (undone.status_code, list(get_messages(undone.wsgi_request))) == (
        HTTPStatus.OK,
        [],
    )
    sent = {"about": f"contact-{company.ana.pk}", "text": "Plays golf", "how": "told_glad"}
    logged = client.post("/secrets/capture/", sent).json()["logged"]
    page = client.get("/secrets/new/").content.decode()
    for shown in (logged, page.split("data-logged", maxsplit=1)[1]):
        assert shown.count("/withdraw/") == 10
        assert "Plays golf" in shown
        assert "Tea number 10" in shown
        assert not any(text in shown for text in ("Tea number 9", "Tea number 0", "Of yesterday"))
    assert "Plays golf" not in signed_in(company.lea).get("/secrets/new/").content.decode()
