"""Everyday work with customers: families, days to be in touch, lists kept under a name."""

from accounts.actions import (
    add_person,
    change_customer,
    invite_person,
    plan_touch,
    save_view,
    win_customer,
)
from accounts.models import Customer
from crm.home.demo.people import address
from crm.home.demo.stage import Scene, Stage

# short name, days ahead, why
TOUCHES = (
    ("orsa", 0, "The budget for next year is decided this week"),
    ("norrland", 5, "Åsa is back from leave"),
    ("linden", 0, "Ask how the first week with the new table went"),
)
# name, list, filters
VIEWS = (
    ("Due to be touched", "customers", "due=week&who=mine", True),
    ("Hospitals, silent for 60 days", "customers", "quiet=60&sector=hospital&who=mine", False),
)  # fmt: skip


def work_daily(stage: Stage) -> Scene:
    """Join a clinic to its hospital, win a prospect, plan touches, keep lists, invite Nia."""
    yield stage.ago(days=30)
    dana, jonas = stage.people["dana"], stage.people["jonas"]
    for child, parent in (("vega", "lucia"), ("orsa", "norrland")):
        row = Customer.objects.get(pk=stage.customers[child].pk)
        change_customer(person=dana, customer=row, version=None, parent=stage.customers[parent])
    hallgrim = stage.customers["hallgrim"]
    win_customer(person=jonas, customer=hallgrim, since_on=stage.day_ago(31))
    yield stage.ago(hours=20)
    for short, days, why in TOUCHES:
        person, row = stage.steward_of(short), stage.customers[short]
        plan_touch(person=person, customer=row, on=stage.day_ago(-days), why=why)
    for name, page, query, is_shared in VIEWS:
        save_view(person=dana, page=page, query=query, name=name, is_shared=is_shared)
    admin, north = stage.people["ada"], stage.teams["north"]
    nia = add_person(by=admin, name="Nia Cole", email=address("nia"), roles=["rep"], team=north)
    invite_person(by=admin, person=nia)
