"""Everything that can be imported and exported: one line for each app's kinds."""

from accounts.imports import KINDS as ACCOUNTS
from accounts.imports import Kind
from crm.deals.imports import KINDS as DEALS
from crm.recovery.imports import KINDS as RECOVERY
from report_cards.imports import KINDS as REPORT_CARDS
from secrets_manual.imports import KINDS as SECRETS

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (*ACCOUNTS, *DEALS, *RECOVERY, *REPORT_CARDS, *SECRETS)
}
