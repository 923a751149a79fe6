"""The API: one line per resource; each lives in its app's `api`."""

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from accounts.api.ground import Nowhere
from accounts.api.resources import ContactResource, CustomerResource
from compensation.api import PeriodResource, PlanResource, StatementResource
from crm.deals.api import DealResource
from crm.journal.api import EntryViewSet
from crm.notices.api import NoticeViewSet
from crm.recovery.api import TicketResource
from report_cards.api import CardResource, RoundResource
from secrets_manual.api import (
    CommitmentResource,
    ConversationResource,
    PromiseResource,
    SecretResource,
)

router = SimpleRouter(use_regex_path=False)
router.register("customers", CustomerResource, basename="api-customers")
router.register("contacts", ContactResource, basename="api-contacts")
router.register("conversations", ConversationResource, basename="api-conversations")
router.register("secrets", SecretResource, basename="api-secrets")
router.register("promises", PromiseResource, basename="api-promises")
router.register("commitments", CommitmentResource, basename="api-commitments")
router.register("tickets", TicketResource, basename="api-tickets")
router.register("deals", DealResource, basename="api-deals")
router.register("rounds", RoundResource, basename="api-rounds")
router.register("cards", CardResource, basename="api-cards")
router.register("plans", PlanResource, basename="api-plans")
router.register("periods", PeriodResource, basename="api-periods")
router.register("statements", StatementResource, basename="api-statements")
router.register("notices", NoticeViewSet, basename="api-notices")
router.register("journal", EntryViewSet, basename="api-journal")

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    *router.urls,
    path("<path:rest>/", Nowhere.as_view(), name="api-nowhere"),
]
