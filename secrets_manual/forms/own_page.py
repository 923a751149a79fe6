"""What a contact chooses on their own page; the page draws it in their language itself."""

from django import forms

from accounts.models import Answer, Channel, Topic
from accounts.rules import LANGUAGES

#: What a contact says yes or no to, in the order of the page.
ASKED = ("card", "loyalty", "news", "offer", "your_page", "surprise")
YES, NO = "yes", "no"
OFTEN = (0, 1, 2, 4, 8)


class WishesForm(forms.Form):
    """How we may write to them. A purpose left open stays as it was."""

    channels = forms.MultipleChoiceField(choices=Channel.choices, required=False)
    topics = forms.MultipleChoiceField(choices=Topic.choices, required=False)
    mails_a_month = forms.TypedChoiceField(
        choices=[("", ""), *((str(n), str(n)) for n in OFTEN)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    speak = forms.ChoiceField(choices=list(LANGUAGES.items()), required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for purpose in ASKED:
            self.fields[f"may_{purpose}"] = forms.ChoiceField(
                choices=[(YES, YES), (NO, NO)], required=False
            )

    @property
    def answers(self) -> dict[str, str]:
        """What they said yes or no to, as answers by purpose."""
        return {
            purpose: Answer.GRANTED if said == YES else Answer.REFUSED
            for purpose in ASKED
            if (said := self.cleaned_data.get(f"may_{purpose}"))
        }


class LineForm(forms.Form):
    """Their own wording of one line; the gate says whether it may stand."""

    text = forms.CharField(required=False, max_length=2000)


class AddressForm(forms.Form):
    """The address somebody says is theirs."""

    email = forms.EmailField(max_length=254)


class CodeForm(forms.Form):
    """The six digits of our mail."""

    code = forms.CharField(max_length=20)
