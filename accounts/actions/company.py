"""Changing who we are: the name, the zone, the language; the currency while nothing is counted."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.versions import check_version, save_versioned
from accounts.models import Company, Person
from accounts.queries import money_is_counted, our_company
from crm import company
from crm.errors import NotAllowedError, RuleBrokenError
from crm.journal import actions as journal

OWN = ("name", "zone", "currency", "language")


def change_company(
    *,
    by: Person,
    version: int | None,
    name: str,
    zone: str,
    currency: str,
    language: str,
) -> Company:
    """Change the company's row, made from the settings where there is none; directors, admins."""
    if not by.has_role("director", "admin"):
        raise NotAllowedError(_("The director or an admin may change this."))
    with transaction.atomic():
        row = _locked()
        check_version(row, version)
        given = {"name": name.strip(), "zone": zone, "language": language}
        given["currency"] = currency.upper()
        changed = {key: value for key, value in given.items() if getattr(row, key) != value}
        if "currency" in changed:
            _check_nothing_counted()
        if not changed:
            return row
        before = {key: getattr(row, key) for key in changed if key != "name"}
        save_versioned(row, dict(changed))
        journal.record(
            "accounts.company_changed",
            person=by,
            subject_kind="company",
            subject_id=row.pk,
            words={"name": row.name},
            facts={"fields": sorted(changed), "before": before},
        )
    company.forget()
    return row


def _locked() -> Company:
    """Give the row, locked; two first changes at once meet at its only number."""
    there = our_company()
    if there._state.adding:  # noqa: SLF001 - Django documents it
        values = {key: getattr(there, key) for key in OWN} | {"created_at": there.created_at}
        Company.objects.get_or_create(pk=there.pk, defaults=values)
    return Company.objects.select_for_update().get(pk=there.pk)


def _check_nothing_counted() -> None:
    if money_is_counted():
        raise RuleBrokenError(
            _("Money is written down in the present currency, so it stays."),
            "accounts.currency_stays",
            field="currency",
        )
