"""Addresses: the customer's card, and what we read of cards."""

from django.urls import URLPattern, path

from report_cards.views import customer, dashboard, rounds

urlpatterns: list[URLPattern] = [
    path("card/at/<uuid:public_id>/", customer.card_at, name="card_at"),
    path("card/at/<uuid:public_id>/save/", customer.save, name="card_save"),
    path("card/at/<uuid:public_id>/stop/", customer.stop_at, name="card_at_stop"),
    path("card/<str:token>/", customer.follow_link, name="card"),
    path("card/<str:token>/stop/", customer.stop, name="card_stop"),
    path("report-cards/", dashboard.report_cards, name="report_cards"),
    path("report-cards/<int:pk>/<slug:code>/", dashboard.card_cell, name="card_cell"),
    path("report-cards/cards/<int:pk>/release/", dashboard.card_release, name="card_release"),
    path("report-cards/rounds/new/", rounds.round_new, name="round_new"),
    path("report-cards/rounds/<int:pk>/", rounds.round_page, name="round"),
    path("report-cards/rounds/<int:pk>/send/", rounds.round_send, name="round_send"),
    path(
        "report-cards/rounds/<int:pk>/leave-out/<int:customer_pk>/",
        rounds.exclusion_new,
        name="exclusion_new",
    ),
    path(
        "report-cards/exclusions/<int:pk>/decide/",
        rounds.exclusion_decide,
        name="exclusion_decide",
    ),
]
