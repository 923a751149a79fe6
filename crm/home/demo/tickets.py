"""Mishaps that run now: one on every step of the way, each with its own clock."""

from crm.home.demo.stage import Scene, Stage
from crm.home.demo.steps import reached, reported
from crm.recovery.actions import (
    appoint,
    assign_owner,
    comment,
    fix,
    plan_surprise,
    react,
    recover,
    reopen,
    surprise,
    work_around,
)


def fresh(stage: Stage) -> Scene:
    """Nobody looks after it yet: the service lead has been told."""
    yield stage.ago(minutes=28)
    reported(
        stage, "fresh", "ana", 2,
        "The second scanner stops after every third patient. Eleven people sit in the corridor.",
        by=None, channel="link", cost="Four examinations sent across town since eight.",
        right="Tell me by noon when it runs, and mean it.",
    )  # fmt: skip


def unanswered(stage: Stage) -> Scene:
    """Grave, owned, and nobody has reached the customer yet."""
    yield stage.ago(hours=3, minutes=20)
    ticket = reported(
        stage, "unanswered", "matthias", 3,
        "The third module is dead. We told you about the other two and heard nothing.",
        channel="phone", cost="Stroke patients go to the next town, forty minutes away.",
    )  # fmt: skip
    yield stage.ago(hours=3)
    assign_owner(person=stage.people["sara"], ticket=ticket, owner=stage.people["tomas"])


def answered(stage: Stage) -> Scene:
    """Reached within the hour; the fix is on its way."""
    yield stage.ago(hours=6)
    ticket = reported(
        stage, "answered", "joao", 2, "The night shift cannot log in to the console since Friday.",
        owner="kim", channel="email",
    )  # fmt: skip
    yield stage.ago(hours=5, minutes=20)
    reached(stage, ticket, "kim", "Told João that the licence server forgot the night shift.")
    yield stage.ago(hours=4)
    comment(person=stage.people["rui"], ticket=ticket, words="I am there on Tuesday night anyway.")
    yield stage.ago(hours=3, minutes=30)
    plan_surprise(
        person=stage.people["kim"],
        ticket=ticket,
        words="Sit in with the night shift for their first hour, so that João can go home.",
        due_at=stage.ahead(days=2),
        giver=stage.people["rui"],
    )


def mended(stage: Stage) -> Scene:
    """Fixed; now for what shows Henrik that we listened."""
    yield stage.ago(hours=15)
    ticket = reported(
        stage, "mended", "henrik", 2,
        "The cooling unit runs hot and shuts the scanner down at night.",
        owner="kim", channel="phone", right="A cooling engineer, not a voice.",
    )  # fmt: skip
    yield stage.ago(hours=14)
    reached(stage, ticket, "kim", "Rang Henrik; he has already swapped the fan himself.")
    yield stage.ago(hours=2)
    fix(
        person=stage.people["kim"],
        ticket=ticket,
        words="New compressor in, run for two hours at full load with Henrik beside it.",
    )


def at_risk(stage: Stage) -> Scene:
    """It works again for now; the lasting fix is promised for a day, the clock is nearly over."""
    yield stage.ago(hours=20)
    ticket = reported(
        stage, "at_risk", "owen", 2,
        "The table stops two centimetres short. We move patients by hand.",
        owner="kim", channel="phone", cost="Two radiographers hurt their backs.",
    )  # fmt: skip
    yield stage.ago(hours=18, minutes=30)
    reached(stage, ticket, "kim", "Owen wants one person until it is over: that is me.")
    yield stage.ago(hours=9)
    work_around(
        person=stage.people["kim"],
        ticket=ticket,
        words="Table runs at half speed and reaches the end again.",
        promised_at=stage.ahead(days=2),
        promised_words="A new drive for the table, fitted before the first patient.",
    )


def breached(stage: Stage) -> Scene:
    """Both clocks were missed: a fact that stays."""
    yield stage.ago(hours=27)
    ticket = reported(
        stage, "breached", "eleni", 3,
        "Τίποτα δεν ανάβει. Nothing starts after the power cut, again.",
        owner="tomas", channel="phone",
    )  # fmt: skip
    yield stage.ago(hours=22)
    reached(stage, ticket, "tomas", "Reached Eleni after five hours. She had found it out alone.")


def nearly_closed(stage: Stage) -> Scene:
    """Everything is done; somebody has to ask whether it is recovered."""
    yield stage.ago(hours=12)
    ticket = reported(
        stage, "nearly_closed", "priya", 1, "The pumps came without the cables.",
        owner="kim", channel="web",
    )  # fmt: skip
    yield stage.ago(hours=11)
    reached(
        stage, ticket, "kim", "Cables leave the depot today; Priya prefers messages.", "message"
    )
    yield stage.ago(hours=5)
    fix(person=stage.people["kim"], ticket=ticket, words="Cables there, all twenty pumps run.")
    yield stage.ago(hours=3)
    surprise(
        person=stage.people["kim"],
        ticket=ticket,
        words="Two of our women engineers offered an evening for the students she mentors.",
        secret_id=stage.secrets["priya"].pk,
    )
    yield stage.ago(hours=1)
    react(
        person=stage.people["kim"],
        ticket=ticket,
        reception="welcome",
        words="They still talk about it. Two of them want to become engineers.",
    )


def by_appointment(stage: Stage) -> Scene:
    """The customer asked for a later day, in their words."""
    yield stage.ago(hours=22)
    ticket = reported(
        stage, "by_appointment", "giulia", 1, "The lamp over the entrance blinks day and night.",
        owner="tomas", channel="email",
    )  # fmt: skip
    yield stage.ago(hours=21)
    reached(stage, ticket, "tomas", "Giulia laughs about it and wants it gone.")
    yield stage.ago(hours=20)
    appoint(
        person=stage.people["tomas"],
        ticket=ticket,
        until=stage.ahead(days=2),
        contact=stage.contacts["giulia"],
        words="Come on Tuesday, before that the waiting room is full.",
    )


def open_again(stage: Stage) -> Scene:
    """Closed too early, open again: the second cycle has its own clocks."""
    yield stage.ago(days=8)
    ticket = reported(
        stage, "open_again", "vit", 2, "The console freezes when two people look at one study.",
        owner="tomas", channel="phone",
    )  # fmt: skip
    yield stage.ago(days=8, hours=-1)
    reached(stage, ticket, "tomas", "Vít wants to be called before we touch anything.")
    yield stage.ago(days=8, hours=-6)
    fix(person=stage.people["tomas"], ticket=ticket, words="New version of the viewer, with Vít.")
    yield stage.ago(days=8, hours=-8)
    recover(
        person=stage.people["tomas"],
        ticket=ticket,
        no_surprise_reason="He asked for quiet, so quiet it was.",
    )
    yield stage.ago(hours=17)
    reopen(person=stage.people["tomas"], ticket=ticket, reason="It froze again on Saturday.")
    yield stage.ago(hours=16)
    reached(stage, ticket, "tomas", "Called first, as promised. The same fault, another door.")


RUNNING = (
    fresh,
    unanswered,
    answered,
    mended,
    at_risk,
    breached,
    nearly_closed,
    by_appointment,
    open_again,
)
