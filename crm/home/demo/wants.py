"""What many customers share, the themes marketing follows, and an offer that came of one."""

from collections.abc import Callable

from crm.home.demo.stage import Scene, Stage
from secrets_manual import actions
from secrets_manual.models import Suggestion, Theme

#: Who reads on paper, in which words, and how many days ago they said so.
ON_PAPER = (
    (230, "owen", "Reads on paper with a green pen, never on a screen"),
    (215, "inigo", "Print the wiring plan for him, paper does not crash"),
    (120, "paolo", "Files every visit on paper, in a blue folder"),
    (112, "ulrike", "Liest Befunde lieber auf Papier"),
    (64, "maria", "Wants every invoice printed, with a stamp"),
    (40, "matthias", "Ein Ausdruck auf Papier liegt immer auf seinem Tisch"),
    (35, "wanjiru", "Takes the printed report along to the ministry"),
    (30, "arjun", "Keeps a paper copy of every change"),
    (26, "taras", "Paper plans on the wall, in case the lights go out"),
    (20, "luc", "Demande le rapport imprimé avant la visite"),
    (15, "wei", "Signs on paper only, with a red seal"),
    (12, "rasmus", "Prints the change log and reads it at home"),
    (8, "zdenka", "Hangs the printed rota on the door"),
    (6, "huda", "Compares printed offers side by side"),
)  # fmt: skip
AT_NIGHT = (
    (160, "pawel", "Would rather be called at night than find it in the morning"),
    (150, "yui", "Deliveries at night only, the ramp is free then"),
    (100, "marta", "Hopes for training at night for the late shift"),
    (70, "henrik", "Does his changes at night, when nobody scans"),
    (32, "nuno", "Works at night in August, when it is cool"),
    (18, "akinyi", "Wants somebody who answers at night"),
    (9, "tariq", "Teaches the night shift himself"),
)  # fmt: skip
OFFER = (
    "You told us that you would rather have it on paper. From January on we can bring a printed"
    " summary of every visit, one page, ready for your folder. Shall we?"
)


def share_wants() -> list[Callable[[Stage], Scene]]:
    """Give one scene a line, then the theme and the offer that follow from them."""
    lines = [*ON_PAPER, *AT_NIGHT]
    return [*(_line(days, who, words) for days, who, words in lines), follow_and_offer]


def _line(days: int, who: str, words: str) -> Callable[[Stage], Scene]:
    def scene(stage: Stage) -> Scene:
        yield stage.ago(days=days)
        contact = stage.contacts[who]
        actions.record_secret(
            person=stage.steward_of(stage.home_of(who)),
            customer=contact.customer,
            contact=contact,
            text=words,
            kind="habit",
            provenance="told_us",
            glad="yes",
        )

    return scene


def follow_and_offer(stage: Stage) -> Scene:
    """Marketing follows themes and suggests an offer; stewards send it, say it or leave it."""
    yield stage.ago(days=4)
    mira = stage.people["mira"]
    actions.plant_themes(person=mira)
    actions.add_theme(person=mira, name="At night", words=["night", "nachts", "nuit", "noche"])
    paper = Theme.objects.get(words__contains=["paper"])
    idea = actions.start_idea(
        person=mira,
        theme=paper,
        title="A printed summary of every visit",
        words=OFFER,
        topic="know_how",
    )
    actions.suggest_idea(person=mira, idea=idea)
    yield stage.ago(days=3)
    waiting = Suggestion.objects.filter(idea=idea).select_related("customer").order_by("id")
    for number, row in enumerate(waiting):
        steward = stage.steward_of(_short(stage, row))
        if steward == stage.people["dana"] and number % 2:
            continue  # Dana still has some of them before her.
        if number % 3 == 2:
            actions.leave_suggestion(person=steward, suggestion=row, why="not_now")
        else:
            actions.say_suggestion(person=steward, suggestion=row)
            said = "not_for_me" if number % 7 == 6 else "welcome"
            actions.hear_of_suggestion(person=steward, suggestion=row, said=said)


def _short(stage: Stage, row: Suggestion) -> str:
    return next(
        short for short, customer in stage.customers.items() if customer.pk == row.customer_id
    )
