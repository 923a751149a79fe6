"""Who asks: the token in the header, and what it may do."""

import hashlib
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from accounts.models import ApiToken, Person
from crm import clock


class TokenAuthentication(BaseAuthentication):
    """Read `Authorization: Token …`; only the token's SHA-256 is looked up."""

    def authenticate(self, request: Request) -> tuple[Person, ApiToken] | None:
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Token" or not token:
            return None
        digest = hashlib.sha256(token.strip().encode()).hexdigest()
        found = (
            ApiToken.objects.filter(digest=digest, revoked_at=None, person__is_active=True)
            .select_related("person")
            .first()
        )
        if found is None:
            raise exceptions.AuthenticationFailed(_("This token is not known, or was revoked."))
        now = clock.now()
        if found.last_used_at is None or (now - found.last_used_at).total_seconds() > 60:
            ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
        return found.person, found

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 - DRF's signature
        return "Token"


class TokenInTheSchema(OpenApiAuthenticationExtension):
    """Says in the OpenAPI schema how a request names its person."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:  # noqa: ARG002
        return build_bearer_security_scheme_object("Authorization", "Token")


class TokenScopeAllows(BasePermission):
    """A token to read never writes."""

    message = _("This token may only read.")

    def has_permission(self, request: Request, view: Any) -> bool:  # noqa: ARG002
        token = request.auth
        return request.method in SAFE_METHODS or (
            isinstance(token, ApiToken) and token.scope == "write"
        )
