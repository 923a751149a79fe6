"""Secrets in files: columns, and what their cells mean."""

import datetime as dt

from django.utils.translation import gettext as _

from accounts.actions.bulk import Ready, Run
from accounts.imports.customers import yes_or_no
from accounts.imports.kinds import Field, Kind, Table
from accounts.models import Person
from crm.errors import NotAllowedError
from secrets_manual.actions import write_secrets
from secrets_manual.models import Secret
from secrets_manual.permissions import may_export_secrets
from secrets_manual.rules.kinds import Layer, Use, as_kind

HEADER = (
    "customer", "contact", "text", "kind", "layer", "provenance", "glad", "told_on", "address",
    "colleague", "uses", "state", "author", "reference",
)  # fmt: skip


def day(cell: str, run: Run) -> dt.date:  # noqa: ARG001 - one signature for all
    """Read a day such as 2026-11-23."""
    try:
        return dt.date.fromisoformat(cell[:10])
    except ValueError as error:
        raise ValueError(_("Write the day like 2026-11-23.")) from error


def kind(cell: str, run: Run) -> str:  # noqa: ARG001 - one signature for all
    """Read a kind as people write it."""
    found = as_kind(cell)
    if found is None:
        raise ValueError(_("There is no such kind of secret."))
    return found.value


def layer(cell: str, run: Run) -> str:  # noqa: ARG001 - one signature for all
    """Read whether it is a secret or a need."""
    if cell.casefold() not in set(Layer):
        raise ValueError(_("It is a secret or a need."))
    return cell.casefold()


def code(cell: str, run: Run) -> str:  # noqa: ARG001 - one signature for all
    """Read a code such as told_us, written in any way; the gate says whether it knows it."""
    return "_".join(cell.casefold().replace("-", " ").replace("_", " ").split())


def uses(cell: str, run: Run) -> list[str]:
    """Read uses, divided by commas or semicolons."""
    codes = [code(part, run) for part in cell.replace(";", ",").split(",") if part.strip()]
    if not set(codes) <= set(Use):
        raise ValueError(_("There is no such use of a secret."))
    return sorted(set(codes))


def _key(row: Ready) -> tuple[str, ...]:
    if row.text("reference"):
        return ("reference", row.text("reference"))
    return ("words", row.text("customer"), row.text("contact"), row.text("text"))


def _export(person: Person | None) -> Table:
    """Everything goes out, so the command line must name the privacy officer who takes it."""
    if person is None or not may_export_secrets(person):
        raise NotAllowedError(_("Only the privacy officer takes secrets out: name one with --as."))
    rows = Secret.objects.select_related("customer", "contact", "author", "colleague").order_by(
        "id"
    )
    return Table(HEADER, map(_cells, rows.iterator(2000)))


def _cells(secret: Secret) -> list[object]:
    return [
        secret.customer.name,
        secret.contact.name if secret.contact else "",
        secret.text,
        secret.kind,
        secret.layer,
        secret.provenance,
        secret.glad,
        secret.told_on or "",
        secret.address,
        secret.colleague.name if secret.colleague else "",
        ", ".join(secret.uses),
        secret.state,
        secret.author.email or secret.author.name,
        secret.reference,
    ]


SECRETS = Kind(
    name="secrets",
    fields=(
        Field("customer", required=True, synonyms=("company", "account", "organisation")),
        Field("contact", synonyms=("about", "person", "contact name")),
        Field("text", required=True, synonyms=("secret", "words", "fact"), longest=280),
        Field("kind", parse=kind, longest=60),
        Field("layer", parse=layer, longest=10),
        Field("provenance", parse=code, synonyms=("source", "how"), longest=40),
        Field("glad", parse=code, longest=20),
        Field("told_on", parse=day, synonyms=("told", "when"), longest=40),
        Field("nearly_their_words", parse=yes_or_no, longest=10),
        Field("address", synonyms=("public address", "url"), longest=500),
        Field("colleague", longest=200),
        Field("uses", parse=uses, longest=80),
        Field("reference", synonyms=("secret id", "id"), longest=200),
    ),
    write=write_secrets,
    key=_key,
    may_import=lambda person: person.has_role("rep"),
    may_export=may_export_secrets,
    export=_export,
    can_undo=True,
)
KINDS = (SECRETS,)
