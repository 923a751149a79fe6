"""The kinds this app imports and exports, and the engine that all apps use for theirs."""

from accounts.imports.contacts import CONTACTS
from accounts.imports.customers import CUSTOMERS
from accounts.imports.kinds import Field, Kind, Table
from accounts.imports.people import PEOPLE
from accounts.imports.runs import Report, run_import

KINDS: tuple[Kind, ...] = (CUSTOMERS, CONTACTS, PEOPLE)

__all__ = ["KINDS", "Field", "Kind", "Report", "Table", "run_import"]
