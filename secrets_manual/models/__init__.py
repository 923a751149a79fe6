"""What customers want: secrets and needs, how they were used, what was promised, what was asked."""

from secrets_manual.models.asking import (
    Asking,
    Conversation,
    Direction,
    Participant,
    Turn,
)
from secrets_manual.models.awards import (
    AWARD_LABELS,
    Award,
    Win,
)
from secrets_manual.models.codes import (
    KIND_LABELS,
    LAYER_LABELS,
    PROVENANCE_LABELS,
    USE_LABELS,
    Precision,
    Reception,
    State,
)
from secrets_manual.models.contradictions import (
    Contradiction,
    Settled,
)
from secrets_manual.models.gifts import (
    Gift,
    GiftPolicy,
)
from secrets_manual.models.guarding import (
    Refusal,
    Release,
    Rescan,
    SetAside,
)
from secrets_manual.models.key_customers import (
    KeyCustomer,
)
from secrets_manual.models.meetings import (
    CalendarFeed,
    Guest,
    Meeting,
)
from secrets_manual.models.objecting import TakenBack
from secrets_manual.models.offers import (
    OfferIdea,
    Suggestion,
)
from secrets_manual.models.promises import (
    Commitment,
    Promise,
)
from secrets_manual.models.reading import (
    Reading,
    ReadingWindow,
)
from secrets_manual.models.secrets import (
    Secret,
    SecretChange,
    Use,
)
from secrets_manual.models.stories import (
    Story,
    Vote,
)
from secrets_manual.models.themes import (
    Cut,
    Measure,
    Tally,
    Theme,
)

__all__ = [
    "AWARD_LABELS",
    "KIND_LABELS",
    "LAYER_LABELS",
    "PROVENANCE_LABELS",
    "USE_LABELS",
    "Asking",
    "Award",
    "CalendarFeed",
    "Commitment",
    "Contradiction",
    "Conversation",
    "Cut",
    "Direction",
    "Gift",
    "GiftPolicy",
    "Guest",
    "KeyCustomer",
    "Measure",
    "Meeting",
    "OfferIdea",
    "Participant",
    "Precision",
    "Promise",
    "Reading",
    "ReadingWindow",
    "Reception",
    "Refusal",
    "Release",
    "Rescan",
    "Secret",
    "SecretChange",
    "SetAside",
    "Settled",
    "State",
    "Story",
    "Suggestion",
    "TakenBack",
    "Tally",
    "Theme",
    "Turn",
    "Use",
    "Vote",
    "Win",
]
