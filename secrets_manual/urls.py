from django.urls import URLPattern, path

from secrets_manual import views

urlpatterns: list[URLPattern] = [
    path("secrets/new/", views.secret_new, name="secret_new"),
    path("secrets/check/", views.secret_check, name="secret_check"),
    path("secrets/refusals/", views.refusals, name="refusals"),
    path("secrets/refusals/<int:pk>/appeal/", views.refusal_appeal, name="refusal_appeal"),
    path("secrets/refusals/<int:pk>/release/", views.refusal_release, name="refusal_release"),
    path("secrets/<int:pk>/edit/", views.secret_edit, name="secret_edit"),
    path("secrets/<int:pk>/use/", views.secret_use, name="secret_use"),
    path("secrets/<int:pk>/withdraw/", views.secret_withdraw, name="secret_withdraw"),
    path("secrets/<int:pk>/reinstate/", views.secret_reinstate, name="secret_reinstate"),
    path("secrets/<int:pk>/confirm/", views.secret_confirm, name="secret_confirm"),
    path("secrets/<int:pk>/review/", views.secret_review, name="secret_review"),
    path("manuals/", views.manuals, name="manuals"),
    path("manuals/<int:pk>/", views.manual, name="manual"),
    path("conversations/new/", views.conversation_new, name="conversation_new"),
    path("conversations/<int:pk>/", views.conversation, name="conversation"),
    path("conversations/<int:pk>/finish/", views.conversation_finish, name="conversation_finish"),
    path(
        "conversations/<int:pk>/direction/",
        views.conversation_direction,
        name="conversation_direction",
    ),
    path(
        "conversations/<int:pk>/promise/", views.conversation_promise, name="conversation_promise"
    ),
    path("promises/", views.promises, name="promises"),
    path("promises/new/", views.promise_new, name="promise_new"),
    path("promises/<int:pk>/", views.promise, name="promise"),
    path("promises/<int:pk>/edit/", views.promise_edit, name="promise_edit"),
    path("promises/<int:pk>/keep/", views.promise_keep, name="promise_keep"),
    path("promises/<int:pk>/break/", views.promise_break, name="promise_break"),
    path("promises/<int:pk>/reopen/", views.promise_reopen, name="promise_reopen"),
    path("promises/<int:pk>/hand-over/", views.promise_hand_over, name="promise_hand_over"),
    path("promises/<int:pk>/heard/", views.promise_heard, name="promise_heard"),
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/new/", views.commitment_new, name="commitment_new"),
    path("commitments/<int:pk>/", views.commitment, name="commitment"),
    path("commitments/<int:pk>/edit/", views.commitment_edit, name="commitment_edit"),
    path("commitments/<int:pk>/came/", views.commitment_came, name="commitment_came"),
    path("commitments/<int:pk>/missed/", views.commitment_missed, name="commitment_missed"),
    path("commitments/<int:pk>/reopen/", views.commitment_reopen, name="commitment_reopen"),
]
