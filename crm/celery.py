"""The Celery application: Postgres is the only truth, a task only says "look now"."""

import os
import warnings

from celery import Celery

from crm.schedule import BEAT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")

# At a desk or in a container root may be all there is; a production worker is not root.
warnings.filterwarnings("ignore", message="You're running the worker with superuser")

app = Celery("confidant")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    name: {"task": name, "schedule": seconds} for name, seconds in BEAT.items()
}
app.autodiscover_tasks()
app.autodiscover_tasks(["crm"], related_name="subscriptions")
