"""The gate at every door: form, API and import ask it here, and nowhere else.

The actions ask, secrets by `pass_gate` and words beside them by `check_words` or `@reads`; a
form only sends (`send_once`) and shows what came back.

A refused text is gone when the door closes: neither the row of the refusal nor the journal,
a log line or the database's own log ever sees it, since it is refused before it is sent there.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, Required, TypedDict, TypeVar, Unpack

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.queries import with_role
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from crm.journal import actions as journal
from crm.notices import actions as notices
from secrets_manual.actions.setting_aside import bring_back
from secrets_manual.models import Refusal, Release
from secrets_manual.models.secrets import LONGEST
from secrets_manual.permissions import may_release
from secrets_manual.rules.folding import fold
from secrets_manual.rules.gate import Verdict, check
from secrets_manual.rules.kinds import Glad, Kind, Provenance

Given = ParamSpec("Given")
Made = TypeVar("Made")
_FIELDS = {"G1": "how", "G2": "how", "G4": "text", "G5": "text", "G6": "how"}


class SecretRefusedError(RuleBrokenError):
    """The gate said no; `suggestion` is what may be kept instead, or ''."""

    def __init__(self, verdict: Verdict, refusal_id: int | None = None) -> None:
        super().__init__(
            _(verdict.message),
            "secrets_manual.blocked",
            field=_FIELDS.get(verdict.rule, "text"),
            status=422,
        )
        self.rule = verdict.rule
        self.category = str(verdict.category or "")
        self.instead = _(verdict.instead) if verdict.instead else ""
        self.suggestion = _(verdict.suggestion) if verdict.suggestion else ""
        self.refusal_id = refusal_id

    @property
    def extra(self) -> dict[str, str]:
        """What the API adds to code, message and field."""
        told = {"rule": self.rule}
        return told | {"suggestion": self.suggestion} if self.suggestion else told


def clean_text(text: str) -> str:
    """Take away what PostgreSQL cannot hold, and the blanks around; refuse what is too long."""
    plain = text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8").strip()
    if len(plain) > LONGEST:
        raise RuleBrokenError(
            _("Make it shorter: at most %(n)d characters.") % {"n": LONGEST},
            "secrets_manual.too_long",
            field="text",
            status=400,
        )
    return plain


class Told(TypedDict, total=False):
    """What is said of a text beside its words, as the rules ask for it."""

    provenance: Required[str]
    glad: Required[str]
    kind: Required[str]
    address: str
    colleague: str
    uses: Iterable[str] | None
    about_organisation: bool


def ask_gate(text: str, **told: Unpack[Told]) -> Verdict:
    """Give the gate's verdict; nothing is stored. A released text passes the detector."""
    verdict = check(text, **told)
    if verdict.rule != "G5" or not Release.objects.filter(digest=digest_of(text)).exists():
        return verdict
    return check(text, released=True, **told)


def pass_gate(text: str, *, person: Person | None, **told: Unpack[Told]) -> Verdict:
    """Give the verdict on what may be kept; a refusal is noted without its words and raised.

    Doors that write inside a transaction of their own call this before it begins, so that
    the refusal's row outlives the rolled-back attempt.
    """
    verdict = ask_gate(text, **told)
    if verdict.allowed:
        return verdict
    refusal = Refusal.objects.create(
        rule=verdict.rule,
        category=verdict.category or "",
        person=person,
        digest=digest_of(text),
        at=clock.now(),
    )
    raise SecretRefusedError(verdict, refusal.pk)


def check_words(text: str, *, person: Person | None, field: str = "words") -> None:
    """Refuse words beside a secret that the detector would not let become one; `field` has them."""
    if not text.strip():
        return
    told_us, glad = Provenance.TOLD_US.value, Glad.YES.value
    try:
        pass_gate(text, person=person, provenance=told_us, glad=glad, kind=Kind.HABIT.value)
    except SecretRefusedError as refused:
        refused.field = field
        raise


def passes(text: str) -> bool:
    """Say whether the detector lets words stand; nothing is noted."""
    kind, told_us = Kind.HABIT.value, Provenance.TOLD_US.value
    return ask_gate(text, provenance=told_us, glad=Glad.YES.value, kind=kind).allowed


def reads(*names: str) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Let the detector read these arguments of an action, before its transaction begins.

    The action takes `person` by name. A refusal stands at the argument that it is about.
    """

    def decorate(action: Callable[Given, Made]) -> Callable[Given, Made]:
        @wraps(action)
        def after_reading(*given: Given.args, **named: Given.kwargs) -> Made:
            for name in names:
                words, person = str(named.get(name) or ""), named.get("person")
                check_words(words, person=person, field=name)  # type: ignore[arg-type]
            return action(*given, **named)

        return after_reading

    return decorate


def digest_of(text: str) -> str:
    """Give the keyed hash of a text as the detector reads it, in 64 hex digits."""
    return salted_hmac("secrets_manual.refusal", fold(text), algorithm="sha256").hexdigest()


@transaction.atomic
def appeal_refusal(*, person: Person, refusal: Refusal) -> Refusal:
    """Ask the privacy officers to look at a false alarm; only the author may."""
    row = Refusal.objects.select_for_update().filter(pk=refusal.pk, person=person).first()
    if row is None:
        raise NotVisibleError(_("There is no such refusal."))
    if row.rule != "G5":
        raise RuleBrokenError(
            _("Only the word lists give false alarms."), "secrets_manual.no_false_alarm"
        )
    if row.appealed_at is None:
        row.appealed_at = clock.now()
        row.save(update_fields=["appealed_at"])
        _tell_privacy(person, row)
    return row


def _tell_privacy(person: Person, row: Refusal) -> None:
    journal.record(
        "secrets_manual.refusal_appealed",
        person=person,
        subject_kind="refusal",
        subject_id=row.pk,
        facts={"rule": row.rule, "category": row.category},
        audience="privacy",
    )
    notices.tell(
        people=with_role("privacy"),
        once_key=f"refusal-appealed:{row.pk}",
        subject=_("Decide on a refusal: %(name)s calls it a false alarm") % {"name": person.name},
        body=_("Category: %(category)s. We keep no words of it: ask %(name)s.")
        % {"category": row.category, "name": person.name},
        url="/secrets/refusals/",
        about_kind="refusal",
        about_id=str(row.pk),
    )


@transaction.atomic
def release_refusal(*, person: Person, refusal: Refusal) -> Release:
    """Let exactly this text pass from now on; its author is told and saves it again."""
    if not may_release(person):
        raise NotAllowedError(_("Only the privacy officer may release this."))
    release, is_new = Release.objects.get_or_create(
        digest=refusal.digest, defaults={"released_by": person, "released_at": clock.now()}
    )
    if is_new:
        journal.record(
            "secrets_manual.refusal_released",
            person=person,
            subject_kind="refusal",
            subject_id=refusal.pk,
            facts={"rule": refusal.rule, "category": refusal.category},
            audience="privacy",
        )
    Refusal.objects.filter(digest=refusal.digest).update(appealed_at=None)
    bring_back(refusal.digest)
    if is_new and refusal.person is not None:
        notices.tell(
            people=[refusal.person],
            once_key=f"refusal-released:{refusal.pk}",
            subject=_("You may keep it: the refusal was a false alarm"),
            body=_("Write it down again in the same words."),
            url="/secrets/new/",
            about_kind="refusal",
            about_id=str(refusal.pk),
        )
    return release
