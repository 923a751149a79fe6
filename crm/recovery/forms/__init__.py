"""The shape of what people send about tickets, ladders and what we learn from them."""

from crm.recovery.forms.answers import (
    AnswerForm,
    DirectorForm,
    FixedForm,
    LaterForm,
    ThankForm,
)
from crm.recovery.forms.causes import CauseNameForm, SaidCauseForm
from crm.recovery.forms.closing import LessonFields, LessonForm, RecoverForm
from crm.recovery.forms.fixing import FixForm
from crm.recovery.forms.ladders import LadderForm, RungForm
from crm.recovery.forms.loyalty import LoyaltyForm
from crm.recovery.forms.mail import AttachForm, ReplyForm, StandingForm
from crm.recovery.forms.opening import NewTicketForm
from crm.recovery.forms.raising import RaiseForm
from crm.recovery.forms.related import LinkForm, MergeForm, PartForm, UnlinkForm
from crm.recovery.forms.replies import PickForm, SavedReplyForm
from crm.recovery.forms.reporting import OwnReportForm, StrangerForm, new_stamp, read_stamp
from crm.recovery.forms.rota import HolidayForm, OnCallForm
from crm.recovery.forms.sharing import (
    AcceptForm,
    HandOnForm,
    SharingForm,
    StrengthForm,
    UnownedForm,
)
from crm.recovery.forms.steps import (
    AppointForm,
    CauseForm,
    CommentForm,
    LoseForm,
    ReopenForm,
    RespondForm,
    StepForm,
    SurpriseForm,
    WorkaroundForm,
)
from crm.recovery.forms.surprises import (
    RECEPTIONS,
    CreepyForm,
    DropForm,
    GiveForm,
    PlanForm,
    ReactForm,
    standing_plan,
)
from crm.recovery.forms.told import ToldForm

__all__ = [
    "RECEPTIONS",
    "AcceptForm",
    "AnswerForm",
    "AppointForm",
    "AttachForm",
    "CauseForm",
    "CauseNameForm",
    "CommentForm",
    "CreepyForm",
    "DirectorForm",
    "DropForm",
    "FixForm",
    "FixedForm",
    "GiveForm",
    "HandOnForm",
    "HolidayForm",
    "LadderForm",
    "LaterForm",
    "LessonFields",
    "LessonForm",
    "LinkForm",
    "LoseForm",
    "LoyaltyForm",
    "MergeForm",
    "NewTicketForm",
    "OnCallForm",
    "OwnReportForm",
    "PartForm",
    "PickForm",
    "PlanForm",
    "RaiseForm",
    "ReactForm",
    "RecoverForm",
    "ReopenForm",
    "ReplyForm",
    "RespondForm",
    "RungForm",
    "SaidCauseForm",
    "SavedReplyForm",
    "SharingForm",
    "StandingForm",
    "StepForm",
    "StrangerForm",
    "StrengthForm",
    "SurpriseForm",
    "ThankForm",
    "ToldForm",
    "UnlinkForm",
    "UnownedForm",
    "WorkaroundForm",
    "new_stamp",
    "read_stamp",
    "standing_plan",
]
