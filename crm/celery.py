"""The Celery application: Postgres is the only truth, a task only says "look now"."""

import os

from celery import Celery

from crm.schedule import BEAT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

app = Celery("confidant")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {name: {"task": name, "schedule": seconds} for name, seconds in BEAT.items()}
app.autodiscover_tasks()
app.autodiscover_tasks(["crm"], related_name="subscriptions")
