"""Mail leaves through real SMTP to a server of the test's own."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.notices.post_office import PostOffice, open_post_office


@pytest.fixture
def post_office(settings: Settings) -> Iterator[PostOffice]:
    with open_post_office() as (office, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield office
