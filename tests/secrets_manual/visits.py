"""Contacts who open their own page, for tests; by the link, the code and the cookie alone."""

import re

from django.test import Client
from django.urls import reverse

from accounts.actions import page_token
from accounts.models import Contact
from crm.notices.models import Notice


def newest_code(contact: Contact) -> str:
    mail = Notice.objects.filter(contact_id=contact.pk).latest("pk")
    found = re.search(r"\b\d{6}\b", mail.body)
    assert found, mail.body
    return found[0]


def visit(contact: Contact) -> Client:
    """Follow the link, have the code mailed, type it in."""
    client, link = Client(), reverse("me", args=[page_token(contact)])
    client.post(link)
    answer = client.post(link, {"code": newest_code(contact)})
    assert answer.status_code == 302, answer.content.decode()
    return client


def page_of(client: Client, **query: str) -> str:
    answer = client.get(reverse("me_page"), query)
    assert answer.status_code == 200
    return answer.content.decode()
