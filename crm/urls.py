"""Every address of Confidant, app by app."""

from django.urls import URLPattern, URLResolver, include, path

from crm import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("crm.home.urls")),
    path("", include("accounts.urls")),
    path("", include("secrets_manual.urls")),
    path("", include("crm.recovery.urls")),
    path("", include("crm.deals.urls")),
    path("", include("report_cards.urls")),
    path("", include("compensation.urls")),
    path("", include("crm.notices.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("api/v1/", include("crm.api")),
]
handler404 = "crm.middleware.missing"
handler500 = "crm.middleware.broke"
