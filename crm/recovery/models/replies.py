"""Replies kept to be used again: everybody's, or one person's own."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Person

LONGEST_REPLY = 4000


class SavedReply(models.Model):
    """Words with blanks in them; `person` is whose own they are, None makes them everybody's.

    `language` is the one they are written in, "" where that does not matter.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="saved_replies"
    )
    title = models.CharField(_("title"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    words = models.TextField(_("words"), max_length=LONGEST_REPLY, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(title__regex=r"\S") & Q(words__regex=r"\S"),
                name="saved_reply_has_title_and_words",
                violation_error_message=_("A saved reply has a title and words."),
            ),
            models.UniqueConstraint(
                Lower("title"),
                "language",
                "person",
                nulls_distinct=False,
                name="saved_reply_title_unique",
                violation_error_message=_("There is a reply of this title already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
