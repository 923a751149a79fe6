"""Who is who: people who sign in, and the customers and contacts they serve."""

from accounts.models.alternatives import Alternative
from accounts.models.batches import (
    ImportBatch,
    ImportFile,
    ImportRefusal,
    ImportState,
    ImportTrail,
    TrailOutcome,
)
from accounts.models.bulk import (
    BulkChange,
)
from accounts.models.company import Company, SetupCode
from accounts.models.consent import (
    Answer,
    Channel,
    Consent,
    MailPolicy,
    Preference,
    Purpose,
    Told,
    Topic,
)
from accounts.models.custom import (
    LONGEST_TEXT,
    CustomAbout,
    CustomField,
    CustomType,
)
from accounts.models.customers import (
    Contact,
    Customer,
    CustomerKind,
)
from accounts.models.deciding import DecisionStep
from accounts.models.handovers import (
    HandOver,
)
from accounts.models.joining import PersonInvitation
from accounts.models.mail import (
    MailPurpose,
    MailToContact,
)
from accounts.models.maps import (
    Acquaintance,
    BuyingRole,
    ContactRole,
    HowKnown,
    Trust,
)
from accounts.models.merges import (
    ContactPair,
    CustomerPair,
    Merge,
)
from accounts.models.pages import (
    PageRequest,
    PageVisit,
)
from accounts.models.pauses import (
    Pause,
)
from accounts.models.people import (
    ROLES,
    Person,
    RoleGrant,
    Team,
)
from accounts.models.places import Level
from accounts.models.saved import (
    SavedView,
)
from accounts.models.stewardships import Stewardship
from accounts.models.suppressions import (
    Suppression,
)
from accounts.models.tokens import (
    ApiToken,
    TokenScope,
)
from accounts.models.versions import (
    Versioned,
)

__all__ = [
    "LONGEST_TEXT",
    "ROLES",
    "Acquaintance",
    "Alternative",
    "Answer",
    "ApiToken",
    "BulkChange",
    "BuyingRole",
    "Channel",
    "Company",
    "Consent",
    "Contact",
    "ContactPair",
    "ContactRole",
    "CustomAbout",
    "CustomField",
    "CustomType",
    "Customer",
    "CustomerKind",
    "CustomerPair",
    "DecisionStep",
    "HandOver",
    "HowKnown",
    "ImportBatch",
    "ImportFile",
    "ImportRefusal",
    "ImportState",
    "ImportTrail",
    "Level",
    "MailPolicy",
    "MailPurpose",
    "MailToContact",
    "Merge",
    "PageRequest",
    "PageVisit",
    "Pause",
    "Person",
    "PersonInvitation",
    "Preference",
    "Purpose",
    "RoleGrant",
    "SavedView",
    "SetupCode",
    "Stewardship",
    "Suppression",
    "Team",
    "TokenScope",
    "Told",
    "Topic",
    "TrailOutcome",
    "Trust",
    "Versioned",
]
