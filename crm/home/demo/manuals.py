"""What keepers do with their manuals: pin, settle, hand over, flag, and begin deals with them."""

import datetime as dt
from collections.abc import Callable

from crm import clock
from crm.deals.actions import open_deal
from crm.home.demo.stage import Scene, Stage
from secrets_manual import actions
from secrets_manual.models import Secret


def keep_manuals() -> list[Callable[[Stage], Scene]]:
    """Give one scene for each thing that is done with a manual."""
    return [
        contradict_what_was_known,
        write_what_holds_now,
        flag_key_customers,
        begin_a_deal_with_a_secret,
        use_and_judge,
        say_what_may_be_given,
        give_and_receive,
    ]


def _told(stage: Stage, who: str, words: str, **details: object) -> Secret:
    contact = stage.contacts[who]
    return actions.record_secret(
        person=stage.steward_of(stage.home_of(who)),
        customer=contact.customer,
        contact=contact,
        text=words,
        provenance="told_us",
        glad="yes",
        **details,  # type: ignore[arg-type]
    )


def contradict_what_was_known(stage: Stage) -> Scene:
    """Ana says something that does not go with what she said before; both are kept."""
    yield stage.ago(days=12)
    dana = stage.people["dana"]
    pinned = Secret.objects.get(text__startswith="Coaches a youth rowing team")
    actions.pin_secret(person=dana, secret=pinned)
    yield stage.ago(days=5)
    new = _told(stage, "ana", "Signs everything on her tablet since the summer", kind="habit")
    old = Secret.objects.get(text__startswith="Decides on paper: print the page")
    actions.mark_contradiction(person=dana, secret=new, other=old)
    yield stage.ago(days=4)
    clinic = stage.contacts["ana"].customer
    today = clock.today()
    actions.record_secret(
        person=dana,
        customer=clinic,
        text="Moves the day clinic to the new building",
        kind="hope",
        provenance="told_us",
        glad="yes",
        told_on=today.replace(day=1),
        told_precision="month",
        dated_on=dt.date(today.year + 1, 5, 1),
        dated_precision="month",
    )


def write_what_holds_now(stage: Stage) -> Scene:
    """Åsa has changed her mind; the old words stay as the history of the new ones."""
    yield stage.ago(days=20)
    dana = stage.steward_of("norrland")
    old = Secret.objects.get(text__startswith="Prefers one bad number early")
    new = _told(stage, "asa", "Wants the range, best and worst, never one number", kind="bias")
    actions.supersede_secret(person=dana, secret=old, by=new)


def flag_key_customers(stage: Stage) -> Scene:
    """Three customers nobody may know badly; one of them has lost its keeper."""
    yield stage.ago(days=100)
    for short, reason in (
        ("lucia", "Shows our scanners to every clinic on the coast"),
        ("norrland", "The largest service contract in the north"),
        ("see", "Trains the radiographers of the region"),
    ):
        steward = stage.steward_of(short)
        actions.flag_key_customer(person=steward, customer=stage.customers[short], reason=reason)
    yield stage.ago(days=3)
    customer = stage.customers["see"]
    customer.refresh_from_db()
    actions.hand_over_manual(person=stage.people["olga"], customer=customer, keeper=None)


def begin_a_deal_with_a_secret(stage: Stage) -> Scene:
    """An offer that answers something the customer told."""
    yield stage.ago(days=9)
    secret = Secret.objects.get(text="X-ray tubes are kept at another site, two hours away")
    stage.deals["tubes"] = open_deal(
        person=stage.steward_of("see"),
        customer=secret.customer,
        name="Spare tubes on site",
        product=stage.products["uptime"],
        amount_minor=1_900_000,
        origin=secret,
    )


def use_and_judge(stage: Stage) -> Scene:
    """A secret is used; how it was received is known only later."""
    yield stage.ago(days=15)
    dana = stage.people["dana"]
    secret = Secret.objects.get(text__startswith="Coaches a youth rowing team")
    use = actions.record_use(
        person=dana, secret=secret, how="Asked her about the regatta before anything else"
    )
    yield stage.ago(days=11)
    actions.judge_use(person=dana, use=use, reception="welcome")


def say_what_may_be_given(stage: Stage) -> Scene:
    """Olga sets our own rule, and one clinic's code of conduct allows nothing."""
    yield stage.ago(days=90)
    olga = stage.people["olga"]
    actions.set_gift_policy(
        person=olga,
        per_gift_minor=50_00,
        per_year_minor=120_00,
        source="Handbook, chapter 7",
        note="An act first; flowers count as a gift",
    )
    actions.set_gift_policy(
        person=olga,
        customer=stage.customers["see"],
        nothing_at_all=True,
        source="Their code of conduct, page 4",
    )


def give_and_receive(stage: Stage) -> Scene:
    """A tin of tea is given, a hamper comes in, and one idea waits for a second person."""
    yield stage.ago(days=40)
    ana, lucia = stage.contacts["ana"], stage.customers["lucia"]
    dana = stage.steward_of("lucia")
    actions.record_gift(
        person=dana,
        customer=lucia,
        contact=ana,
        what="A tin of green tea, for her patience with the second visit",
        value_minor=18_00,
    )
    yield stage.ago(days=8)
    asa = stage.contacts["asa"]
    actions.record_gift(
        person=stage.steward_of("norrland"),
        customer=asa.customer,
        contact=asa,
        direction="received",
        what="A book about the Höga Kusten, signed by the whole department",
        value_minor=35_00,
    )
    yield stage.ago(days=2)
    actions.record_gift(
        person=dana,
        customer=lucia,
        contact=ana,
        what="Two places at the regatta, on our boat",
        value_minor=90_00,
        ask=True,
    )
