"""The shape of what people send about tickets; the rules live in the actions."""

from crm.recovery.forms.mail import AttachForm, ReplyForm
from crm.recovery.forms.steps import (
    AppointForm,
    CauseForm,
    CommentForm,
    CustomerField,
    FixForm,
    LessonFields,
    LessonForm,
    LoseForm,
    LoyaltyForm,
    NewTicketForm,
    OwnerForm,
    RecoverForm,
    ReopenForm,
    RespondForm,
    StepForm,
    SurpriseForm,
    WorkaroundForm,
)

__all__ = [
    "AppointForm",
    "AttachForm",
    "CauseForm",
    "CommentForm",
    "CustomerField",
    "FixForm",
    "LessonFields",
    "LessonForm",
    "LoseForm",
    "LoyaltyForm",
    "NewTicketForm",
    "OwnerForm",
    "RecoverForm",
    "ReopenForm",
    "ReplyForm",
    "RespondForm",
    "StepForm",
    "SurpriseForm",
    "WorkaroundForm",
]
