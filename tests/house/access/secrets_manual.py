"""Who may open what of manuals, secrets, conversations and promises."""

from crm import clock
from secrets_manual import actions
from secrets_manual.models import OfferIdea, Refusal, Secret, Suggestion, Theme
from tests.house.access import Place, Row, everybody

READERS = {"rep": (200, 404, 404), "lead manager": (200, 200, 404), "director": 200, "else": 404}
WRITERS = {"rep": (302, 404, 404), "lead manager": (403, 403, 404), "director": 403, "else": 404}


INSIGHTS = {"rep lead manager director marketing": 200, "else": 403}
THEMES = {"marketing director": 302, "else": 403}


def secret_of(place: Place, glad: str = "yes") -> Secret:
    return actions.record_secret(
        person=place.steward,
        customer=place.customer,
        contact=place.contact,
        text="Decides on paper",
        provenance="told_us",
        glad=glad,
    )


def _secret(place: Place) -> dict[str, object]:
    return {"pk": secret_of(place).pk}


def _draft(place: Place) -> dict[str, object]:
    return {"pk": secret_of(place, "probably").pk}


def _withdrawn(place: Place) -> dict[str, object]:
    secret = actions.withdraw_secret(person=place.steward, secret=secret_of(place))
    return {"pk": secret.pk}


def _customer(place: Place) -> dict[str, object]:
    return {"pk": place.customer.pk}


def _refusal(place: Place) -> dict[str, object]:
    row = Refusal.objects.create(
        rule="G5", category="health", person=place.steward, digest="0" * 64, at=clock.now()
    )
    return {"pk": row.pk}


def _theme(place: Place) -> dict[str, object]:
    name = f"Tea {place.rank}"
    theme = Theme.objects.filter(name=name).first() or actions.add_theme(
        person=place.company.mira, name=name, words=["green tea"]
    )
    return {"pk": theme.pk}


def _idea(place: Place) -> dict[str, object]:
    """An idea born of a secret: who may read that secret sees it, the author decides."""
    idea = actions.start_idea(
        person=place.steward, title="Tea", words="Shall we?", secret=secret_of(place)
    )
    return {"pk": idea.pk}


def _theme_idea(place: Place) -> dict[str, object]:
    theme = Theme.objects.get(**_theme(place))
    idea = actions.start_idea(
        person=place.company.mira, title="Tea", words="Shall we?", theme=theme
    )
    return {"pk": idea.pk}


def _suggestion(place: Place) -> dict[str, object]:
    idea = OfferIdea.objects.get(**_idea(place))
    actions.suggest_idea(person=place.steward, idea=idea)
    return {"pk": Suggestion.objects.get(idea=idea).pk}


def _told_suggestion(place: Place) -> dict[str, object]:
    known = _suggestion(place)
    actions.say_suggestion(person=place.steward, suggestion=Suggestion.objects.get(**known))
    return known


def _about(place: Place) -> dict[str, object]:
    return {"about": f"contact-{place.contact.pk}", "text": "Tea", "how": "told_glad"}


