"""Who told us: found by name, chosen among those who sound alike, or written down as new.

Whoever is on the telephone need not be known: the form asks once whether it is one of those it
knows, and otherwise adds them with the ticket.
"""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from accounts.forms.choices import CustomerNameField
from accounts.models import Contact, Customer, Person
from accounts.queries import contacts_reachable, customers_named
from crm.recovery.queries.callers import Known, contacts_by_reach, perhaps_at, perhaps_of

NEW = "new"
_FEWEST_DIGITS = 5


@dataclass(frozen=True)
class Heard:
    """A name as it was typed, and the customers called exactly so, two at most."""

    name: str
    found: list[Customer]


@dataclass(frozen=True)
class Question:
    """What is asked before somebody is written down; sent back in `asked`, it is answered."""

    key: str
    known: list[Known]
    new: str
    add: str

    @property
    def preset(self) -> str:
        """Choose nobody for them where we know somebody: a wrong tap tells the wrong customer."""
        return "" if self.known or not self.new else self.new


class HeardField(CustomerNameField):
    """A customer by name or number, known or not."""

    def clean(self, value: object) -> Any:
        """Give what was typed, with the customers of that name or number."""
        name = forms.CharField.clean(self, value)
        by_number = self.queryset.filter(pk=int(name[:18])) if name.isdecimal() else None
        found = list(by_number) if by_number is not None else []
        return Heard(name, found or list(self.queryset.filter(name__iexact=name)[:4]))


