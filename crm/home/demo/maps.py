"""Who is who at the hospitals, and how they decide: as they told it."""

from typing import Final

from crm.home.actions.deciding import add_alternative, add_step, finish_step
from crm.home.actions.knowing import say_one_knows
from crm.home.actions.mapping import place_contact, state_role, state_trust
from crm.home.actions.meeting import log_decision
from crm.home.demo.stage import Scene, Stage

# contact, level, reports to
PLACES: Final = (
    ("ana", "head", ""),
    ("inigo", "does", "ana"),
    ("marta", "area", "ana"),
    ("sabine", "head", ""),
    ("juergen", "area", "sabine"),
    ("falk", "team", "juergen"),
    ("asa", "area", ""),
    ("henrik", "does", "asa"),
    ("saga", "team", "asa"),
)
# contact, part, words ("" where we saw it at work)
PARTS: Final = (
    ("ana", "decides", "I decide, and I decide on paper."),
    ("ana", "influences", ""),
    ("marta", "signs", "It lies on my desk last, and I sign it."),
    ("inigo", "influences", "She asks me whether it will run."),
    ("sabine", "decides", "In the end it is my name on the plan."),
    ("juergen", "influences", ""),
    ("falk", "uses", "I stand beside it ten hours a day."),
    ("asa", "decides", "The scanners are mine to choose."),
)
# contact, whom they listen to, words
TRUSTS: Final = (
    ("ana", "inigo", "I buy nothing that Íñigo has not looked at."),
    ("sabine", "juergen", "If Jürgen says it is good, it is good."),
    ("juergen", "falk", "Falk knows what happens at six in the morning."),
)
# customer, words, owner, days ahead (None: no date), done
STEPS: Final = (
    ("lucia", "The technicians look at the room", "inigo", -12, True),
    ("lucia", "Two offers side by side, on paper", "marta", 9, False),
    ("lucia", "The board hears it", "ana", 40, False),
    ("see", "The finance committee agrees", "sabine", 20, False),
    ("see", "The county gives its part of the money", "", None, False),
)
# customer, kind, words, who said so
OTHERS: Final = (
    ("lucia", "nothing", "We could also live another year with the old one.", "marta"),
    ("lucia", "other", "The ones from the fair have a shorter delivery.", "inigo"),
    ("see", "own", "We could share a scanner with the county hospital.", "sabine"),
)


# days ago, who, customer ("" for all), what was decided, what it does to the customer
DECISIONS: Final = (
    (34, "olga", "", "No visits in the last week of December",
     "Whoever opens in January waits three weeks longer. Two of them were called before."),
    (16, "dana", "lucia", "The second scanner comes in May, not in March",
     "Eleven people sit in the corridor two months longer. Ana was told the same day."),
    (5, "max", "", "One person per hospital answers the phone by name",
     "They need not tell their story twice."),
)  # fmt: skip


def hold_meetings(stage: Stage) -> Scene:
    """Write down what meetings decided while a chair stood empty."""
    for days, who, customer, decided, effect in DECISIONS:
        yield stage.ago(days=days)
        log_decision(
            person=stage.people[who],
            decided=decided,
            effect=effect,
            customer=stage.customers[customer] if customer else None,
        )


def draw_maps(stage: Stage) -> Scene:
    """Write down who is who, some weeks ago, and let two people say whom they know."""
    yield stage.ago(days=20)
    for who, level, above in PLACES:
        place_contact(
            person=stage.steward_of(stage.home_of(who)),
            contact=stage.contacts[who],
            level=level,
            reports_to=stage.contacts[above] if above else None,
        )
    day = stage.day_ago(20)
    for who, part, words in PARTS:
        state_role(
            person=stage.steward_of(stage.home_of(who)),
            contact=stage.contacts[who],
            role=part,
            how_known="told" if words else "observed",
            known_on=day,
            words=words,
        )
    for who, whom, words in TRUSTS:
        state_trust(
            person=stage.steward_of(stage.home_of(who)),
            contact=stage.contacts[who],
            trusted=stage.contacts[whom],
            known_on=day,
            words=words,
        )
    say_one_knows(
        person=stage.steward_of("lucia"), contact=stage.contacts["marta"], words="From the fair"
    )
    yield stage.ago(days=18)
    _hear_how_they_decide(stage)


def _hear_how_they_decide(stage: Stage) -> None:
    day = stage.day_ago(20)
    for customer, words, owner, ahead, done in STEPS:
        step = add_step(
            person=stage.steward_of(customer),
            customer=stage.customers[customer],
            words=words,
            owner=stage.contacts[owner] if owner else None,
            by=None if ahead is None else (stage.day_ago(-ahead), "day"),
        )
        if done:
            finish_step(person=stage.steward_of(customer), step=step, done=True)
    for customer, kind, words, who in OTHERS:
        add_alternative(
            person=stage.steward_of(customer),
            customer=stage.customers[customer],
            kind=kind,
            words=words,
            heard_on=day,
            contact=stage.contacts[who],
        )
