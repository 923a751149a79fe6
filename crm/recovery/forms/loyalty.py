"""What a customer answers about loyalty."""

from typing import Any

from django import forms


def _one_to(most: int, *, least: int = 1, required: bool = False) -> Any:
    return forms.TypedChoiceField(
        choices=[(number, str(number)) for number in range(least, most + 1)],
        coerce=int,
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
    )


class LoyaltyForm(forms.Form):
    """The customer's answer in their language (`words`); only the first number is needed."""

    score = _one_to(10, least=0, required=True)
    fair_outcome = _one_to(5)
    fair_handling = _one_to(5)
    respect = _one_to(5)

    def __init__(self, *args: object, words: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, field in self.fields.items():
            field.label = words[name]
        missing = words["score_missing"]
        self.fields["score"].error_messages |= {"required": missing, "invalid_choice": missing}
