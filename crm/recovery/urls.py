"""The addresses of recovery."""

from django.urls import URLPattern, path

from crm.recovery import views

urlpatterns: list[URLPattern] = [
    path("recovery/", views.board, name="board"),
    path("recovery/new/", views.ticket_new, name="ticket_new"),
    path("recovery/triage/", views.triage, name="triage"),
    path("recovery/triage/<int:pk>/", views.triage_mail, name="triage_mail"),
    path("recovery/triage/<int:pk>/aside/", views.triage_aside, name="triage_aside"),
    path("recovery/files/<int:pk>/", views.mail_file, name="mail_file"),
    path("recovery/<int:pk>/", views.ticket, name="ticket"),
    path("recovery/<int:pk>/<slug:act>/", views.act, name="ticket_act"),
    path("loyalty/<str:token>/", views.loyalty, name="loyalty"),
]
