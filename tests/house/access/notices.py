"""The bell is one's own; what failed is for admin, director and service leads."""

from crm.journal import actions as journal
from crm.notices import actions as notices
from crm.notices.channels import STOP
from crm.notices.models import Mail, Notice
from tests.house.access import Place, Row, everybody


def bell_notice(place: Place) -> dict[str, object]:
    notices.tell(people=[place.steward], once_key="k", subject="Nudge", body="Call Ana.")
    return {"pk": Notice.objects.get(person=place.steward, channel="in_app", once_key="k").pk}


def failed_notice(place: Place) -> dict[str, object]:
    notice = Notice.objects.create(
        person=place.steward, once_key="f", channel="email", subject="s", body="b", state="failed"
    )
    return {"pk": notice.pk}


def kept_mail(place: Place) -> dict[str, object]:
    return {"pk": Mail.objects.create(sender="a@b.example", subject=place.rank).pk}


def entry(place: Place) -> dict[str, object]:
    row = journal.record("a.done", person=place.steward, subject_kind="x", subject_id=1)
    return {"pk": row.pk}


def webhook(place: Place) -> dict[str, object]:
    made = notices.make_endpoint(
        by=place.company.ada,
        name="Room",
        style="chat",
        url="https://192.0.32.8/hook",
        kinds=["ticket"],
        team_id=place.company.service.pk,
    )
    return {"pk": made.endpoint.pk}


def stop_token(place: Place) -> dict[str, object]:
    return {"token": STOP.sign_object([place.steward.pk, "promise"])}


KEEPERS = {"admin director": 200, "else": 403}
KEEPERS_ACT = {"admin director": 302, "else": 403}
ROWS = [
    Row(name="notices_log", answers=KEEPERS),
    Row(name="notices_resend_all", method="post", answers=KEEPERS_ACT),
    Row(name="notices_watch", answers=KEEPERS),
    Row(name="settings_notices", answers=everybody(200)),
    Row(name="settings_notices", method="post", answers=everybody(422)),
    Row(name="notices_stop", kwargs=stop_token, answers=everybody(200), signed_out=200),
    Row(
        name="notices_stop",
        method="post",
        kwargs=stop_token,
        answers=everybody(200),
        signed_out=200,
    ),
    Row(name="settings_webhooks", answers=KEEPERS),
    Row(name="settings_webhook_new", answers=KEEPERS),
    Row(name="settings_webhook_new", method="post", answers={"admin director": 422, "else": 403}),
    Row(name="settings_webhook", kwargs=webhook, answers=KEEPERS),
    Row(name="settings_webhook_try", method="post", kwargs=webhook, answers=KEEPERS_ACT),
    Row(name="settings_webhook_switch", method="post", kwargs=webhook, answers=KEEPERS_ACT),
    Row(name="notices", answers=everybody(200)),
    Row(name="notices", method="post", answers=everybody(302)),
    Row(name="bell_count", answers=everybody(200)),
    Row(name="notices_failed", answers={"admin director": 200, "else": 403}),
    Row(
        name="notice_resend",
        method="post",
        kwargs=failed_notice,
        answers={"admin director": 302, "else": 403},
    ),
    Row(name="mailbox", answers=everybody(200), signed_out=200),
    Row(name="mail", kwargs=kept_mail, answers=everybody(200), signed_out=200),
    Row(name="api-notices-list", api=True, answers=everybody(200)),
    Row(
        name="api-notices-detail",
        api=True,
        kwargs=bell_notice,
        answers={"rep": (200, 404, 404), "else": 404},
    ),
    Row(
        name="api-notices-read",
        api=True,
        method="post",
        kwargs=bell_notice,
        answers={"rep": (200, 404, 404), "else": 404},
    ),
    Row(name="api-journal-list", api=True, answers=everybody(200)),
    Row(
        name="api-journal-detail",
        api=True,
        kwargs=entry,
        answers={"privacy admin": 200, "rep": (200, 404, 404), "else": 404},
    ),
]
