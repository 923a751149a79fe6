from django.urls import path

from crm.home.views import customers, insights, search, today

urlpatterns = [
    path("", today.today, name="today"),
    path("today/promises/<int:pk>/keep/", today.keep, name="today_keep"),
    path("customers/<int:pk>/", customers.customer, name="customer"),
    path("customers/<int:pk>/contacts/", customers.customer_contacts, name="customer_contacts"),
    path("contacts/<int:pk>/", customers.contact, name="contact"),
    path("search/", search.search, name="search"),
    path("search/palette/", search.palette, name="palette"),
    path("insights/", insights.insights, name="insights"),
]
