"""Who was named in a remark on a ticket."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from crm.recovery.models.tickets import Comment


class Mention(models.Model):
    """A person named in a comment; `written` is how, with its `@`, wherever it stands in it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    written = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "written"],
                name="mention_written_once",
                violation_error_message=_("This name is noted already."),
            ),
            models.CheckConstraint(
                condition=Q(written__startswith="@"),
                name="mention_begins_with_its_sign",
                violation_error_message=_("A mention begins with @."),
            ),
        ]

    def __str__(self) -> str:
        return self.written
