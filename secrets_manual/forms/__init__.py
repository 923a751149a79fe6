"""Forms about secrets, conversations and promises: the shape of what people send."""

from secrets_manual.forms.awards import (
    StoryForm,
    VoteForm,
)
from secrets_manual.forms.gifts import (
    DecideForm,
    GiftForm,
    GiftPolicyForm,
    HandForm,
)
from secrets_manual.forms.manuals import (
    KeeperForm,
    KeyCustomerForm,
)
from secrets_manual.forms.meetings import (
    CalendarFileForm,
    CalendarForm,
)
from secrets_manual.forms.offering import (
    Offer,
    about_code,
    offer_of,
    offers_beside,
    offers_found,
)
from secrets_manual.forms.offers import (
    CloseIdeaForm,
    IdeaForm,
    SendForm,
)
from secrets_manual.forms.own_page import (
    ASKED,
    OFTEN,
    AddressForm,
    CodeForm,
    LineForm,
    WishesForm,
)
from secrets_manual.forms.partial import (
    PartialDayField,
)
from secrets_manual.forms.promises import (
    SERVING,
    ChangeCommitmentForm,
    ChangePromiseForm,
    CommitmentForm,
    MissedForm,
    NewCommitmentForm,
    NewPromiseForm,
    OwnerForm,
    PromiseForm,
    ReasonForm,
    SaysForm,
)
from secrets_manual.forms.relating import (
    RelateForm,
    ReplaceForm,
)
from secrets_manual.forms.secrets import (
    HOW,
    HOW_LABELS,
    ChangeSecretForm,
    JudgeForm,
    SecretForm,
    SecretWordsForm,
    UseForm,
)
from secrets_manual.forms.talks import (
    ChangeConversationForm,
    ConversationForm,
    MoodForm,
    TurnForm,
)
from secrets_manual.forms.themes import (
    ChangeThemeForm,
    ThemeForm,
)
from secrets_manual.forms.whom import (
    MoveForm,
)
from secrets_manual.forms.wishes import (
    AllowAgainForm,
    NotedWishesForm,
    ObjectionForm,
)

__all__ = [
    "ASKED",
    "HOW",
    "HOW_LABELS",
    "OFTEN",
    "SERVING",
    "AddressForm",
    "AllowAgainForm",
    "CalendarFileForm",
    "CalendarForm",
    "ChangeCommitmentForm",
    "ChangeConversationForm",
    "ChangePromiseForm",
    "ChangeSecretForm",
    "ChangeThemeForm",
    "CloseIdeaForm",
    "CodeForm",
    "CommitmentForm",
    "ConversationForm",
    "DecideForm",
    "GiftForm",
    "GiftPolicyForm",
    "HandForm",
    "IdeaForm",
    "JudgeForm",
    "KeeperForm",
    "KeyCustomerForm",
    "LineForm",
    "MissedForm",
    "MoodForm",
    "MoveForm",
    "NewCommitmentForm",
    "NewPromiseForm",
    "NotedWishesForm",
    "ObjectionForm",
    "Offer",
    "OwnerForm",
    "PartialDayField",
    "PromiseForm",
    "ReasonForm",
    "RelateForm",
    "ReplaceForm",
    "SaysForm",
    "SecretForm",
    "SecretWordsForm",
    "SendForm",
    "StoryForm",
    "ThemeForm",
    "TurnForm",
    "UseForm",
    "VoteForm",
    "WishesForm",
    "about_code",
    "offer_of",
    "offers_beside",
    "offers_found",
]
