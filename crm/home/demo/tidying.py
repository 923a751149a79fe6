"""Keeping order: people written down twice, a customer on offer, rests, and a list from a fair."""

from accounts.actions import (
    add_contact,
    begin_batch,
    change_preference,
    choose_columns,
    find_doubles,
    merge_rows,
    note_consent,
    offer_customer,
    order_writing,
    pause_customer,
)
from accounts.imports import check_batch, write_batch
from accounts.models import Answer, Contact, Customer, ImportBatch, Pause
from crm.home.demo.stage import Scene, Stage
from crm.home.registry import KINDS

# short name of the contact, how somebody wrote them down a second time, job title
TWICE = (
    ("juergen", "Juergen Albrecht", "Radiology"),
    ("inigo", "Inigo Etxeberria", "Clinical engineering"),
)
MERGED = ("marta", "M. Peñalver", "Purchasing")
FAIR = "our stand at the spring fair"


def write_twice(stage: Stage) -> Scene:
    """Have three people written down twice, long ago; one pair becomes one this week."""
    yield stage.ago(days=600)
    for short, name, title in (*TWICE, MERGED):
        first = stage.contacts[short]
        add_contact(
            person=stage.steward_of(stage.home_of(short)),
            customer=first.customer,
            name=name,
            title=title,
            email="" if short == MERGED[0] else first.email,
        )
    yield stage.ago(days=4)
    gone = Contact.objects.get(name=MERGED[1])
    merge_rows(person=stage.people["dana"], survivor=_now(stage, MERGED[0]), gone=gone)
    find_doubles()


def rest_and_hand_over(stage: Stage) -> Scene:
    """Leave two customers in peace, each for a reason, and offer one to a colleague."""
    yield stage.ago(days=6, hours=3)
    riverbank = Customer.objects.get(pk=stage.customers["riverbank"].pk)
    pause_customer(
        person=stage.people["dana"], customer=riverbank, kind=Pause.Kind.NOT_A_FIT,
        reason="They treat horses; our tables end at 300 kg",
    )  # fmt: skip
    hanbit = Customer.objects.get(pk=stage.customers["hanbit"].pk)
    pause_customer(
        person=stage.people["ines"], customer=hanbit, kind=Pause.Kind.SNOOZE,
        reason="A new budget comes in spring", until_on=stage.day_ago(-45),
    )  # fmt: skip
    yield stage.ago(hours=26)
    kadikoy = Customer.objects.get(pk=stage.customers["kadikoy"].pk)
    offer_customer(
        person=stage.people["dana"], customer=kadikoy, receiver=stage.people["rui"],
        from_on=stage.day_ago(-14),
        must_know="The owner decides alone, on paper, after the last patient of the day.",
        url=f"/customers/{kadikoy.pk}/",
    )  # fmt: skip


def hear_wishes(stage: Stage) -> Scene:
    """Note what contacts said about mail: on the phone, on their own page, in a list of a fair."""
    yield stage.ago(days=40)
    sabine = _now(stage, "sabine")
    note_consent(
        person=stage.people["dana"], contact=sabine, purpose="offer", answer=Answer.GRANTED,
        how="on the phone, about the new table",
    )  # fmt: skip
    yield stage.ago(days=12)
    ana = _now(stage, "ana")
    note_consent(person=None, contact=ana, purpose="news", answer=Answer.REFUSED)
    change_preference(
        person=None, contact=ana, channels=["mail", "phone"], topics=["know_how", "events"],
        mails_a_month=2,
    )  # fmt: skip
    yield stage.ago(days=3, hours=2)
    _import_the_fair(stage)


def _import_the_fair(stage: Stage) -> None:
    rows = ["name,email,customer,consent_news,consent_offer,consent_source,channels"]
    for short, news, offer in (("sabine", "granted", "granted"), ("falk", "refused", ""),
                               ("ana", "granted", "granted")):  # fmt: skip
        who = _now(stage, short)
        told = f"{news},{offer},{FAIR},mail"
        rows.append(f"{who.name},{who.email},{who.customer.name},{told}")
    kind, content = KINDS["contacts"], "\n".join(rows).encode()
    columns = rows[0].split(",")
    batch = begin_batch(
        person=stage.people["dana"], kind=kind.name, file_name="fair.csv", content=content,
        columns=columns, mapping={name: name for name in columns},
    )  # fmt: skip
    choose_columns(batch=batch, mapping=batch.mapping)
    check_batch(ImportBatch.objects.get(pk=batch.pk), kind)
    order_writing(by=batch.person, batch=batch, all_or_nothing=False)
    write_batch(ImportBatch.objects.get(pk=batch.pk), kind)


def _now(stage: Stage, short: str) -> Contact:
    return Contact.objects.select_related("customer").get(pk=stage.contacts[short].pk)


TIDYING = (write_twice, rest_and_hand_over, hear_wishes)
