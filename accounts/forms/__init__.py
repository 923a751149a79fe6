"""Forms: the shape of what people send; the rules live in the actions."""

from accounts.forms.choices import COMBOBOX, LanguageField, PersonField, ZoneField
from accounts.forms.custom import CustomFieldForm, own_filters
from accounts.forms.customers import ContactForm, CustomerForm, EntrustForm
from accounts.forms.imports import ColumnsForm, UploadForm, WriteForm
from accounts.forms.money import AmountField
from accounts.forms.once import (
    DayField,
    MomentField,
    OnceForm,
    VersionedForm,
    answer_status,
    send_once,
    sent,
    show_broken,
)
from accounts.forms.people import ROLE_WORDS, AbsenceForm, MeForm, PersonForm, TeamForm, TokenForm

__all__ = [
    "COMBOBOX",
    "ROLE_WORDS",
    "AbsenceForm",
    "AmountField",
    "ColumnsForm",
    "ContactForm",
    "CustomFieldForm",
    "CustomerForm",
    "DayField",
    "EntrustForm",
    "LanguageField",
    "MeForm",
    "MomentField",
    "OnceForm",
    "PersonField",
    "PersonForm",
    "TeamForm",
    "TokenForm",
    "UploadForm",
    "VersionedForm",
    "WriteForm",
    "ZoneField",
    "answer_status",
    "own_filters",
    "send_once",
    "sent",
    "show_broken",
]
