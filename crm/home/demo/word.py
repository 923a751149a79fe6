"""What customers say themselves: a stranger on our page, answers on the page of a mishap."""

from crm.home.demo.stage import Scene, Stage
from crm.home.demo.steps import reached, reported
from crm.recovery.actions import (
    Report,
    choose_time,
    complain,
    confirm_fix,
    fix,
    refuse_fix,
    take_report,
    write_standing,
)


def stranger(stage: Stage) -> Scene:
    """Somebody we do not know wrote on our page; it waits for a look."""
    yield stage.ago(minutes=50)
    report = Report(
        name="Marta Oliveira",
        email="marta.oliveira@clinica-do-mar.example",
        phone="+351 21 555 0146",
        company="Clínica do Mar",
        words="The injector beeps and nobody here knows why. Your number is on the sticker.",
        how_bad="Two patients wait without breakfast.",
    )
    take_report(report, once="demo-stranger")


def not_yet(stage: Stage) -> Scene:
    """Fixed, we thought; the customer says what is missing, and later that it is right."""
    yield stage.ago(hours=9)
    ticket = reported(
        stage, "not_yet", "elodie", 2, "Les images du matin arrivent après midi.",
        by=None, owner="tomas", channel="link", cost="Deux consultations déplacées.",
        right="Que quelqu’un reste jusqu’à ce que ça marche.",
    )  # fmt: skip
    contact, tomas = stage.contacts["elodie"], stage.people["tomas"]
    yield stage.ago(hours=8)
    reached(stage, ticket, "tomas", "Rang Élodie; the transfer runs over the old line.")
    yield stage.ago(hours=7)
    until = stage.ahead(hours=20)
    choose_time(
        contact=contact, ticket=ticket, until=until, words="Demain midi suffit.", once="demo-later"
    )
    yield stage.ago(hours=5)
    fix(person=tomas, ticket=ticket, words="Moved the transfer to the new line.")
    yield stage.ago(hours=4)
    no = "Les radios, oui. Pas les scanners."
    refuse_fix(contact=contact, ticket=ticket, words=no, once="demo-no")
    third = "C’est la troisième fois cette année. J’aimerais en parler avec vous."
    complain(contact=contact, ticket=ticket, words=third, about_owner=False, once="demo-third")
    yield stage.ago(hours=2)
    fix(person=tomas, ticket=ticket, words="The scanners too, with her.")
    write_standing(
        person=tomas,
        ticket=ticket,
        understood_words="Vos images du matin doivent être là avant la consultation.",
        done_words="Les radios et les scanners passent par la nouvelle ligne.",
    )
    yield stage.ago(hours=1)
    confirm_fix(contact=contact, ticket=ticket, words="Cette fois, oui.", once="demo-yes")


THEIR_WORD = (stranger, not_yet)
