"""Somebody's program, calling the API with that person's token."""

import json
from typing import Any

from django.test import Client

from accounts.actions import issue_token
from accounts.models import Person


class Caller:
    """Sends JSON as one person; `scope` is what the token may do."""

    def __init__(self, person: Person, scope: str = "write") -> None:
        self.client = Client()
        self.token = issue_token(person=person, scope=scope)

    def get(self, path: str, **query: object) -> Any:
        return self.client.get(
            f"/api/v1/{path}", query, headers={"Authorization": f"Token {self.token}"}
        )

    def send(self, path: str, body: object, method: str = "post", **headers: str) -> Any:
        sent = body if isinstance(body, str) else json.dumps(body)
        return self.client.generic(
            method.upper(),
            f"/api/v1/{path}",
            sent,
            content_type="application/json",
            headers={"Authorization": f"Token {self.token}"} | headers,
        )