class CallerForm(OnceForm):
    """The customer and the human, each known or new; `caller` is who is to be written down."""

    customer = HeardField(
        label=_("Customer"), max_length=300,
        help_text=_("Not known yet? Write their name: you can add them right here."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Who told us"), required=False, max_length=300,
        help_text=_("The contact's name, if you know it."),
    )  # fmt: skip
    whose = forms.CharField(required=False, max_length=20)
    reach = forms.CharField(
        label=_("Their phone or mail"), required=False, max_length=254,
        help_text=_("So that we can reach them."),
    )  # fmt: skip
    asked = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)
    question: Question | None = None
    caller: dict[str, Any] | None = None

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["customer"].queryset = customers_named(person)  # type: ignore[attr-defined]

    def clean_reach(self) -> str:
        """Refuse what is neither a number nor an address."""
        reach = str(self.cleaned_data["reach"])
        if "@" in reach:
            validate_email(reach)
        elif reach and (len(re.findall(r"\d", reach)) < _FEWEST_DIGITS or len(reach) > 60):
            raise ValidationError(_("Write a phone number or a mail address."))
        return reach

    def clean(self) -> dict[str, Any]:
        """Find out who it is, or ask; `customer` and `contact` are rows then, or None."""
        cleaned = super().clean() or {}
        heard, who = cleaned.get("customer"), cleaned.get("contact", "")
        cleaned["contact"] = None
        if isinstance(heard, Heard):
            cleaned["customer"] = None
            self._find(cleaned, heard, who)
        return cleaned

    def _find(self, cleaned: dict[str, Any], heard: Heard, who: str) -> None:
        choice = self._choice(cleaned, heard.name, who)
        number = int(choice[1:19]) if choice[1:].isdecimal() else 0
        if choice.startswith("k"):
            chosen = contacts_reachable(self.person).select_related("customer").filter(pk=number)
            contact = chosen.first()
            if contact is not None:
                cleaned |= {"customer": contact.customer, "contact": contact}
                return
        customer = None
        if number and choice[0] in {"c", "n"}:
            customer = customers_named(self.person).filter(pk=number).first()
        if customer is None and len(heard.found) == 1:
            customer = heard.found[0]
        near = self._near(cleaned)
        if customer is None:
            self._find_customer(cleaned, heard, who, near)
        else:
            cleaned["customer"] = customer
            if who:
                self._find_contact(cleaned, heard.name, who, near)

    def _choice(self, cleaned: dict[str, Any], name: str, who: str) -> str:
        """Give the answer that was chosen, as long as the names are still those it was about."""
        is_same = cleaned.get("asked", "").startswith(_about(name, who))
        cleaned["whose"] = cleaned.get("whose", "") if is_same else ""
        return str(cleaned["whose"])

    def _find_customer(
        self, cleaned: dict[str, Any], heard: Heard, who: str, near: list[Contact]
    ) -> None:
        known = perhaps_of(self.person, customers=heard.found, name=heard.name, who=who, near=near)
        none_of = gettext("None of these: add %(name)s as a new customer")
        words = none_of if known else gettext("Add %(name)s as a new customer")
        new = "" if heard.found else NEW
        key = _key(heard.name, who, new, known)
        question = Question(key, known, new, words % {"name": heard.name})
        if not self._is_answered(question, cleaned):
            self._ask(
                "customer",
                question,
                gettext("Several customers are called so: choose one below.")
                if heard.found
                else gettext("We know no customer of this name yet: choose below."),
            )
        elif not who and "@" in cleaned.get("reach", ""):
            self._ask("contact", question, gettext("Whose address is it? Write their name."))
        else:
            self._write_down(cleaned, question, customer=None, name=heard.name, who=who)

    def _find_contact(
        self, cleaned: dict[str, Any], heard: str, who: str, near: list[Contact]
    ) -> None:
        customer: Customer = cleaned["customer"]
        reachable = contacts_reachable(self.person)
        called_so = list(reachable.filter(customer=customer, name__iexact=who)[:2])
        if len(called_so) == 1:
            cleaned["contact"] = called_so[0]
            return
        known = perhaps_at(self.person, customer, who, near)
        names = {"name": who, "customer": customer.name}
        words = gettext("None of these: add %(name)s at %(customer)s")
        add = (words if known else gettext("Add %(name)s at %(customer)s")) % names
        new = f"n{customer.pk}"
        question = Question(_key(heard, who, new, known), known, new, add)
        # Whoever took a customer that sounds alike has answered, unless somebody sounds alike too.
        is_taken = cleaned.get("whose", "") == f"c{customer.pk}" and not known
        if is_taken or self._is_answered(question, cleaned):
            self._write_down(cleaned, question, customer=customer, name="", who=who)
        else:
            words = gettext("We know nobody of this name at %(customer)s yet: choose below.")
            several = gettext("Several people at %(customer)s are called so: choose one below.")
            self._ask("contact", question, (several if called_so else words) % names)

    def _near(self, cleaned: dict[str, Any]) -> list[Contact]:
        reach = cleaned.get("reach", "")
        phone, email = ("", reach) if "@" in reach else (reach, "")
        return contacts_by_reach(self.person, phone, email)

    def _is_answered(self, question: Question, cleaned: dict[str, Any]) -> bool:
        answer = cleaned.get("whose", "")
        return bool(answer) and answer == question.new and cleaned.get("asked") == question.key

    def _ask(self, name: str, question: Question, words: str) -> None:
        self.question = question
        self.add_error(name, ValidationError(words, code="unknown_customer"))

    def _write_down(
        self,
        cleaned: dict[str, Any],
        question: Question,
        *,
        customer: Customer | None,
        name: str,
        who: str,
    ) -> None:
        if self.has_error("reach"):
            self.question = question
        reach = cleaned.get("reach", "")
        at = {"email": reach} if "@" in reach else {"phone": reach}
        self.caller = {"customer": customer, "customer_name": name, "contact_name": who} | at

    @property
    def chosen(self) -> str:
        """The answer to show as chosen: the one sent to this very question, or its preset."""
        if self.question is None:
            return ""
        is_same = self.data.get("asked") == self.question.key
        return str(self.data.get("whose", "")) if is_same else self.question.preset

    @property
    def changes(self) -> dict[str, Any]:
        """The arguments of the action, without what only says who it is."""
        left_out = {"whose", "reach", "asked"}
        return {name: value for name, value in super().changes.items() if name not in left_out}


def _about(name: str, who: str) -> str:
    return f"{name.casefold()}|{who.casefold()}|"


def _key(name: str, who: str, new: str, known: list[Known]) -> str:
    return _about(name, who) + "|".join([new, *(one.key for one in known)])
