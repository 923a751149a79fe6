from django.urls import path

from accounts.views import contacts, customer_list, customers, people, saved, settings, touches

urlpatterns = [
    path("customers/", customer_list.customers, name="customers"),
    path("customers/bulk/", customer_list.customers_bulk, name="customers_bulk"),
    path(
        "customers/bulk/<int:pk>/undo/",
        customer_list.customers_bulk_undo,
        name="customers_bulk_undo",
    ),
    path("customers/new/", customers.customer_new, name="customer_new"),
    path("customers/<int:pk>/edit/", customers.customer_edit, name="customer_edit"),
    path("customers/<int:pk>/entrust/", customers.customer_entrust, name="customer_entrust"),
    path("customers/<int:pk>/won/", touches.customer_won, name="customer_won"),
    path("customers/<int:pk>/next-touch/", touches.customer_touch, name="customer_touch"),
    path("customers/<int:pk>/contacts/new/", contacts.contact_new, name="contact_new"),
    path("contacts/<int:pk>/edit/", contacts.contact_edit, name="contact_edit"),
    path("views/", saved.saved_views, name="saved_views"),
    path("views/new/", saved.saved_view_new, name="saved_view_new"),
    path("views/<int:pk>/", saved.saved_view_edit, name="saved_view_edit"),
    path("views/<int:pk>/move/", saved.saved_view_move, name="saved_view_move"),
    path("views/<int:pk>/remove/", saved.saved_view_remove, name="saved_view_remove"),
    path("views/<int:pk>/restore/", saved.saved_view_restore, name="saved_view_restore"),
    path("settings/", settings.settings, name="settings"),
    path("settings/me/", settings.settings_me, name="settings_me"),
    path("settings/theme/", settings.theme, name="theme"),
    path("settings/tokens/", settings.settings_tokens, name="settings_tokens"),
    path(
        "settings/tokens/<int:pk>/revoke/",
        settings.settings_token_revoke,
        name="settings_token_revoke",
    ),
    path("settings/people/", people.settings_people, name="settings_people"),
    path("settings/people/new/", people.settings_person_new, name="settings_person_new"),
    path("settings/people/<int:pk>/", people.settings_person, name="settings_person"),
    path(
        "settings/people/<int:pk>/active/",
        people.settings_person_active,
        name="settings_person_active",
    ),
    path("settings/people/<int:pk>/absence/", people.settings_absence, name="settings_absence"),
    path("settings/teams/", people.settings_teams, name="settings_teams"),
    path("settings/teams/new/", people.settings_team_new, name="settings_team_new"),
    path("settings/teams/<int:pk>/", people.settings_team, name="settings_team"),
]
