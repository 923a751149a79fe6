from django.urls import path

from crm.home.views import customers

urlpatterns = [
    path("customers/<int:pk>/", customers.customer, name="customer"),
    path("customers/<int:pk>/contacts/", customers.customer_contacts, name="customer_contacts"),
    path("contacts/<int:pk>/", customers.contact, name="contact"),
]
