"""For those who watch over what is known and over the machinery, and who learn across customers."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from crm.home.queries.docket.lines import Line
from crm.notices.models import Heartbeat, Notice
from secrets_manual.models import Refusal
from secrets_manual.queries import band_words, wants_by_theme

_SILENT_AFTER = dt.timedelta(minutes=3)


def themes_today(person: Person) -> list[Line]:
    """Give what most customers want, without anybody's name."""
    shared = [line for line in wants_by_theme(person) if line.customers]
    return [
        Line(
            kind=_("Theme"),
            icon="lightbulb",
            title=_("%(theme)s: %(n)s customers")
            % {"theme": line.theme.name, "n": band_words(line.customers)},
            url=reverse("want_theme", args=[line.theme.pk]),
            text=_("An offer that speaks of it would be heard.") if place == 0 else "",
            button=_("Read") if place == 0 else "",
            rank=place,
        )
        for place, line in enumerate(shared[:5])
    ]


def privacy_today(person: Person) -> list[Line]:
    """Give the alerts nobody has read, and the refusals called false alarms."""
    alerts = Notice.objects.filter(
        once_key__startswith="many-secrets-read:",
        person=person,
        channel="in_app",
        read_at__isnull=True,
    ).order_by("-id")[:3]
    lines = [
        Line(
            kind=_("Alert"),
            icon="eye",
            title=alert.subject,
            url=reverse("notices"),
            text=alert.body,
            button=_("Look"),
            rank=0,
        )
        for alert in alerts
    ]
    waiting = Refusal.objects.filter(appealed_at__isnull=False).count()
    if waiting:
        lines.append(
            Line(
                kind=_("Release"),
                icon="shield-check",
                title=ngettext(
                    "%(n)d refusal is called a false alarm",
                    "%(n)d refusals are called false alarms",
                    waiting,
                )
                % {"n": waiting},
                url=reverse("refusals"),
                text=_("Look at the rule, ask the author, then release it or not."),
                button=_("Look"),
                rank=1,
            )
        )
    return lines


def machinery_today(now: dt.datetime) -> list[Line]:
    """Give what failed to leave the house, who cannot do anything, and who has fallen silent."""
    lines = []
    failed = Notice.objects.filter(state=Notice.State.FAILED)[:1000].count()
    if failed:
        lines.append(
            Line(
                kind=_("Not sent"),
                icon="exclamation-triangle",
                title=ngettext(
                    "%(n)d notice could not be sent", "%(n)d notices could not be sent", failed
                )
                % {"n": failed},
                url=reverse("notices_failed"),
                text=_("Correct the address or the server, then send them again."),
                button=_("Look"),
                rank=0,
            )
        )
    return [*lines, *_without_roles(), *_silent(now)]


def _without_roles() -> list[Line]:
    people = Person.objects.filter(is_active=True, email__isnull=False, role_grants__isnull=True)
    names = list(people.order_by("name").values_list("name", flat=True)[:20])
    if not names:
        return []
    return [
        Line(
            kind=_("People"),
            icon="person-plus",
            title=_("%(names)s: no role yet") % {"names": ", ".join(names[:3])},
            url=reverse("settings_people"),
            text=_("They sign in and find nothing to do."),
            button=_("Give roles"),
            rank=1,
        )
    ]


def _silent(now: dt.datetime) -> list[Line]:
    silent = Heartbeat.objects.filter(at__lt=now - _SILENT_AFTER).order_by("name")
    names = list(silent.values_list("name", flat=True)[:5])
    if not names:
        return []
    return [
        Line(
            kind=_("Health"),
            icon="activity",
            title=_("No sign of life: %(names)s") % {"names": ", ".join(names)},
            url=reverse("readyz"),
            text=_("For more than three minutes."),
            button=_("Look"),
            rank=0,
        )
    ]
