"""From an idea to what the customer said of it; whether it is said at all, the steward decides."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import mail_contact
from accounts.models import Contact, Person, Stewardship
from accounts.permissions import is_steward
from accounts.queries import stewardships_now
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices
from secrets_manual.actions.counting import wants_of_theme
from secrets_manual.actions.gating import check_words
from secrets_manual.models import OfferIdea, Secret, State, Suggestion, Theme
from secrets_manual.permissions import may_keep_themes
from secrets_manual.queries import ideas_visible, secrets_visible, suggestions_visible

#: Stewards at once; what is more goes with the next time the idea is suggested.
MOST_AT_ONCE = 5_000


@transaction.atomic
def start_idea(
    *,
    person: Person,
    title: str,
    words: str,
    topic: str = "products",
    theme: Theme | None = None,
    secret: Secret | None = None,
) -> OfferIdea:
    """Write down an idea, born of a theme or of one kept secret that the person may read."""
    if secret is not None:
        readable = secrets_visible(person).filter(pk=secret.pk, state=State.KEPT)
        if not readable.exists():
            raise NotVisibleError(_("There is no such secret."))
    elif not may_keep_themes(person):
        raise NotAllowedError(_("Marketing and directors make ideas of themes."))
    check_words(f"{title}\n{words}", person=person)
    idea = OfferIdea(
        theme=None if secret else theme,
        secret=secret,
        title=" ".join(title.split()),
        words=words.strip(),
        topic=topic,
        author=person,
        made_at=clock.now(),
    )
    idea.full_clean()
    idea.save()
    _note("secrets_manual.offer_idea_started", person, idea)
    return idea


@transaction.atomic
def suggest_idea(*, person: Person, idea: OfferIdea) -> int:
    """Lay an idea before the stewards of all customers it fits and were not asked yet.

    A line that must not be mentioned suggests nothing. Gives how many were new; only the
    pages of those stewards show which.
    """
    row = _open_idea(person, idea)
    stewards = _stewards_of_fitting(row)
    done = set(row.suggestions.values_list("customer_id", flat=True))
    new = {customer: held for customer, held in stewards.items() if customer not in done}
    now = clock.now()
    Suggestion.objects.bulk_create(
        [
            Suggestion(idea=row, customer_id=customer, secret_id=secret, made_at=now)
            for customer, (secret, _steward) in new.items()
        ]
    )
    row.suggested_at = row.suggested_at or now
    row.save(update_fields=["suggested_at"])
    _note("secrets_manual.offer_idea_suggested", person, row)
    told = {steward.pk: steward for _secret, steward in new.values() if steward.pk != person.pk}
    notices.tell(
        people=told.values(),
        once_key=f"offer-idea:{row.pk}:{clock.today()}",
        subject=_("Look at an idea for your customers: %(title)s") % {"title": row.title},
        body=_("You decide for each of them whether it is said, and how."),
        url="/offers/",
        about_kind="offer_idea",
        about_id=str(row.pk),
    )
    return len(new)


def _stewards_of_fitting(idea: OfferIdea) -> dict[int, tuple[int, Person]]:
    """Give the newest line that fits and the steward, by customer."""
    if idea.theme is not None:
        wants = wants_of_theme(idea.theme)
    else:
        wants = Secret.objects.filter(offer_ideas=idea, state=State.KEPT).order_by()
    lines = dict(
        wants.filter(do_not_mention=False)
        .order_by("customer_id", "-id")
        .distinct("customer_id")
        .values_list("customer_id", "pk")[:MOST_AT_ONCE]
    )
    held: Mapping[int, Stewardship] = {
        row.customer_id: row
        for row in stewardships_now().filter(customer__in=lines).select_related("person")
    }
    return {
        customer: (secret, held[customer].person)
        for customer, secret in lines.items()
        if customer in held
    }


@transaction.atomic
def close_idea(*, person: Person, idea: OfferIdea, why: str) -> OfferIdea:
    """Let an idea rest, with a reason; what still waits is closed with it."""
    row = _open_idea(person, idea)
    row.closed_at, row.closed_why = clock.now(), " ".join(why.split())
    row.full_clean()
    row.save(update_fields=["closed_at", "closed_why"])
    row.suggestions.filter(state=Suggestion.State.WAITING).update(
        state=Suggestion.State.CLOSED, done_at=row.closed_at
    )
    _note("secrets_manual.offer_idea_closed", person, row)
    return row


def _open_idea(person: Person, idea: OfferIdea) -> OfferIdea:
    row = ideas_visible(person).select_for_update(of=("self",)).filter(pk=idea.pk).first()
    if row is None:
        raise NotVisibleError(_("There is no such idea."))
    if row.author_id != person.pk and not (row.theme_id and may_keep_themes(person)):
        raise NotAllowedError(_("Whose idea it is decides what becomes of it."))
    if row.closed_at is not None:
        raise RuleBrokenError(_("This idea is closed."), "secrets_manual.offer_idea_closed")
    return row


@transaction.atomic
def mail_suggestion(
    *, person: Person, suggestion: Suggestion, contact: Contact, words: str
) -> Suggestion:
    """Mail the offer in the steward's words; the contact's consent, topics and cap decide."""
    row = _waiting(person, suggestion)
    if contact.customer_id != row.customer_id:
        raise NotVisibleError(_("There is no such contact."))
    if not words.strip():
        raise RuleBrokenError(
            _("Write what you want to say."), "secrets_manual.no_words", field="words", status=422
        )
    check_words(words, person=person)
    mail_contact(
        contact=contact,
        purpose="offer",
        once_key=f"suggestion:{row.pk}",
        subject=row.idea.title,
        body=f"{words.strip()}\n\n{person.name}",
        topic=row.idea.topic,
    )
    return _done(person, row, Suggestion.State.MAILED, contact=contact)


@transaction.atomic
def say_suggestion(*, person: Person, suggestion: Suggestion) -> Suggestion:
    """Note that the steward said it, or will say it, in person."""
    return _done(person, _waiting(person, suggestion), Suggestion.State.SAID)


@transaction.atomic
def leave_suggestion(*, person: Person, suggestion: Suggestion, why: str) -> Suggestion:
    """Do not send it, with a reason: not_now | not_a_fit | too_close."""
    return _done(person, _waiting(person, suggestion), Suggestion.State.LEFT, why=why)


@transaction.atomic
def hear_of_suggestion(*, person: Person, suggestion: Suggestion, said: str) -> Suggestion:
    """Note what the customer said: welcome | not_for_me; the later word holds."""
    row = _theirs(person, suggestion)
    if row.state not in {Suggestion.State.MAILED, Suggestion.State.SAID}:
        raise RuleBrokenError(
            _("They answer what they were told."), "secrets_manual.suggestion_not_told"
        )
    row.said = said
    row.full_clean()
    row.save(update_fields=["said"])
    _note_done("secrets_manual.suggestion_heard", person, row)
    return row


def _theirs(person: Person, suggestion: Suggestion) -> Suggestion:
    """Lock a suggestion that the person decides: the steward of today does."""
    rows = suggestions_visible(person).select_for_update(of=("self",))
    row = rows.filter(pk=suggestion.pk).first()
    if row is None:
        raise NotVisibleError(_("There is no such suggestion."))
    if not is_steward(person, row.customer):
        raise NotAllowedError(
            _("The steward, who looks after the customer, decides what is offered.")
        )
    return row


def _waiting(person: Person, suggestion: Suggestion) -> Suggestion:
    row = _theirs(person, suggestion)
    if row.state != Suggestion.State.WAITING:
        raise RuleBrokenError(_("This is decided already."), "secrets_manual.suggestion_decided")
    return row


def _done(person: Person, row: Suggestion, state: str, **more: object) -> Suggestion:
    for name, value in {"state": state, "person": person, "done_at": clock.now(), **more}.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    _note_done(f"secrets_manual.suggestion_{state}", person, row)
    return row


def _note_done(kind: str, person: Person, row: Suggestion) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="suggestion",
        subject_id=row.pk,
        customer_id=row.customer_id,
        facts={"idea": row.idea_id, "why": row.why, "said": row.said},
    )


def _note(kind: str, person: Person, idea: OfferIdea) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="offer_idea",
        subject_id=idea.pk,
        customer_id=idea.secret.customer_id if idea.secret else None,
        facts={"theme": idea.theme_id, "secret": idea.secret_id},
    )
