"""Secrets by the thousand: every row passes the same gate as a single one."""

from collections import Counter
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _

from accounts.actions.bulk import Outcome, Ready, Refusal, Run
from accounts.models import Contact, Customer, Person
from accounts.queries import customers_called, stewardships_now
from crm import clock
from crm.errors import RuleBrokenError
from crm.journal import actions as journal
from secrets_manual.actions.gating import SecretRefusedError, clean_text, digest_of
from secrets_manual.actions.keeping import (
    Source,
    check_kind,
    check_source,
    is_of_organisation,
    standing,
)
from secrets_manual.actions.objecting import Unwanted
from secrets_manual.models import Refusal as GateRefusal
from secrets_manual.models import Release, Secret
from secrets_manual.queries import manuals_writable
from secrets_manual.rules.gate import check
from secrets_manual.rules.kinds import guess_kind

_COLUMN = {"G1": "provenance", "G2": "glad"}


@dataclass(frozen=True)
class _About:
    customer: Customer
    contact: Contact | None
    author: Person


def write_secrets(rows: list[Ready], run: Run) -> Outcome:
    """Keep the rows that the gate lets pass, and refuse the others by rule.

    A secret is the same when its reference is, else when the words about the same contact
    are; one that is there already stays as it is. Without `--as`, the keeper is the author,
    or the steward.
    """
    outcome = Outcome()
    there = _Known(rows, run)
    new: list[Secret] = []
    refused: list[GateRefusal] = []
    for row in rows:
        try:
            about = there.about(row)
            text = clean_text(row.text("text"))
            if there.has(row, about, text):
                outcome.unchanged += 1
                continue
            there.unwanted.check(about.customer, about.contact, text, row.text("reference"))
            new.append(_secret(row, about, text, there.released))
        except SecretRefusedError as error:
            refused.append(_refusal(error, row, run))
            reason = f"{error.rule}: {error.message}"
            column = _COLUMN.get(error.rule, "text")
            outcome.refused.append(Refusal(row.line, column, reason, keeps_no_words=True))
        except RuleBrokenError as error:
            outcome.refused.append(Refusal(row.line, error.field, error.message))
    Secret.objects.bulk_create(new, batch_size=1000)
    run.note_made(new)
    GateRefusal.objects.bulk_create(refused, batch_size=1000)
    _record(new, run)
    outcome.created += len(new)
    return outcome


def _secret(row: Ready, about: _About, text: str, released: set[str]) -> Secret:
    kind = check_kind(row.text("kind")) if row.text("kind") else guess_kind(text).value
    source = Source(
        provenance=row.text("provenance"),
        told_on=row.values.get("told_on"),  # type: ignore[arg-type]
        nearly_their_words=row.text("nearly_their_words") == "True",
        address=row.text("address"),
        colleague=cast("Person | None", row.values.get("colleague_person")),
    )
    check_source(source, about.customer, about.contact)
    verdict = check(
        text,
        provenance=source.provenance,
        glad=row.text("glad"),
        kind=kind,
        address=source.address,
        colleague=source.colleague.name if source.colleague else "",
        uses=row.values.get("uses") or None,  # type: ignore[arg-type]
        about_organisation=is_of_organisation(about.contact, kind),
        released=digest_of(text) in released,
    )
    if not verdict.allowed:
        raise SecretRefusedError(verdict)
    return Secret(
        customer=about.customer,
        contact=about.contact,
        text=text,
        kind=kind,
        layer=row.text("layer") or "secret",
        glad=row.text("glad"),
        author=about.author,
        reference=row.text("reference"),
        created_at=clock.now(),
        **source.details(about.author, clock.today()),
        **standing(verdict, about.contact, kind, told_on=source.told_on),
    )


def _refusal(error: SecretRefusedError, row: Ready, run: Run) -> GateRefusal:
    return GateRefusal(
        rule=error.rule,
        category=error.category,
        person=run.person,
        digest=digest_of(row.text("text")),
        at=clock.now(),
    )


