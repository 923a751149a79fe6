"""Mishaps that are over: put right with a surprise, late with a lesson, or lost."""

from collections.abc import Callable
from dataclasses import dataclass

from crm.home.demo.stage import Scene, Stage
from crm.home.demo.steps import reached, reported, token_in_letter
from crm.recovery.actions import (
    add_cause,
    answer_loyalty,
    ask_loyalty,
    fix,
    lose,
    record_loyalty,
    recover,
    set_cause,
    surprise,
)
from crm.recovery.models import Ticket

CAUSES = (
    "Part was late", "Wrong part", "Software", "Damaged on the way", "Power", "We did not listen",
    "Training",
)  # fmt: skip


@dataclass(frozen=True)
class Past:
    """A mishap that was put right; hours count from the report."""

    days: int
    who: str
    by: str
    severity: int
    words: str
    said: str
    mended: str
    surprise: str
    hours: tuple[float, float, float, float]
    cause: str
    before: int
    after: int | None
    lesson: str = ""


PUT_RIGHT = (
    Past(3, "juergen", "kim", 2, "The scanner was down on Saturday and nobody rang back.",
         "Apologised, named the engineer and the hour.", "New power board, tested with his team.",
         "The two reports of the night, printed and in the first train with the conductor.",
         (1.5, 9, 15, 19), "We did not listen", 7, None),
    Past(12, "elodie", "tomas", 2, "Le manuel est en allemand et le bouton rouge aussi.",
         "Rappelé Élodie, en français.", "Manuel français livré, étiquettes posées.",
         "Un disque de « La valse à mille temps », pour la voiture.",
         (0.8, 6, 10, 16), "Training", 6, 9),
    Past(20, "layla", "kim", 1, "Two of ten seats in the training were missing.",
         "Called Layla, both can come next week.", "Two seats added, travel arranged.",
         "A third seat, free, for whoever she thinks of first.",
         (1, 5, 8, 12), "Training", 7, 7),
    Past(30, "keiko", "kim", 1, "You came on the first Sunday. We said the second.",
         "Wrote at once and did not explain.", "Calendar changed on our side, signed by both.",
         "A young chrysanthemum nobody here could name. She could.",
         (2, 4, 9, 20), "We did not listen", 8, 9),
    Past(25, "oksana", "tomas", 3, "No tube, and the generator does not carry the old one.",
         "Reached her at night between two alarms.", "Spare tube by train, running at dawn.",
         "A playlist of her station’s last jazz hour before the cut.",
         (0.5, 11, 14, 18), "Power", 9, 10, "Two spare tubes stay in the country from now on."),
    Past(16, "wanjiru", "tomas", 3, "The part has been in customs for nine days.",
         "Called the hospital and the customs office on one line.", "Part released, mounted.",
         "A drawing of a scanner bus by the whole workshop.",
         (3, 26, 27, 30), "Part was late", 9, 6,
         "Papers for spare parts are filed a month ahead."),
)  # fmt: skip


def put_right(past: Past) -> Callable[[Stage], Scene]:
    """Give the scene of one mishap that ended well, with loyalty asked before and after."""

    def scene(stage: Stage) -> Scene:
        contact = stage.contacts[past.who]
        yield stage.ago(days=past.days + 45)
        record_loyalty(
            person=None,
            customer=contact.customer,
            contact=contact,
            score=past.before,
            moment="before",
        )
        began = past.days * 24
        yield stage.ago(hours=began)
        ticket = reported(
            stage, f"past_{past.who}", past.who, past.severity, past.words, owner=past.by
        )
        yield from _take_steps(stage, past, ticket)
        if past.after is not None:
            yield from _answer_later(stage, past, ticket)

    return scene


def _take_steps(stage: Stage, past: Past, ticket: Ticket) -> Scene:
    person = stage.people[past.by]
    began = past.days * 24
    respond_h, fix_h, surprise_h, recover_h = past.hours
    yield stage.ago(hours=began - respond_h)
    reached(stage, ticket, past.by, past.said)
    yield stage.ago(hours=began - fix_h)
    fix(person=person, ticket=ticket, words=past.mended)
    set_cause(person=person, ticket=ticket, cause=stage.causes[past.cause])
    yield stage.ago(hours=began - surprise_h)
    surprise(
        person=person,
        ticket=ticket,
        words=past.surprise,
        secret_id=stage.secrets[past.who].pk,
        reception="welcome",
    )
    yield stage.ago(hours=began - recover_h)
    recover(
        person=person,
        ticket=ticket,
        lesson_change=past.lesson,
        lesson_owner=stage.people["sara"] if past.lesson else None,
        lesson_by_on=stage.day_ago(-14) if past.lesson else None,
    )


def _answer_later(stage: Stage, past: Past, ticket: Ticket) -> Scene:
    yield stage.ago(hours=past.days * 24 - past.hours[3] - 7 * 24 - 1)
    ask_loyalty()
    yield stage.ago(hours=past.days * 24 - past.hours[3] - 7 * 24 - 9)
    present = ticket.cycles.latest("number")
    token = token_in_letter(f"loyalty:{present.pk}:after7", "loyalty")
    if token and past.after is not None:
        answer_loyalty(
            token=token,
            score=past.after,
            fair_outcome=4,
            fair_handling=min(5, past.after // 2),
            respect=5,
        )


def write_causes(stage: Stage) -> Scene:
    """Put the causes on the list before anything goes wrong."""
    yield stage.ago(days=400)
    for name in CAUSES:
        stage.causes[name] = add_cause(person=stage.people["olga"], name=name)


def lost(stage: Stage) -> Scene:
    """Write down honestly that a customer left."""
    yield stage.ago(days=9)
    ticket = reported(
        stage, "lost", "oie", 3, "Third time this autumn. We have ordered from somebody else.",
        owner="tomas",
    )  # fmt: skip
    yield stage.ago(days=9, hours=-2)
    reached(stage, ticket, "tomas", "Õie was friendly and had decided.")
    yield stage.ago(days=8, hours=4)
    lose(
        person=stage.people["tomas"],
        ticket=ticket,
        reason="Three failures in one autumn; we mended each and never asked why.",
    )


def without_surprise(stage: Stage) -> Scene:
    """Put right for somebody who wants no surprises: the reason is written down."""
    yield stage.ago(days=40)
    ticket = reported(stage, "plain", "moira", 1, "The invoice names the wrong order.", owner="kim")
    yield stage.ago(days=40, hours=-1)
    reached(stage, ticket, "kim", "Moira has the right number at hand.", "email")
    yield stage.ago(days=40, hours=-3)
    fix(person=stage.people["kim"], ticket=ticket, words="New invoice, one page.")
    yield stage.ago(days=40, hours=-4)
    recover(
        person=stage.people["kim"],
        ticket=ticket,
        no_surprise_reason="She asked us to keep to business, so we did.",
    )


OVER = (write_causes, *map(put_right, PUT_RIGHT), lost, without_surprise)
