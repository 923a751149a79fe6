from django.urls import path

from compensation import views

urlpatterns = [
    path("bonus/", views.bonus, name="bonus"),
    path("bonus/statements/<int:pk>/", views.statement, name="statement"),
]
