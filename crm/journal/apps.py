"""The journal's place in the house, and the one look upwards it is allowed."""

from collections.abc import Mapping
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "crm.journal"
    verbose_name = _("Journal")
    default_auto_field = "django.db.models.BigAutoField"

    #: Kind prefix to the dotted names of its listeners; read when an entry is written, so
    #: that a delivery row is made in the entry's own transaction.
    subscriptions: Mapping[str, tuple[str, ...]] = {}

    def ready(self) -> None:
        """Fetch by name what stands at the top of the house: the listeners and Celery.

        Celery's application is made the default of every thread: a web server's threads
        would otherwise wake tasks through a broker nobody configured.
        """
        import_module("crm.celery").app.set_default()
        self.subscriptions = import_module("crm.subscriptions").SUBSCRIPTIONS
