"""About whom: one of those nearby, or somebody found by name among those one writes about."""

from dataclasses import replace

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import OnceForm
from accounts.models import Contact, Customer, Person
from secrets_manual.forms.offering import Offer, offer_of, offers_found, offers_nearby
from secrets_manual.models import Secret
from secrets_manual.queries import contacts_of_mine, manuals_writable


class WhomForm(OnceForm):
    """A form that says whom it is about; `contact` and `customer` stand once it is valid."""

    about = forms.CharField(
        label=gettext_lazy("About"),
        error_messages={"required": gettext_lazy("Say whom it is about.")},
    )
    find = forms.CharField(label=gettext_lazy("Name or customer"), required=False, max_length=200)

    def __init__(
        self, *args: object, person: Person, chosen: Offer | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.person = person
        self.contact: Contact | None = None
        self.customer: Customer | None = None
        self._came_with = chosen
        self.initial.setdefault("about", chosen.code if chosen else "")

    @cached_property
    def near(self) -> list[Offer]:
        """Whom one tap chooses: the chosen one, today's people, those of late."""
        offers = list(self._nearby)
        chosen = self.chosen
        if not chosen or chosen in {offer.code for offer in offers}:
            return offers
        if self._came_with and self._came_with.code == chosen:
            return _added(self._came_with, offers)
        if not self._find(chosen):
            return offers
        return _added(offer_of(self.contact, self.customer), offers)  # type: ignore[arg-type]

    @property
    def likely(self) -> list[Offer]:
        """Those who were likely from the start: they keep their places, whoever is added."""
        return [each for each in self.near if not each.is_added]

    @property
    def added(self) -> list[Offer]:
        """Those searched for and written about since, the latest first."""
        return [each for each in self.near if each.is_added][::-1]

    @cached_property
    def others(self) -> list[Offer]:
        """Everybody whom the words of the search find, unless they stand above already."""
        shown = {offer.code for offer in self.near}
        return [each for each in self.found if each.code not in shown]

    @property
    def found(self) -> list[Offer]:
        """Everybody whom the words of the search find."""
        return offers_found(self.person, str(self["find"].value() or ""))

    @property
    def chosen(self) -> str:
        """Whom the page comes with: the one asked for, or the latest of today's conversations."""
        given = str(self["about"].value() or "")
        if given or self.is_bound:
            return given
        return next((each.code for each in self._nearby if each.is_today), "")

    @cached_property
    def _nearby(self) -> list[Offer]:
        return offers_nearby(self.person)

    def _find(self, code: str) -> bool:
        what, _dash, pk = code.partition("-")
        if not pk.isdecimal() or len(pk) > 18:
            return False
        if what == "contact":
            self.contact = contacts_of_mine(self.person).filter(pk=int(pk)).first()
            self.customer = self.contact.customer if self.contact else None
        elif what == "customer":
            self.contact = None
            self.customer = manuals_writable(self.person).filter(pk=int(pk)).first()
        return self.customer is not None

    def clean_about(self) -> str:
        """Find the contact or the customer among those whose manual the person writes."""
        code = str(self.cleaned_data["about"])
        if not self._find(code):
            raise forms.ValidationError(_("Choose one of your customers or their people."))
        return code


def _added(one: Offer, offers: list[Offer]) -> list[Offer]:
    """Put one more behind those that were added, before those that were there from the start."""
    before = [each for each in offers if each.is_added]
    return [*before, replace(one, is_added=True), *offers[len(before) :]]


class MoveForm(WhomForm):
    """About whom a secret was, after all; from the version its writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, secret: Secret, person: Person, sent: dict[str, str]) -> "MoveForm":
        """Make the form for one secret; what only looks for a name chooses nobody yet."""
        initial: dict[str, object] = {"version": secret.version, "about": ""}
        if "look" in sent:
            return cls(person=person, initial=initial | {"find": sent.get("find", "")})
        return cls(sent or None, person=person, initial=initial)

    @property
    def offers(self) -> list[Offer]:
        """Whom one may choose: those found, or before one looks, those nearby."""
        return self.found if self["find"].value() else list(self._nearby)
