"""Sending a file, and saying what its columns hold."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms.choices import ZoneField
from accounts.forms.once import OnceForm

LARGEST_MB: Final = 25
#: How files were written that do not say so; the codecs by what people know them as.
LETTERS: Final = (
    ("", _("find out by itself")),
    ("cp1252", _("Western European (Windows)")),
    ("cp1250", _("Central European (Windows)")),
    ("cp1257", _("Baltic (Windows)")),
    ("cp1254", _("Turkish (Windows)")),
    ("cp1251", _("Cyrillic (Windows)")),
    ("koi8_u", _("Cyrillic (KOI8)")),
    ("cp1253", _("Greek (Windows)")),
    ("cp1255", _("Hebrew (Windows)")),
    ("cp1256", _("Arabic (Windows)")),
    ("cp932", _("Japanese (Shift JIS)")),
    ("euc_jp", _("Japanese (EUC)")),
    ("gb18030", _("Chinese, simplified")),
    ("big5", _("Chinese, traditional")),
    ("euc_kr", _("Korean")),
    ("mac_roman", _("Western European (old Mac)")),
    ("cp850", _("Western European (DOS)")),
)
Choice = tuple[str, Any]


class UploadForm(OnceForm):
    """A file and what it is about; the view gives the kinds that the person may import."""

    kind = forms.ChoiceField(label=_("What is in the file?"), required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, TSV, XLSX or vCard, up to 25 MB. Nothing is written before you say so."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.vcf"}),
    )
    has_header = forms.BooleanField(
        label=_("The first line names the columns"), required=False, initial=True
    )

    letters = forms.ChoiceField(
        label=_("Letters in the file"),
        choices=LETTERS,
        required=False,
        help_text=_("Choose one only where names came out wrong on the next page."),
    )

    def __init__(self, *args: Any, kinds: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("find out by itself")), *kinds]  # type: ignore[attr-defined]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse by size before anything is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_MB * 1_000_000:
            raise ValidationError(
                _("The file is larger than %(limit)s MB; split it."),
                code="too_large",
                params={"limit": LARGEST_MB},
            )
        return file


class ColumnsForm(OnceForm):
    """One choice for each column of the file: the field it goes into, or nothing.

    With a `zone`, one more: whose clocks the times were read from.
    """

    def __init__(
        self,
        *args: Any,
        columns: Sequence[str],
        fields: Sequence[Choice],
        mapping: dict[str, str],
        examples: dict[str, list[str]],
        zone: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        field_of = {column: name for name, column in mapping.items()}
        for place, column in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column,
                choices=[("", _("leave out")), *fields],
                required=False,
                initial=field_of.get(column, ""),
                help_text=" · ".join(examples.get(column, ())),
            )
        if zone:
            self.fields["zone"] = ZoneField(
                label=_("Time zone of the times in the file"),
                help_text=_("Where the clocks stood that showed them, unless a cell names one."),
                initial=zone,
            )

    @property
    def mapping(self) -> dict[str, str]:
        """The column of each chosen field."""
        return {
            self.cleaned_data[f"column_{place}"]: column
            for place, column in enumerate(self.columns)
            if self.cleaned_data.get(f"column_{place}")
        }

    @property
    def zone(self) -> str:
        """The zone of the file's times; "" where it tells none."""
        return str(self.cleaned_data.get("zone", ""))

    def clean(self) -> dict[str, Any]:
        """No field is filled from two columns."""
        cleaned = super().clean() or self.cleaned_data
        first: dict[str, str] = {}
        for place, column in enumerate(self.columns):
            name = cleaned.get(f"column_{place}")
            if not name:
                continue
            if name in first:
                self.add_error(
                    f"column_{place}",
                    ValidationError(
                        _("“%(column)s” goes there already."),
                        code="twice",
                        params={"column": first[name]},
                    ),
                )
            first.setdefault(name, column)
        return cleaned


class WriteForm(OnceForm):
    """How a checked file shall be written."""

    how = forms.ChoiceField(
        label=_("What shall be written?"),
        choices=[
            ("good", _("the good rows; refused ones stay out")),
            ("all", _("all rows or nothing")),
        ],
        widget=forms.RadioSelect,
        initial="good",
    )
