"""The API: one line per resource; each lives in its app's `api`."""

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from accounts.api.resources import ContactResource, CustomerResource
from crm.deals.api import DealResource
from crm.journal.api import EntryViewSet
from crm.notices.api import NoticeViewSet

router = SimpleRouter(use_regex_path=False)
router.register("customers", CustomerResource, basename="api-customers")
router.register("contacts", ContactResource, basename="api-contacts")
router.register("deals", DealResource, basename="api-deals")
router.register("notices", NoticeViewSet, basename="api-notices")
router.register("journal", EntryViewSet, basename="api-journal")

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    *router.urls,
]
