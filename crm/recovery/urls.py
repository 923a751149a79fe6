"""The addresses of recovery."""

from django.urls import URLPattern, path

from crm.recovery import views

urlpatterns: list[URLPattern] = [
    path("recovery/", views.board, name="board"),
    path("recovery/recovered/", views.recovered, name="recovered"),
    path("recovery/many/", views.board_bulk, name="board_bulk"),
    path("recovery/new/", views.ticket_new, name="ticket_new"),
    path("recovery/triage/", views.triage, name="triage"),
    path("recovery/triage/<int:pk>/", views.triage_mail, name="triage_mail"),
    path("recovery/triage/<int:pk>/aside/", views.triage_aside, name="triage_aside"),
    path("recovery/files/<int:pk>/", views.mail_file, name="mail_file"),
    path("recovery/figures/", views.figures, name="figures"),
    path("recovery/figures/cases/", views.figure_cases, name="figure_cases"),
    path("recovery/figures/file/", views.figures_csv, name="figures_csv"),
    path("recovery/lessons/", views.lessons, name="lessons"),
    path("recovery/lessons/<int:pk>/done/", views.lesson_done, name="lesson_done"),
    path("recovery/load/", views.load, name="load"),
    path("recovery/load/share/", views.load_share, name="load_share"),
    path("recovery/load/policy/", views.load_policy, name="load_policy"),
    path("recovery/load/<int:pk>/", views.load_person, name="load_person"),
    path("recovery/replies/", views.replies, name="replies"),
    path("recovery/replies/<int:pk>/", views.reply_edit, name="reply_edit"),
    path("recovery/replies/<int:pk>/remove/", views.reply_remove, name="reply_remove"),
    path("recovery/<int:pk>/", views.ticket, name="ticket"),
    path("recovery/<int:pk>/people/", views.ticket_people, name="ticket_people"),
    path("recovery/<int:pk>/reply/insert/", views.reply_insert, name="reply_insert"),
    path("recovery/<int:pk>/<slug:act>/", views.act, name="ticket_act"),
    path("loyalty/<str:token>/", views.loyalty, name="loyalty"),
    path("settings/recovery/", views.settings_recovery, name="settings_recovery"),
    path("settings/recovery/<int:severity>/", views.ladder_edit, name="ladder_edit"),
    path(
        "settings/recovery/versions/<int:pk>/withdraw/",
        views.policy_withdraw,
        name="policy_withdraw",
    ),
    path("settings/recovery/causes/", views.causes, name="causes"),
    path("settings/recovery/causes/<int:pk>/", views.cause, name="cause"),
    path("settings/recovery/causes/<int:pk>/retire/", views.cause_retire, name="cause_retire"),
    path("settings/recovery/rota/", views.rota, name="rota"),
    path("settings/recovery/rota/new/", views.rota_plan, name="rota_plan"),
    path("settings/recovery/rota/<int:pk>/end/", views.rota_end, name="rota_end"),
    path("settings/recovery/rota/holidays/", views.holiday_new, name="holiday_new"),
    path(
        "settings/recovery/rota/holidays/<int:pk>/remove/",
        views.holiday_remove,
        name="holiday_remove",
    ),
]
