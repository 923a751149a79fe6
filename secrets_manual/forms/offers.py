"""Forms about ideas for offers and what becomes of them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import OnceForm
from accounts.models import Contact, Topic
from secrets_manual.models import Suggestion
from secrets_manual.models.offers import LONGEST_OFFER, LONGEST_WHY


class IdeaForm(OnceForm):
    """What might be offered, in words a steward could use."""

    title = forms.CharField(label=_("Title"), max_length=120)
    words = forms.CharField(
        label=_("What might be said"),
        max_length=LONGEST_OFFER,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("A suggestion: each steward changes it for the customer, or leaves it."),
    )
    topic = forms.ChoiceField(
        label=_("Topic"),
        choices=Topic.choices,
        help_text=_("Mail goes only to those who wish to hear of this."),
    )


class CloseIdeaForm(OnceForm):
    """Why an idea is closed."""

    why = forms.CharField(
        label=_("Why is it closed?"),
        max_length=LONGEST_WHY,
        error_messages={"required": _("Say why the idea is closed.")},
    )


class SendForm(OnceForm):
    """To whom the offer goes by mail, in the steward's words."""

    contact = forms.ModelChoiceField(
        label=_("To"), queryset=Contact.objects.none(), empty_label=None
    )
    words = forms.CharField(
        label=_("Your words"), max_length=LONGEST_OFFER, widget=forms.Textarea(attrs={"rows": 7})
    )

    def __init__(self, *args: object, suggestion: Suggestion, **kwargs: object) -> None:
        first = suggestion.secret.contact_id
        kwargs["initial"] = {"words": suggestion.idea.words, "contact": first}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        contacts = Contact.objects.filter(customer=suggestion.customer_id).exclude(email="")
        self.fields["contact"].queryset = contacts.order_by("name", "id")  # type: ignore[attr-defined]
