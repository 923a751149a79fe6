"""What the customers of Halden Medical want: told by them, kept in their manuals."""

from collections.abc import Callable

from crm.home.demo.leaves import DRAFTS, NEEDS, TOLD, USUAL
from crm.home.demo.stage import Scene, Stage
from secrets_manual.actions import SecretRefusedError, appeal_refusal, record_secret
from secrets_manual.models import Refusal


def keep_secrets() -> list[Callable[[Stage], Scene]]:
    """Give one scene for each leaf of the manuals."""
    leaves = [
        _leaf(days, short, who, words, kind=kind, uses=uses)
        for days, short, who, kind, uses, words in TOLD
    ]
    leaves += [_leaf(days, short, who, words, layer="need") for days, short, who, words in NEEDS]
    leaves += [
        _leaf(days, short, who, words, kind=kind, glad="probably")
        for days, short, who, kind, words in DRAFTS
    ]
    return [
        *leaves,
        hear_from_a_colleague,
        say_what_not_to_mention,
        leave_two_to_review,
        call_a_false_alarm,
    ]


def _leaf(
    days: int, short: str, who: str, words: str, *, glad: str = "yes", **details: object
) -> Callable[[Stage], Scene]:
    def scene(stage: Stage) -> Scene:
        yield stage.ago(days=days)
        customer = stage.customers[short]
        contact = stage.contacts[who] if who else None
        secret = record_secret(
            person=stage.steward_of(short),
            customer=customer,
            contact=contact,
            text=words,
            provenance="observed" if "quietest" in words else "told_us",
            glad=glad,
            nearly_their_words=days % 2 == 0,
            **details,  # type: ignore[arg-type]
        )
        stage.secrets.setdefault(who or short, secret)

    return scene


def hear_from_a_colleague(stage: Stage) -> Scene:
    """Keep what a colleague heard, until the customer was asked."""
    yield stage.ago(days=9)
    record_secret(
        person=stage.people["dana"],
        customer=stage.customers["norrland"],
        contact=stage.contacts["henrik"],
        text="Looking for a second engineer for the winter",
        kind="hope",
        provenance="third_party",
        glad="yes",
        colleague=stage.people["kim"],
    )


def say_what_not_to_mention(stage: Stage) -> Scene:
    """Some things are known so that nobody brings them up."""
    yield stage.ago(days=180)
    record_secret(
        person=stage.people["dana"],
        customer=stage.customers["lucia"],
        contact=stage.contacts["ana"],
        text="Does not like to talk about the supplier before us",
        kind="bias",
        provenance="told_us",
        glad="yes",
        do_not_mention=True,
    )


def leave_two_to_review(stage: Stage) -> Scene:
    """Keep two leaves that are a year old by now, and due for review."""
    for days, who, words in (
        (368, "bjorn", "Plays table tennis at lunch with whoever has time"),
        (361, "owen", "Prefers to hear bad news standing up"),
    ):
        yield stage.ago(days=days)
        contact = stage.contacts[who]
        record_secret(
            person=stage.people["dana"],
            customer=contact.customer,
            contact=contact,
            text=words,
            provenance="told_us",
            glad="yes",
            uses=USUAL,
        )


def call_a_false_alarm(stage: Stage) -> Scene:
    """Let the word lists refuse something harmless; its author asks the privacy officer."""
    yield stage.ago(days=1, hours=3)
    jonas = stage.people["jonas"]
    contact = stage.contacts["malgorzata"]
    try:
        record_secret(
            person=jonas,
            customer=contact.customer,
            contact=contact,
            text="Keeps the depression outpatient clinic running and likes plain numbers",
            provenance="told_us",
            glad="yes",
        )
    except SecretRefusedError:
        appeal_refusal(person=jonas, refusal=Refusal.objects.latest("id"))
