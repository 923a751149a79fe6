"""Conversations held and promises made: some kept, some owed, one forgotten."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from crm.home.demo.stage import Scene, Stage
from secrets_manual.actions import (
    break_promise,
    finish_conversation,
    hear_about_promise,
    hold_conversation,
    keep_promise,
    keep_words,
    make_commitment,
    make_promise,
    miss_commitment,
    receive_commitment,
    take_calendar_file,
)

# days ago, contact, how, gave or asked, question, what they said
TALKS: Final = (
    (96, "juergen", "visit", "gave", "What would make next year a great year for you?",
     "If nobody had to travel to another town for a scan."),
    (66, "juergen", "call", "asked", "What slows your mornings down?",
     "The first patient waits until the warm-up is done."),
    (12, "juergen", "visit", "gave", "What should we stop doing?",
     "Stop sending three people where one knows the building."),
    (48, "ana", "visit", "gave", "What do you do when the day is over?",
     "I coach a rowing team. They start at six and they never complain."),
    (20, "ana", "call", "asked", "Who decides about the second scanner?",
     "I do, and I decide on paper."),
    (3, "ana", "visit", "gave", "What would you tell a colleague about us?",
     "That you come when you say you come. Mostly."),
    (75, "inigo", "visit", "gave", "What do you measure that nobody asked you to?",
     "The humidity in the technical room. It explains half of your faults."),
    (110, "asa", "video", "asked", "How do you like to hear bad news?",
     "One bad number, early, from somebody with a name."),
    (33, "saga", "visit", "gave", "Where are you when there is no signal?",
     "In a tent that I sewed myself."),
    (150, "owen", "visit", "asked", "What would your team miss first?",
     "The person on the phone who knows our room numbers."),
    (58, "owen", "call", "asked", "May we come before the budget round?", "Come after it."),
    (41, "owen", "call", "asked", "Is the budget decided?", "Not yet. Ask me in a month."),
    (19, "vega", "visit", "gave", "What is the smallest scanner you would be happy with?",
     "Smaller than anything you sell, I am afraid."),
    (88, "bjorn", "call", "asked", "When is a good time?", "Never, so call anyway."),
    (14, "harriet", "visit", "gave", "What comes through this door that no hospital ever sees?",
     "A horse that would not stand still again."),
    (99, "ulrike", "visit", "gave", "What did the last supplier never understand?",
     "That a ward does not close at five."),
    (58, "matthias", "call", "asked", "What happened to the two modules?",
     "Nobody called us, and that is worse than the fault."),
    (70, "elodie", "visit", "gave", "Qu’est-ce qui vous ferait gagner une heure ?",
     "Une réponse le jour même, même mauvaise."),
    (160, "malgorzata", "video", "gave", "What would you publish if you had a free month?",
     "An atlas of normal hearts. Everybody shows the ill ones."),
    (37, "vit", "call", "asked", "May we look at the console from here?",
     "Only if you call me first and say what you will touch."),
    (77, "joao", "visit", "gave", "What is on when we are gone?", "The guitar."),
    (30, "nuno", "visit", "gave", "What did you hear last week?", "A hiss behind panel three."),
    (61, "nikos", "call", "asked", "Is the new pump in?", "It sleeps two nights beside me first."),
    (44, "layla", "video", "gave", "How many technicians do you need by the summer?", "Ten."),
    (170, "wanjiru", "video", "gave", "What would you build if it were easy?",
     "A bus with a scanner that goes to the islands."),
    (68, "keiko", "visit", "gave", "When may we come?", "The second Sunday. Bring nobody new."),
    (21, "seoyeon", "video", "asked", "What will you compare?",
     "The same twelve questions to three makers."),
    (155, "oksana", "video", "gave", "What do you hear at night?", "Jazz, and the generator."),
    (41, "priya", "visit", "gave", "Who runs out first when the rain comes?",
     "The contrast pumps, every year."),
    (2, "malgorzata", "call", "gave", "What became of the atlas?",
     "Two hundred hearts. Your viewer draws them beautifully."),
    (1, "joao", "call", "asked", "May we bring somebody from training?", "At night, yes."),
    (4, "keiko", "letter", "gave", "How were the chrysanthemums?", "Third prize. I am content."),
)  # fmt: skip

# made days ago, due in hours (negative: it was due then), owner, contact, words, kept
PROMISES: Final = (
    (3, 3, "dana", "ana", "Tell Ana why the second console was late, in writing", False),
    (2, 8, "dana", "vega", "Send Dr. Vega the name of a maker whose scanner fits her room", False),
    (6, 52, "dana", "juergen", "Bring the list of parts that will lie in the house", False),
    (9, -20, "dana", "owen", "Send the three-year service plan on one page", False),
    (5, 6, "jonas", "matthias", "Say what was wrong with the two modules", False),
    (8, 30, "jonas", "elodie", "Envoyer le manuel en français", False),
    (4, 5, "rui", "joao", "Name two nights for the training of the night shift", False),
    (7, 70, "rui", "layla", "Send the training plan for ten technicians", False),
    (6, 9, "ines", "priya", "Put twenty contrast pumps aside before the rain", False),
    (3, 4, "kim", "henrik", "Call Henrik when the cooling unit has left the depot", False),
    (40, -600, "dana", "asa", "Send the uptime figures, good or bad", True),
    (30, -400, "dana", "ana", "Come before the round of the rowing team", True),
    (50, -900, "jonas", "ulrike", "Answer on a Sunday", True),
    (45, -700, "rui", "eleni", "Ask the pump’s maker about the grid", True),
    (60, -800, "ines", "oksana", "Send two spare fuses by train", True),
)


# said days ago, due in hours, contact, what they will do, whether it came
COMMITMENTS: Final = (
    (5, 20, "ana", "Send the floor plan of the new wing", None),
    (9, -6, "owen", "Tell us the date of the budget round", None),
    (4, 70, "juergen", "Name two people for the training", None),
    (30, -500, "asa", "Send the humidity readings", True),
    (44, -800, "vega", "Ask her landlord about the ceiling", False),
    (6, 30, "matthias", "Send the error log of the module", None),
    (3, 50, "joao", "Find a night for the training", None),
)


def talk() -> list[Callable[[Stage], Scene]]:
    """Give one scene for each conversation, promise and commitment."""
    return [
        *map(_talk, TALKS),
        *map(_promise, PROMISES),
        *map(_commitment, COMMITMENTS),
        break_a_promise,
        hear_another_word,
        look_into_the_calendar,
    ]


def _talk(row: tuple[int, str, str, str, str, str]) -> Callable[[Stage], Scene]:
    days, who, kind, direction, question, words = row

    def scene(stage: Stage) -> Scene:
        yield stage.at_work(days=days, salt=len(who))
        contact = stage.contacts[who]
        person = stage.steward_of(stage.home_of(who))
        conversation = hold_conversation(
            person=person,
            customer=contact.customer,
            contact=contact,
            kind=kind,
            direction=direction,
            started_by="them" if days % 3 == 0 else "us",
            felt=("warm", "plain", "warm", "rushed", "tense")[days % 5],
        )
        keep_words(person=person, conversation=conversation, question=question, words=words)
        finish_conversation(person=person, conversation=conversation)

    return scene


def _promise(row: tuple[int, int, str, str, str, bool]) -> Callable[[Stage], Scene]:
    days, due_in, owner, who, words, kept = row

    def scene(stage: Stage) -> Scene:
        yield stage.ago(days=days)
        person = stage.people[owner]
        contact = stage.contacts[who]
        due_at = stage.ahead(hours=due_in)
        promise = make_promise(
            person=person, customer=contact.customer, contact=contact, words=words, due_at=due_at
        )
        if kept:
            yield stage.ahead(hours=due_in - 5)
            keep_promise(person=person, promise=promise)

    return scene


def _commitment(row: tuple[int, int, str, str, bool | None]) -> Callable[[Stage], Scene]:
    days, due_in, who, words, came = row

    def scene(stage: Stage) -> Scene:
        yield stage.ago(days=days)
        contact = stage.contacts[who]
        person = stage.steward_of(stage.home_of(who))
        commitment = make_commitment(
            person=person,
            customer=contact.customer,
            contact=contact,
            words=words,
            due_at=stage.ahead(hours=due_in),
        )
        if came is not None:
            yield stage.ahead(hours=due_in + 20)
        if came:
            receive_commitment(person=person, commitment=commitment)
        elif came is False:
            miss_commitment(person=person, commitment=commitment, reason="He is out of town")

    return scene


def break_a_promise(stage: Stage) -> Scene:
    """Not everything is kept; then it says why."""
    yield stage.ago(days=26)
    contact = stage.contacts["bjorn"]
    promise = make_promise(
        person=stage.people["dana"],
        customer=contact.customer,
        contact=contact,
        words="Come with a spare tube before the month is over",
        due_at=stage.ago(days=20),
    )
    yield stage.ago(days=21)
    reason = "The maker has none before spring; Björn knows"
    break_promise(person=stage.people["dana"], promise=promise, reason=reason)


def hear_another_word(stage: Stage) -> Scene:
    """A promise was kept, we say; late, says the customer."""
    yield stage.ago(days=17)
    contact = stage.contacts["ana"]
    promise = make_promise(
        person=stage.people["dana"],
        customer=contact.customer,
        contact=contact,
        words="Send the training plan",
        due_at=stage.ago(days=14),
    )
    yield stage.ago(days=14, hours=1)
    keep_promise(person=stage.people["dana"], promise=promise)
    yield stage.ago(days=13)
    hear_about_promise(person=stage.people["dana"], promise=promise, says="late")


# hours from the next full hour, contact, title; with whoever is no contact, nothing is kept
MEETINGS: Final = (
    (1, "ana", "Second scanner"),
    (3, "juergen", "Round of the service contract"),
    (26, "owen", "Budget round"),
)


def look_into_the_calendar(stage: Stage) -> Scene:
    """Dana's calendar has three meetings with contacts, and a visit to the dentist."""
    yield stage.now
    begins = stage.now.replace(minute=0, second=0, microsecond=0)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Halden Medical//EN"]
    for hours, who, title in (*MEETINGS, (5, "", "Dentist")):
        address = stage.contacts[who].email if who else "desk@dentist.example"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{hours}@halden.example",
            f"DTSTAMP:{begins:%Y%m%dT%H%M%SZ}",
            f"DTSTART:{begins + dt.timedelta(hours=hours):%Y%m%dT%H%M%SZ}",
            f"DTEND:{begins + dt.timedelta(hours=hours + 1):%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{title}",
            f"ATTENDEE:mailto:{address}",
            "END:VEVENT",
        ]
    content = "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
    take_calendar_file(person=stage.people["dana"], content=content)