class _Known:
    """The customers, contacts, colleagues and secrets that some rows may mean, asked for once."""

    def __init__(self, rows: list[Ready], run: Run) -> None:
        self.run = run
        seen = manuals_writable(run.person) if run.person else Customer.objects.all()
        names = {row.text("customer") for row in rows}
        self.customers = customers_called(seen.select_related("keeper"), names)
        here = [customer.pk for customer in self.customers.values()]
        contacts = list(Contact.objects.filter(customer__in=here).order_by("-id"))
        self.unwanted = Unwanted(contacts)
        self.contacts = {(one.customer_id, one.name): one for one in contacts}
        called = Counter((one.customer_id, one.name) for one in contacts)
        self.namesakes = {place for place, many in called.items() if many > 1}
        self.contacts |= {(one.customer_id, one.email): one for one in contacts if one.email}
        holding = stewardships_now().filter(customer__in=here).select_related("person")
        self.stewards = {one.customer_id: one.person for one in holding}
        self.released = set(Release.objects.values_list("digest", flat=True))
        self._find_secrets(rows, here)
        self._find_colleagues(rows)

    def _find_secrets(self, rows: list[Ready], here: list[int]) -> None:
        texts = {row.text("text").strip() for row in rows}
        there = Secret.objects.filter(customer__in=here, text__in=texts)
        self.secrets: set[tuple[int, int | None, str]] = set(
            there.values_list("customer_id", "contact_id", "text")
        )
        references = {row.text("reference") for row in rows} - {""}
        known = Secret.objects.filter(reference__in=references)
        self.references = set(known.values_list("reference", flat=True))

    def _find_colleagues(self, rows: list[Ready]) -> None:
        named = {row.text("colleague") for row in rows} - {""}
        found = Person.objects.filter(name__in=named) | Person.objects.filter(email__in=named)
        people = {person.name: person for person in found}
        people |= {person.email: person for person in found if person.email}
        for row in rows:
            row.values["colleague_person"] = people.get(row.text("colleague"))

    def about(self, row: Ready) -> _About:
        """Find whom a row is about, and who answers for it."""
        customer = self.customers.get(row.text("customer"))
        if customer is None:
            raise RuleBrokenError(
                _("There is no such customer."), "secrets_manual.no_customer", field="customer"
            )
        named = row.text("contact")
        contact = self.contacts.get((customer.pk, named)) if named else None
        if named and contact is None:
            raise RuleBrokenError(
                _("There is no such contact."), "secrets_manual.no_contact", field="contact"
            )
        if (customer.pk, named) in self.namesakes:
            raise RuleBrokenError(
                _("Several contacts there are called so. Write their email address instead."),
                "secrets_manual.namesakes",
                field="contact",
            )
        author = self.run.person or customer.keeper or self.stewards.get(customer.pk)
        if author is None:
            raise RuleBrokenError(
                _("Nobody looks after this customer."), "secrets_manual.no_author", field="customer"
            )
        return _About(customer, contact, author)

    def has(self, row: Ready, about: _About, text: str) -> bool:
        """Say whether this secret is there already, in the database or further up in the file."""
        place = (about.customer.pk, about.contact.pk if about.contact else None, text)
        reference = row.text("reference")
        if place in self.secrets or (reference and reference in self.references):
            return True
        self.secrets.add(place)
        self.references.add(reference)
        return False


def _record(secrets: list[Secret], run: Run) -> None:
    journal.record_many(
        journal.NewEntry(
            kind=f"secrets_manual.{'secret' if secret.state == 'kept' else secret.state}_kept",
            person=run.person,
            subject_kind="secret",
            subject_id=secret.pk,
            customer_id=secret.customer_id,
            facts={"imported": True, "state": secret.state, "kind": secret.kind},
            audience="readers" if secret.state == "kept" else "privacy",
            at=run.written_at,
        )
        for secret in secrets
    )
