"""Webhooks are made, tried and stopped in the browser; the key is seen once."""

from collections.abc import Callable

from django.test import Client

from accounts.models import Person
from crm.notices.models import Endpoint, Notice
from tests.people import Company

SignIn = Callable[[Person], Client]


def test_a_service_lead_makes_a_webhook_sees_its_key_once_and_sends_again_what_failed(
    company: Company, signed_in: SignIn
) -> None:
    sara = signed_in(company.sara)
    asked = {
        "name": "Pager",
        "style": "signed",
        "url": "https://192.0.32.8/hook",
        "kinds": ["ticket"],
    }
    once = "5e0c4f3e-3f0a-4f4e-9a4e-0d8a6f2b1c11"

    both = sara.post(
        "/settings/webhooks/new/", asked | {"team": company.service.pk, "person": company.kim.pk}
    )
    made = sara.post("/settings/webhooks/new/", asked | {"team": company.service.pk, "once": once})
    again = sara.post("/settings/webhooks/new/", asked | {"team": company.service.pk, "once": once})

    endpoint = Endpoint.objects.get()
    page = f"/settings/webhooks/{endpoint.pk}/"
    assert both.status_code == 422
    assert "It is shown this once." in made.content.decode()
    assert (again.status_code, again.headers["Location"]) == (302, page)
    assert "It is shown this once." not in sara.get(page).content.decode()

    sara.post(f"{page}try/")
    Notice.objects.update(state="failed", last_error="RefusedError: the webhook answered 404")
    assert "the webhook answered 404" in sara.get(page).content.decode()
    assert "Pager" in sara.get("/notices/failed/").content.decode()
    resent = sara.post(f"/notices/{Notice.objects.get().pk}/resend/")
    assert resent.headers["Location"] == page
    assert Notice.objects.get().state == "waiting"

    sara.post(f"{page}switch/", {"active": "no"})
    assert "stopped" in sara.get("/settings/webhooks/").content.decode()
    assert signed_in(company.lea).get("/settings/webhooks/").status_code == 403
    assert "Webhooks" not in signed_in(company.lea).get("/settings/").content.decode()
