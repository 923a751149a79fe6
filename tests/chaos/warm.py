"""Loaded once by the fork server, so that each process of a test is there at once."""

import importlib

import django

django.setup()

from crm.celery import app  # noqa: E402 - after Django
from tests.chaos import crew  # noqa: E402

app.loader.import_default_modules()
app.finalize(auto=True)
for name in (
    "bin.worker", "apps.worker", "apps.beat", "concurrency.solo", "worker.components",
    "worker.consumer", "worker.strategy", "worker.request", "events.state", "app.log",
):  # fmt: skip
    importlib.import_module(f"celery.{name}")
for name in (
    "kombu.transport.redis", "kombu.asynchronous.hub", "smtplib",
    "django.core.mail.backends.smtp", "psycopg2.extras",
):  # fmt: skip
    importlib.import_module(name)

__all__ = ["crew"]
