"""Saved replies: kept for everybody or for oneself, changed, and thrown away."""

from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.recovery.actions.acts import one_act
from crm.recovery.models import SavedReply
from crm.recovery.permissions import may_keep_reply
from crm.recovery.queries import replies_visible_to
from crm.recovery.rules import blanks


def save_reply(
    *,
    person: Person,
    title: str,
    words: str,
    language: str = "",
    is_ours: bool = False,
    reply: SavedReply | None = None,
) -> SavedReply:
    """Keep a reply for oneself, or with `is_ours` for everybody; `reply` is the one to change."""
    with one_act():
        row = SavedReply(person=person) if reply is None else _mine(person, reply)
        row.person = None if is_ours else row.person or person
        _check_keeper(person, row)
        row.title, row.words, row.language = title.strip(), words.strip(), language
        strange = blanks.strange_blanks(row.words)
        if strange:
            raise RuleBrokenError(
                _("{%(name)s} is no blank of ours. These are: %(ours)s")
                % {"name": strange[0], "ours": " ".join(f"{{{one}}}" for one in blanks.BLANKS)},
                "recovery.strange_blank",
                field="words",
                status=400,
            )
        row.full_clean()
        row.save()
        _note("reply_saved", person, row)
        return row


def throw_reply_away(*, person: Person, reply: SavedReply) -> None:
    """Delete a saved reply; mails that were written with it stay as they are."""
    with one_act():
        row = _mine(person, reply)
        _check_keeper(person, row)
        _note("reply_thrown_away", person, row)
        row.delete()


def _mine(person: Person, reply: SavedReply) -> SavedReply:
    row = replies_visible_to(person).select_for_update(of=("self",)).filter(pk=reply.pk).first()
    if row is None:
        raise NotVisibleError(_("There is no such reply."))
    _check_keeper(person, row)
    return row


def _check_keeper(person: Person, row: SavedReply) -> None:
    if not may_keep_reply(person, row):
        raise NotAllowedError(_("Leads, managers and directors keep the replies of everybody."))


def _note(kind: str, person: Person, row: SavedReply) -> None:
    journal.record(
        f"recovery.{kind}",
        person=person,
        subject_kind="saved_reply",
        subject_id=row.pk,
        words={"title": row.title},
        facts={"everybodys": row.person_id is None, "language": row.language},
    )
