from django.urls import path

from crm.notices import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/count/", views.bell_count, name="bell_count"),
    path("notices/failed/", views.failed, name="notices_failed"),
    path("notices/log/", views.log, name="notices_log"),
    path("notices/failed/resend/", views.resend_all, name="notices_resend_all"),
    path("notices/watch/", views.watch, name="notices_watch"),
    path("notices/<int:pk>/resend/", views.resend, name="notice_resend"),
    path("notices/stop/<str:token>/", views.stop, name="notices_stop"),
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", views.mail, name="mail"),
]
