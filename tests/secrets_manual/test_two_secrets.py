"""Two secrets that cannot both hold stand side by side until one goes into the other."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client

from accounts.models import Person
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from secrets_manual import actions
from secrets_manual.models import Contradiction, Secret, State
from secrets_manual.queries import (
    contradictions_visible,
    search_secrets,
    secrets_for_ticket,
    secrets_visible,
)
from tests.conftest import Clock
from tests.people import Company
from tests.secrets_manual.told import tell

SignedIn = Callable[[Person], Client]


def _two(company: Company) -> tuple[Secret, Secret]:
    return tell(company, "Decides on paper"), tell(company, "Decides on a screen")


def test_a_contradiction_is_marked_once_and_shown_side_by_side(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    paper, screen = _two(company)
    for pair in ((paper, screen), (screen, paper)):
        actions.mark_contradiction(person=company.dana, secret=pair[0], other=pair[1])
    assert Contradiction.objects.count() == 1
    page = signed_in(company.lea).get(f"/manuals/{company.norte.pk}/").content.decode()
    assert "These two contradict each other" in page
    assert "This one holds" not in page
    assert "This one holds" in (
        signed_in(company.dana).get(f"/secrets/{paper.pk}/").content.decode()
    )


def test_what_is_superseded_is_found_nowhere_but_in_the_history(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    paper, screen = _two(company)
    actions.mark_contradiction(person=company.dana, secret=paper, other=screen)
    actions.supersede_secret(person=company.dana, secret=paper, by=screen)
    actions.open_reading_window(customer=company.norte, ticket_id="1")
    assert list(secrets_visible(company.dana)) == [screen]
    assert search_secrets(company.dana, "paper").rows == []
    assert search_secrets(company.dana, "Decides").rows == [screen]
    assert secrets_for_ticket(person=company.kim, customer=company.norte, ticket_id="1") == [screen]
    assert not contradictions_visible(company.dana).exists()
    client = signed_in(company.dana)
    assert client.get(f"/secrets/{paper.pk}/").url == f"/secrets/{screen.pk}/"
    assert "Decides on paper" not in client.get(f"/manuals/{company.norte.pk}/").content.decode()
    assert "Decides on paper" in client.get(f"/secrets/{screen.pk}/").content.decode()
    assert signed_in(company.rui).get(f"/secrets/{paper.pk}/").status_code == HTTPStatus.NOT_FOUND


def test_merging_keeps_uses_and_turns_and_the_stricter_word(company: Company, clock: Clock) -> None:
    paper, screen = _two(company)
    talk = actions.hold_conversation(
        person=company.dana, customer=company.norte, contact=company.ana
    )
    turn = actions.keep_words(
        person=company.dana, conversation=talk, question="How?", words="On paper"
    )
    actions.tie_to_turn(person=company.dana, turn=turn, secret=paper)
    use = actions.record_use(person=company.dana, secret=paper, how="Printed it")
    actions.change_secret(person=company.dana, secret=paper, do_not_mention=True)
    stays = actions.merge_secrets(person=company.dana, secret=screen, other=paper)
    use.refresh_from_db()
    turn.refresh_from_db()
    paper.refresh_from_db()
    assert (use.secret, turn.secret) == (stays, stays)
    assert (paper.state, paper.successor, stays.do_not_mention) == (State.MERGED, stays, True)
    assert [change.what for change in paper.changes.order_by("id")] == ["changed", "merged"]


def test_undo_brings_back_uses_turns_pins_and_the_contradiction(
    company: Company, clock: Clock
) -> None:
    paper, screen = _two(company)
    use = actions.record_use(person=company.dana, secret=paper, how="Printed it")
    actions.pin_secret(person=company.dana, secret=paper)
    actions.mark_contradiction(person=company.dana, secret=paper, other=screen)
    stays = actions.merge_secrets(person=company.dana, secret=screen, other=paper)
    assert stays.pin == 1
    back = actions.bring_back(person=company.dana, secret=paper)
    use.refresh_from_db()
    stays.refresh_from_db()
    assert (back.state, back.successor, back.pin) == (State.KEPT, None, 1)
    assert (use.secret, stays.pin) == (back, None)
    assert contradictions_visible(company.dana).count() == 1


def test_an_old_secret_goes_for_good_with_the_one_that_took_its_place(
    company: Company, clock: Clock
) -> None:
    paper, screen = _two(company)
    actions.supersede_secret(person=company.dana, secret=paper, by=screen)
    actions.withdraw_secret(person=company.dana, secret=screen)
    with pytest.raises(NotVisibleError):
        actions.bring_back(person=company.dana, secret=paper)
    clock.move(days=31)
    actions.sweep_secrets(today=clock.at.date())
    assert not Secret.objects.exists()


def test_drafts_strangers_and_other_customers_take_no_part(company: Company, clock: Clock) -> None:
    paper, screen = _two(company)
    draft = tell(company, "A second site", glad="probably")
    foreign = tell(
        company, "Likes green", person=company.rui, customer=company.vega, contact=company.luis
    )
    for other in (draft, paper, foreign):
        with pytest.raises(RuleBrokenError):
            actions.mark_contradiction(person=company.dana, secret=paper, other=other)
    with pytest.raises(NotAllowedError):
        actions.supersede_secret(person=company.lea, secret=paper, by=screen)
    with pytest.raises(NotVisibleError):
        actions.merge_secrets(person=company.rui, secret=paper, other=screen)


def test_a_contradiction_is_settled_by_one_tap(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    outcomes = {}
    for how in ("both", "first", "second", "merge"):
        paper, screen = _two(company)
        pair = actions.mark_contradiction(person=company.dana, secret=paper, other=screen)
        assert client.post(f"/contradictions/{pair.pk}/settle/", {"how": how}).status_code == 302
        paper.refresh_from_db()
        screen.refresh_from_db()
        pair.refresh_from_db()
        outcomes[how] = (paper.state, screen.state, pair.settled)
    assert outcomes == {
        "both": ("kept", "kept", "both_true"),
        "first": ("kept", "superseded", "superseded"),
        "second": ("superseded", "kept", "superseded"),
        "merge": ("merged", "kept", "merged"),
    }


def test_new_words_pass_the_gate_and_set_the_old_ones_aside(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    paper = tell(company, "Decides on paper", kind="habit", uses=["service"])
    client, url = signed_in(company.dana), f"/secrets/{paper.pk}/replace/"
    sent = {"text": "His wife decides", "provenance": "told_us"}
    assert client.post(url, sent).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    sent |= {"text": "Decides on a screen", "told_on": "May 2026"}
    new_url = client.post(url, sent).url
    new = Secret.objects.get(text="Decides on a screen")
    paper.refresh_from_db()
    assert new_url == f"/secrets/{new.pk}/"
    assert (paper.state, paper.successor) == (State.SUPERSEDED, new)
    assert (new.kind, new.uses, str(new.told_on), new.told_precision) == (
        "habit",
        ["service"],
        "2026-05-01",
        "month",
    )
    page = client.get(new_url).content.decode()
    assert "Ana told Dana, in May 2026" in page
    assert client.post(f"/secrets/{paper.pk}/bring-back/").url == f"/secrets/{paper.pk}/"


def test_another_secret_of_theirs_is_related_on_the_page(
    company: Company, clock: Clock, signed_in: SignedIn
) -> None:
    client = signed_in(company.dana)
    for how, state in (("contradicts", "kept"), ("holds", "superseded")):
        paper, screen = _two(company)
        url = f"/secrets/{paper.pk}/relate/"
        assert client.post(url, {"other": screen.pk}).status_code == 422
        assert client.post(url, {"other": screen.pk, "how": how}).status_code == 302
        paper.refresh_from_db()
        assert paper.state == state
