"""Designing a card and publishing it; once published, it is frozen."""

from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Person
from crm import clock
from crm import company as our
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal
from report_cards import defaults
from report_cards.actions.acts import one_act
from report_cards.models import LANGUAGES, Behaviour, Design, DesignState, Question
from report_cards.permissions import may_send_rounds
from report_cards.queries.drawing import design_in_use


def add_design(
    *,
    person: Person | None,
    codes: Sequence[str] = defaults.CODES,
    scale: tuple[int, int] = (1, 5),
    name: str = "",
) -> Design:
    """Add a draft with these behaviours, in this order, and the default words in all languages."""
    if person is not None and not may_send_rounds(person):
        raise NotAllowedError(_("Only a director designs report cards."))
    with one_act():
        number = (Design.objects.aggregate(top=Max("number"))["top"] or 0) + 1
        design = Design(number=number, name=name, scale_low=scale[0], scale_high=scale[1])
        design.full_clean()
        design.save()
        for slot, code in enumerate(codes, start=1):
            behaviour = Behaviour(design=design, slot=slot, code=code)
            behaviour.full_clean()
            behaviour.save()
        Question.objects.bulk_create(_default_questions(design, codes))
        _note("report_cards.design_added", person, design)
        return design


def _default_questions(design: Design, codes: Sequence[str]) -> list[Question]:
    texts = defaults.BEHAVIOURS | defaults.FIXED
    company = our.name()
    return [
        Question(
            design=design,
            code=code,
            language=language,
            words=texts[code][language].replace("{company}", company)[:300],
            low_words=defaults.SCALE_ENDS[language][0],
            high_words=defaults.SCALE_ENDS[language][1],
        )
        for code in [*codes, *defaults.FIXED]
        if code in texts
        for language in LANGUAGES
    ]


def publish_design(*, person: Person | None, design: Design) -> Design:
    """Freeze a draft: from now on it is what new invitations ask."""
    if person is not None and not may_send_rounds(person):
        raise NotAllowedError(_("Only a director publishes report cards."))
    with one_act():
        row = Design.objects.select_for_update().get(pk=design.pk)
        if row.state == DesignState.PUBLISHED:
            raise RuleBrokenError(
                _("This design is published already; make a new version."),
                "report_cards.design_frozen",
            )
        _refuse_gaps(row)
        row.state, row.published_at, row.published_by = (
            DesignState.PUBLISHED,
            clock.database_now(),
            person,
        )
        row.full_clean()
        row.save()
        _note("report_cards.design_published", person, row)
        return row


def _refuse_gaps(design: Design) -> None:
    """Refuse a card without behaviours, or with a question that lacks one of the languages."""
    codes = set(design.behaviours.values_list("code", flat=True))
    if not codes:
        raise RuleBrokenError(
            _("A card asks about one behaviour at least."), "report_cards.design_empty"
        )
    there = set(design.questions.values_list("code", "language"))
    missing = {
        (code, language) for code in codes | set(defaults.FIXED) for language in LANGUAGES
    } - there
    if missing:
        code, language = min(missing)
        raise RuleBrokenError(
            _("The question “%(code)s” has no words in “%(language)s” yet.")
            % {"code": code, "language": language},
            "report_cards.design_gap",
        )


def default_design() -> Design:
    """Give the design in use; the first time, publish the default one."""
    design = design_in_use()
    if design is None:
        design = publish_design(person=None, design=add_design(person=None))
    return design


def _note(kind: str, person: Person | None, design: Design) -> None:
    journal.record(
        kind,
        person=person,
        subject_kind="card_design",
        subject_id=design.pk,
        facts={"number": design.number},
        audience="managers",
    )
