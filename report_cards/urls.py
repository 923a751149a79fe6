"""Addresses: the customer's card, and what we read of cards."""

from django.urls import URLPattern, path

from report_cards.views import customer

urlpatterns: list[URLPattern] = [
    path("card/at/<uuid:public_id>/", customer.card_at, name="card_at"),
    path("card/at/<uuid:public_id>/save/", customer.save, name="card_save"),
    path("card/at/<uuid:public_id>/stop/", customer.stop_at, name="card_at_stop"),
    path("card/<str:token>/", customer.follow_link, name="card"),
    path("card/<str:token>/stop/", customer.stop, name="card_stop"),
]