ROWS = [
    Row(name="manuals", answers=everybody(200)),
    Row(name="manual", kwargs=_customer, answers=READERS),
    Row(name="secret_new", answers=everybody(200)),
    Row(name="secret_people", answers=everybody(200)),
    Row(name="offline", answers=everybody(200), signed_out=200),
    Row(name="offline_people", answers=everybody(200)),
    Row(name="worker", answers=everybody(200), signed_out=200),
    Row(
        name="secret_capture",
        method="post",
        body=lambda place: {
            "about": f"contact-{place.contact.pk}",
            "text": "Decides on paper",
            "how": "told_glad",
        },
        answers={"rep": (201, 422, 422), "else": 422},
        signed_out=401,
    ),
    Row(
        name="secret_new",
        query=lambda place: {"contact": place.contact.pk},
        answers={
            "rep": (200, 404, 404),
            "lead manager": (403, 403, 404),
            "service director": 403,
            "else": 404,
        },
    ),
    Row(
        name="secret_new",
        method="post",
        body=_about,
        answers={"rep": (302, 422, 422), "else": 422},
    ),
    Row(name="secret_check", method="post", answers=everybody(200)),
    Row(name="secret_edit", kwargs=_secret, answers=WRITERS | {"rep": (200, 404, 404)}),
    Row(name="secret_move", kwargs=_secret, answers=WRITERS | {"rep": (200, 404, 404)}),
    Row(
        name="secret_move",
        method="post",
        kwargs=_secret,
        body=lambda place: {"about": f"customer-{place.customer.pk}"},
        answers=WRITERS,
    ),
    Row(name="secret_use", kwargs=_secret, answers=READERS),
    Row(name="secret_withdraw", method="post", kwargs=_secret, answers=WRITERS),
    Row(name="secret_review", method="post", kwargs=_secret, answers=WRITERS),
    Row(
        name="secret_confirm",
        method="post",
        kwargs=_draft,
        answers={"rep": (302, 404, 404), "else": 404},
    ),
    Row(
        name="secret_reinstate",
        method="post",
        kwargs=_withdrawn,
        answers={"rep": (302, 404, 404), "else": 404},
    ),
    Row(name="refusals", answers={"privacy": 200, "else": 403}),
    Row(
        name="refusal_appeal",
        method="post",
        kwargs=_refusal,
        answers={"rep": (302, 404, 404), "else": 404},
    ),
    Row(
        name="refusal_release",
        method="post",
        kwargs=_refusal,
        answers={"privacy": 302, "else": 403},
    ),
    Row(name="search", query=lambda _place: {"q": "paper"}, answers=everybody(200)),
    Row(name="palette", query=lambda _place: {"q": "new"}, answers=everybody(200)),
    Row(
        name="insights",
        answers=INSIGHTS,
    ),
    Row(name="insights_csv", answers=INSIGHTS),
    Row(name="want_theme", kwargs=_theme, answers=INSIGHTS),
    Row(name="theme_csv", kwargs=_theme, answers=INSIGHTS),
    Row(name="theme_new", answers=THEMES | {"marketing director": 200}),
    Row(
        name="theme_new",
        method="post",
        body=lambda _place: {"name": "Golf", "words": "golf"},
        answers=THEMES,
    ),
    Row(name="theme_edit", kwargs=_theme, answers=THEMES | {"marketing director": 200}),
    Row(name="themes_plant", method="post", answers=THEMES),
    Row(name="offer_ideas", answers=everybody(200)),
    Row(
        name="offer_idea_new",
        query=lambda place: {"secret": secret_of(place).pk},
        answers=READERS,
    ),
    Row(
        name="offer_idea_new",
        query=lambda place: {"theme": _theme(place)["pk"]},
        answers={"marketing director": 200, "else": 403},
    ),
    Row(name="offer_idea", kwargs=_idea, answers=READERS),
    Row(name="offer_idea", kwargs=_theme_idea, answers={"marketing director": 200, "else": 404}),
    Row(name="offer_idea_suggest", method="post", kwargs=_idea, answers=WRITERS),
    Row(
        name="offer_idea_close",
        method="post",
        kwargs=_theme_idea,
        body=lambda _place: {"why": "Sold out"},
        answers={"marketing director": 302, "else": 404},
    ),
    Row(name="suggestion", kwargs=_suggestion, answers=READERS),
    Row(
        name="suggestion_decide",
        method="post",
        kwargs=_suggestion,
        body=lambda _place: {"how": "not_now"},
        answers=WRITERS,
    ),
    Row(
        name="suggestion_answer",
        method="post",
        kwargs=_told_suggestion,
        body=lambda _place: {"said": "welcome"},
        answers=WRITERS,
    ),
]
