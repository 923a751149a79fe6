from django.urls import path

from crm.home.views import brief, customers, exports, handing, imports, insights, search, today

urlpatterns = [
    path("", today.today, name="today"),
    path("today/promises/<int:pk>/keep/", today.keep, name="today_keep"),
    path("customers/<int:pk>/", customers.customer, name="customer"),
    path("customers/<int:pk>/hand-over/", handing.hand_over_new, name="hand_over_new"),
    path("hand-overs/<int:pk>/", handing.hand_over, name="hand_over"),
    path("hand-overs/<int:pk>/answer/", handing.hand_over_answer, name="hand_over_answer"),
    path("settings/people/<int:pk>/leaving/", handing.leaving, name="leaving"),
    path("customers/<int:pk>/contacts/", customers.customer_contacts, name="customer_contacts"),
    path("customers/<int:pk>/brief/", brief.brief, name="brief"),
    path("contacts/<int:pk>/", customers.contact, name="contact"),
    path("search/", search.search, name="search"),
    path("search/palette/", search.palette, name="palette"),
    path("contacts/<int:pk>/card.vcf", exports.contact_card, name="contact_card"),
    path("customers/<int:pk>/contacts.vcf", exports.customer_cards, name="customer_cards"),
    path("customers/contacts.vcf", exports.customers_cards, name="customers_cards"),
    path("exports/<slug:kind>.csv", exports.export_csv, name="export_csv"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.import_batch, name="import_batch"),
    path("imports/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("imports/<int:pk>/write/", imports.import_write, name="import_write"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/refused.csv", imports.import_refused, name="import_refused"),
    path("insights/", insights.insights, name="insights"),
]
