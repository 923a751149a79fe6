from django.urls import path

from compensation import views

urlpatterns = [
    path("bonus/", views.bonus, name="bonus"),
    path("bonus/statements/<int:pk>/", views.statement, name="statement"),
    path("bonus/statements/<int:pk>/csv/", views.statement_csv, name="statement_csv"),
    path("bonus/statements/<int:pk>/dispute/", views.statement_dispute, name="statement_dispute"),
    path(
        "bonus/statements/<int:pk>/disputes/<int:dispute>/",
        views.dispute_answer,
        name="dispute_answer",
    ),
    path("bonus/assignments/<int:pk>/sign/", views.assignment_sign, name="assignment_sign"),
    path("bonus/plans/", views.plans, name="plans"),
    path("bonus/plans/new/", views.plan_new, name="plan_new"),
    path("bonus/plans/<int:pk>/", views.plan, name="plan"),
    path("bonus/plans/<int:pk>/check/", views.plan_check, name="plan_check"),
    path("bonus/plans/<int:pk>/approve/", views.plan_approve, name="plan_approve"),
    path("bonus/plans/<int:pk>/publish/", views.plan_publish, name="plan_publish"),
    path("bonus/plans/<int:pk>/assign/", views.plan_assign, name="plan_assign"),
    path("bonus/periods/", views.periods, name="periods"),
    path("bonus/periods/<int:pk>/", views.period, name="period"),
    path("bonus/periods/<int:pk>/calculate/", views.period_calculate, name="period_calculate"),
    path("bonus/periods/<int:pk>/approve/", views.period_approve, name="period_approve"),
    path("bonus/periods/<int:pk>/close/", views.period_close, name="period_close"),
]
