"""Writes about people, customers and contacts."""

from accounts.actions.customers import (
    add_contact,
    add_customer,
    change_contact,
    change_customer,
    entrust_customer,
)
from accounts.actions.mail import mail_contact
from accounts.actions.people import add_person, add_team, grant_roles, issue_token
from accounts.actions.versions import check_version, kind_sentence, save_versioned

__all__ = [
    "add_contact",
    "add_customer",
    "add_person",
    "add_team",
    "change_contact",
    "change_customer",
    "check_version",
    "entrust_customer",
    "grant_roles",
    "issue_token",
    "kind_sentence",
    "mail_contact",
    "save_versioned",
]
