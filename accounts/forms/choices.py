"""Choices that many forms offer: time zones, languages, people."""

import zoneinfo
from collections.abc import Iterator
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from accounts.models import Customer, Person
from accounts.rules import LANGUAGES
from crm import company as our

COMBOBOX = {"data-combobox": "yes"}
Pair = tuple[str, str]


@cache
def zone_names() -> tuple[str, ...]:
    """Name the time zones people choose from: those of places, and UTC."""
    names = zoneinfo.available_timezones()
    return ("UTC", *sorted(name for name in names if "/" in name and not name.startswith("Etc/")))


def zones() -> list[Pair]:
    """Give the time zones to choose from, the way they are read."""
    return [(name, name.replace("_", " ")) for name in zone_names()]


def _zone_choices() -> list[Pair]:
    company = our.zone()
    first: Pair = ("", _("The company's: %(zone)s") % {"zone": company})
    return [first, *zones()]


class ZoneField(forms.ChoiceField):
    """A time zone by name; "" follows the company's."""

    def __init__(self, **kwargs: object) -> None:
        kwargs = {"required": False, "label": _("Time zone")} | kwargs
        widget = forms.Select(attrs=COMBOBOX)
        super().__init__(choices=_zone_choices, widget=widget, **kwargs)  # type: ignore[arg-type]


class LanguageField(forms.ChoiceField):
    """One of the languages we write in; "" lets the browser decide."""

    def __init__(self, **kwargs: object) -> None:
        kwargs = {"required": False, "label": _("Language")} | kwargs
        choices = [("", _("As the browser")), *settings.LANGUAGES]
        super().__init__(choices=choices, **kwargs)  # type: ignore[arg-type]


def _known_languages() -> list[tuple[object, list[Pair]]]:
    others = sorted(
        (code, str(named["name_local"]))
        for code, named in LANG_INFO.items()
        if "name_local" in named and code not in LANGUAGES
    )
    return [
        (_("Our letters are written in"), list(LANGUAGES.items())),
        (_("Good to know"), [(code, f"{name} ({code})") for code, name in others]),
    ]


class SpokenLanguageField(forms.ChoiceField):
    """The language of a customer or contact; what an import wrote stays, listed or not."""

    def __init__(self, **kwargs: object) -> None:
        kwargs = {"required": False, "label": _("Language")} | kwargs
        widget = forms.Select(attrs=COMBOBOX)
        super().__init__(choices=[], widget=widget, **kwargs)  # type: ignore[arg-type]
        self.offer("")

    def offer(self, present: str) -> None:
        """List the languages, and the one that is there already."""
        listed: list[object] = [("", _("Not said")), *_known_languages()]
        if present and present not in LANGUAGES and present not in LANG_INFO:
            listed.insert(1, (present, present))
        self.choices = listed  # type: ignore[assignment]


class _Names(ModelChoiceIterator[Person]):
    """The choices of hundreds of people, without making a person of each."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield "", str(self.field.empty_label)
        yield from self.queryset.values_list("pk", "name").iterator()


class NamesField(forms.ModelChoiceField[Person]):
    """One of many people by name, drawn often; the form sets `queryset`."""

    iterator = _Names


class PersonField(forms.ModelChoiceField[Person]):
    """One of our people; the form sets `queryset` to those who may be chosen."""

    def __init__(self, queryset: QuerySet[Person] | None = None, **kwargs: object) -> None:
        people = Person.objects.none() if queryset is None else queryset
        nobody = _("Choose a person") if kwargs.get("required", True) else _("Nobody")
        kwargs = {"empty_label": nobody} | kwargs
        widget = forms.Select(attrs=COMBOBOX)
        super().__init__(people, widget=widget, **kwargs)  # type: ignore[arg-type]


class CustomerNameField(forms.CharField):
    """A customer, written by name: there may be a hundred thousand, too many to choose from.

    The form sets `queryset` to those the person may name.
    """

    queryset: QuerySet[Customer]

    def prepare_value(self, value: object) -> object:
        """Show the name of the customer that the row points to."""
        if isinstance(value, int):
            return Customer.objects.filter(pk=value).values_list("name", flat=True).first() or ""
        return value

    def clean(self, value: object) -> Customer | None:
        name = super().clean(value)
        if not name:
            return None
        found = self.queryset.filter(name__iexact=name)[:2]
        if len(found) != 1:
            raise ValidationError(
                _("We know no customer of this name.")
                if not found
                else _("Several customers are called so; this needs one."),
                code="unknown_customer",
            )
        return found[0]
