"""The door for a WSGI server."""

import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application
from django.db import Error, connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
application = get_wsgi_application()

from crm.notices.actions import expect  # noqa: E402 - only now the apps are ready
from crm.notices.queries import WATCHED  # noqa: E402

# Where no sweep ever ran, the pages must say so as well: from three minutes after they are served.
with suppress(Error):
    expect(WATCHED)
connection.close()
