"""Lists that somebody narrowed once and wants to see again."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Person

LONGEST_QUERY = 1000


class SavedView(models.Model):
    """A name for one list (`page`, the name of its url) with its filters (`query`).

    It holds an address, never rows: whoever opens it sees what they themselves may see.
    Taken away (`gone_at`), it can be brought back for a day.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=80)
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    is_shared = models.BooleanField(_("show it to my team"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name__regex=r"\S"),
                name="saved_view_name_not_empty",
                violation_error_message=_("Give the view a name."),
            ),
            models.CheckConstraint(
                condition=models.Q(page__regex=r"^[a-z][a-z0-9_]*$"),
                name="saved_view_page_is_a_route",
                violation_error_message=_("There is no such list."),
            ),
            models.UniqueConstraint(
                "person",
                "page",
                Lower("name"),
                condition=models.Q(gone_at__isnull=True),
                name="saved_view_name_once",
                violation_error_message=_("You have a view of this name here already."),
            ),
        ]
        indexes = [models.Index(fields=["page", "person", "position"], name="saved_view_by_page")]

    def __str__(self) -> str:
        return self.name
