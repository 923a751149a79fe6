"""Forms: the shape of what people send; the rules live in the actions."""

from accounts.forms.choices import COMBOBOX, LanguageField, NamesField, PersonField, ZoneField
from accounts.forms.custom import CustomFieldForm, own_filters
from accounts.forms.customers import ContactForm, CustomerForm, EntrustForm
from accounts.forms.founding import CompanyForm, FoundingForm
from accounts.forms.imports import ColumnsForm, UploadForm, WriteForm
from accounts.forms.joining import InviteForm, JoinForm, invited_sentence
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
from accounts.forms.people import (
    ROLE_WORDS,
    AbsenceForm,
    MeForm,
    NewPersonForm,
    PersonForm,
    TeamForm,
    TokenForm,
)

__all__ = [
    "COMBOBOX",
    "ROLE_WORDS",
    "AbsenceForm",
    "AmountField",
    "ColumnsForm",
    "CompanyForm",
    "ContactForm",
    "CustomFieldForm",
    "CustomerForm",
    "DayField",
    "EntrustForm",
    "FoundingForm",
    "InviteForm",
    "JoinForm",
    "LanguageField",
    "MeForm",
    "MomentField",
    "NamesField",
    "NewPersonForm",
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
    "invited_sentence",
    "own_filters",
    "send_once",
    "sent",
    "show_broken",
]
