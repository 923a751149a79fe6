"""Report cards: a round that was answered, a round that runs, and what low ratings led to."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Final

from crm import clock
from crm.home.demo.quarters import quarter_starts
from crm.home.demo.stage import Scene, Stage
from crm.home.demo.steps import deliver_old_post
from crm.recovery.actions import assign_owner, fix, recover, respond
from crm.recovery.models import Ticket
from report_cards.actions import (
    Answers,
    default_design,
    draw_round,
    note_deliveries,
    plan_round,
    propose_exclusion,
    save_answers,
    send_round,
    submit_card,
)
from report_cards.defaults import CODES
from report_cards.models import Invitation, Round
from secrets_manual.actions import hold_conversation

SEED: Final = 1902
ANSWERED: Final = 0.92  # of those who were asked: somebody is always on holiday
# Chances of 5, 4, 3, 2 in a hundred, by who is rated.
LUCK: Final = {
    "dana": (62, 30, 7, 1),
    "jonas": (32, 38, 22, 8),
    "rui": (46, 36, 16, 2),
    "ines": (58, 34, 8, 0),
}
WORDS: Final = (
    "Comes when the coffee is bad, too.",
    "Told us not to buy the bigger one. We noticed.",
    "Knows the night shift by name.",
    "Two promises kept before we remembered them.",
    "Hört zu und schreibt mit. Das ist selten.",
    "Répond le jour même, même quand la réponse est non.",
    "Should say sooner when a date slips.",
    "Quick on the phone, slow on paper.",
    "It would help to hear from you when nothing is wrong.",
    "Brought somebody from training at night, as asked.",
)


def ask_customers() -> list[Callable[[Stage], Scene]]:
    """Give the scenes: everybody is talked to, then asked, and most answer."""
    return [_talk_to_everybody, _past_round, _present_round]


def _talk_to_everybody(stage: Stage) -> Scene:
    """Hold a short talk with every contact in the quarter that the past round asks about."""
    first = _noon(quarter_starts(stage.now, 1)) - dt.timedelta(days=26)
    for place, (who, contact) in enumerate(stage.contacts.items()):
        yield first + dt.timedelta(hours=8 * place)
        hold_conversation(
            person=stage.steward_of(stage.home_of(who)),
            customer=contact.customer,
            contact=contact,
            kind=("call", "visit", "video", "letter")[place % 4],
            direction=("gave", "gave", "asked")[place % 3],
        )


def _past_round(stage: Stage) -> Scene:
    """Ask about the quarter before the last one; answers come within two weeks."""
    sent = _noon(quarter_starts(stage.now, 1)) + dt.timedelta(days=2)
    yield sent - dt.timedelta(days=3)
    default_design()
    about = quarter_starts(stage.now, 2)
    this_round = plan_round(
        person=stage.people["olga"],
        name=f"{sent:%B %Y}",
        first_on=about,
        last_on=sent.date() - dt.timedelta(days=3),
    )
    draw_round(person=stage.people["olga"], this_round=this_round, seed=SEED)
    yield sent
    send_round(person=stage.people["olga"], this_round=Round.objects.get(pk=this_round.pk))
    yield sent + dt.timedelta(hours=1)
    deliver_old_post(clock.now())
    note_deliveries()
    invited = list(this_round.invitations.select_related("person", "contact").order_by("id"))
    draw = random.Random(SEED)  # noqa: S311 - a story, told the same way every time
    for place, invitation in enumerate(invited):
        if draw.random() > ANSWERED or invitation.sent_at is None:
            continue
        yield sent + dt.timedelta(hours=4 + 5 * place)
        _answer(stage, invitation, draw)
        yield sent + dt.timedelta(hours=6 + 5 * place)
        _call_back(stage)


def _answer(stage: Stage, invitation: Invitation, draw: random.Random) -> None:
    short = next(key for key, row in stage.people.items() if row.pk == invitation.person_id)
    luck = LUCK.get(short, LUCK["rui"])
    ratings: dict[str, int | None] = {
        code: None if draw.random() < 0.06 else draw.choices((5, 4, 3, 2), luck)[0]
        for code in CODES
    }
    matters = draw.choices((5, 4, 3, 2), luck)[0]
    fit = draw.choices(("no", "pointed", "nothing", "pushed", "unsure"), (52, 30, 9, 2, 7))[0]
    words = draw.choice(WORDS) if draw.random() < 0.45 else None
    answers = Answers(
        ratings=ratings,
        card={
            "secrets_value": matters,
            "other_solutions": fit,
            "loyalty": min(10, max(2, 2 * matters - draw.randrange(2))),
            "pressure": False,
            "call": "no_need" if draw.random() < 0.5 else "",
        },
        words=words,
        may_read=draw.random() < 0.6 if words else None,
        language=invitation.language,
    )
    save_answers(invitation=invitation, answers=answers)
    submit_card(invitation=invitation, answers=answers)


def _call_back(stage: Stage) -> None:
    """Close what a low rating has just opened: somebody else than the rated person calls."""
    kim = stage.people["kim"]
    for ticket in Ticket.objects.filter(origin="card", present__recovered_at__isnull=True):
        assign_owner(person=stage.people["sara"], ticket=ticket, owner=kim)
        respond(person=kim, ticket=ticket, how="phone", words="Called, listened, wrote it down.")
        fix(person=kim, ticket=ticket, words="Agreed on one person and one day for an answer.")
        recover(
            person=kim,
            ticket=ticket,
            no_surprise_reason="They wanted to be heard, nothing else.",
            lesson_change="Dates that slip are told on the day they slip.",
            lesson_owner=stage.people["max"],
            lesson_by_on=clock.today() + dt.timedelta(days=14),
        )


def _present_round(stage: Stage) -> Scene:
    """Ask about the present quarter; a few have answered, most links are still open."""
    yield stage.ago(days=5)
    this_round = plan_round(
        person=stage.people["olga"],
        name=f"{stage.now:%B %Y}",
        first_on=quarter_starts(stage.now, 1),
        last_on=stage.day_ago(6),
    )
    propose_exclusion(
        person=stage.people["jonas"],
        this_round=this_round,
        customer=stage.customers["ranna"],
        reason="They have just left us; asking now would hurt.",
    )
    draw_round(person=stage.people["olga"], this_round=this_round, seed=SEED)
    yield stage.ago(days=3)
    send_round(person=stage.people["olga"], this_round=Round.objects.get(pk=this_round.pk))
    yield stage.ago(days=2, hours=20)
    deliver_old_post(clock.now())
    note_deliveries()
    draw = random.Random(SEED)  # noqa: S311 - a story, told the same way every time
    invited = this_round.invitations.filter(sent_at__isnull=False).select_related("person")
    rows = list(invited.order_by("id"))
    for place, invitation in enumerate(rows[:9]):
        yield stage.ago(days=2, hours=12 - place)
        if place == 4:
            # Filled in by a program: set aside until a manager looks at it.
            submit_card(
                invitation=invitation,
                answers=Answers(ratings=dict.fromkeys(CODES, 5), card={"secrets_value": 5}),
                honeypot="https://example.com",
            )
        else:
            _answer(stage, invitation, draw)
    yield from _somebody_is_unhappy(stage, this_round)


def _somebody_is_unhappy(stage: Stage, this_round: Round) -> Scene:
    """Answer one card of Jonas's with a two: its ticket is open, and not his to see."""
    yield stage.ago(hours=2, minutes=30)
    invitation = (
        this_round.invitations.filter(person=stage.people["jonas"], state="sent")
        .order_by("id")
        .first()
    )
    if invitation is None:
        return
    answers = Answers(
        ratings=dict.fromkeys(CODES, 4) | {"promises": 2},
        card={"secrets_value": 3, "other_solutions": "no", "loyalty": 5, "call": "please"},
        words="The answer about the modules was promised for last week.",
        may_read=False,
    )
    save_answers(invitation=invitation, answers=answers)
    card = submit_card(invitation=invitation, answers=answers)
    yield stage.ago(hours=2, minutes=20)
    ticket = Ticket.objects.get(about_kind="card", about_id=str(card.pk))
    assign_owner(person=stage.people["sara"], ticket=ticket, owner=stage.people["kim"])


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), clock.company_zone())
