"""What a person chose of the mail they get, and how it is stopped from the mail itself."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from crm.errors import RuleBrokenError
from crm.journal import actions as journal
from crm.journal.rules import Actor
from crm.notices.models import DigestHour, NoticeChoice, Way
from crm.notices.models.choices import CHOSEN
from crm.notices.queries import choices_of


@transaction.atomic
def choose_ways(*, person: Actor, ways: Mapping[str, str], hour: int | None = None) -> None:
    """Set the way of some kinds, and the hour of the daily mail; must-tell is not touched."""
    known = {str(kind) for kind in CHOSEN}
    if not set(ways) <= known or not set(ways.values()) <= set(Way.values):
        raise RuleBrokenError(_("Choose one of the ways shown."), "notices.bad_choice", status=422)
    if hour is not None:
        if not 0 <= hour <= 23:
            raise RuleBrokenError(
                _("Choose an hour from 0 to 23."), "notices.bad_hour", field="hour", status=422
            )
        DigestHour.objects.update_or_create(person_id=person.pk, defaults={"hour": hour})
    for kind, way in ways.items():
        rows = NoticeChoice.objects.filter(person_id=person.pk, kind=kind)
        if way == Way.AT_ONCE:
            rows.delete()
        else:
            NoticeChoice.objects.update_or_create(
                person_id=person.pk, kind=kind, defaults={"way": way}
            )
    journal.record(
        "notices.ways_chosen",
        person=person,
        subject_kind="person",
        subject_id=person.pk,
        facts={str(kind): str(way) for kind, way in ways.items()},
        audience="privacy",
    )


def stop_mail_of(*, person: Actor, kind: str) -> None:
    """Do what the address in a mail asks for: no more mail of this kind, or no daily mail."""
    kinds = [kind]
    if kind == Way.DIGEST:
        kinds = [one for one, way in choices_of(person).items() if way == Way.DIGEST]
    choose_ways(person=person, ways=dict.fromkeys(kinds, Way.NEVER))
