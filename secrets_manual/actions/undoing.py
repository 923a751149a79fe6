"""Undo of what was just written, which is less than forgetting: it says that nothing was."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from crm.errors import RuleBrokenError
from secrets_manual.actions.correcting import locked, withdraw_secret
from secrets_manual.models import Secret


@transaction.atomic
def undo_secret(*, person: Person, secret: Secret) -> Secret:
    """Take back what one just wrote, unless somebody used it meanwhile: then it was something."""
    row = locked(person, secret)
    use = row.used.select_related("person").order_by("at", "id").first()
    if use is not None and use.person_id == person.pk:
        raise RuleBrokenError(_("You used it already, so it stays."), "secrets_manual.used")
    if use is not None:
        sentence = _("%(name)s used it already, so it stays.") % {"name": use.person.name}
        raise RuleBrokenError(sentence, "secrets_manual.used")
    return withdraw_secret(person=person, secret=row)
