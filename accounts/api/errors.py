"""Refusals over the API: always a code for programs and a sentence for people."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from accounts.actions.versions import kind_sentence
from crm.disk import is_full
from crm.errors import RuleBrokenError


def answer_error(error: Exception, context: Mapping[str, Any]) -> Response | None:  # noqa: ARG001
    """Turn every refusal into `{"code", "message", "field"?}`; the rest is a fault of ours."""
    if is_full(error):
        return _refusal("no_room", _("Our disk is full. Nothing was saved."), 507, None)
    for kind, answered in _ANSWERS.items():
        if isinstance(error, kind):
            return answered(error)
    return None


def _broken_rule(error: RuleBrokenError) -> Response:
    answer = _refusal(error.code, error.message, error.status, error.field)
    answer.data |= getattr(error, "extra", {})
    return answer


def _bad_body(error: exceptions.ValidationError) -> Response:
    field, message, code = _first(error.get_full_details(), "")
    return _refusal(code or "invalid", message, 400, field or None)


def _bad_row(error: ValidationError) -> Response:
    messages = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    field, sentences = next(iter(messages.items()))
    return _refusal("invalid", str(sentences[0]), 400, None if field in {"", "__all__"} else field)


def _told_by_framework(error: exceptions.APIException) -> Response:
    codes = error.get_codes()
    code = codes if isinstance(codes, str) else "refused"
    answer = _refusal(code, str(error.detail), error.status_code, None)
    wait = getattr(error, "wait", None)
    if wait is not None:
        answer["Retry-After"] = str(int(wait))
    if error.status_code == 401:
        answer["WWW-Authenticate"] = "Token"
    return answer


_ANSWERS: dict[type[Exception], Callable[[Any], Response]] = {
    RuleBrokenError: _broken_rule,
    exceptions.ValidationError: _bad_body,
    ValidationError: _bad_row,
    IntegrityError: lambda error: _refusal("conflict", str(kind_sentence(error)), 409, None),
    Http404: lambda _error: _refusal("not_found", _("There is nothing here for you."), 404, None),
    PermissionDenied: lambda _error: _refusal("not_allowed", _("You may not do this."), 403, None),
    RecursionError: lambda _error: _refusal("parse_error", _("This is nested too deeply."), 400),
    exceptions.APIException: _told_by_framework,
}


def _refusal(code: str, message: str, status: int, field: str | None = None) -> Response:
    body = {"code": code, "message": _printable(message)}
    return Response(body | ({"field": _printable(field)} if field else {}), status=status)


def _printable(text: str) -> str:
    """Take away what no answer can hold, since sentences may quote what was sent."""
    return text.encode("utf-8", "replace").decode("utf-8")[:500]


def _first(details: Any, field: str) -> tuple[str, str, str]:
    """Find the first sentence in the framework's nested details, with its field."""
    if isinstance(details, list):
        return _first(details[0], field)
    if isinstance(details, dict) and "message" in details and "code" in details:
        return field, str(details["message"]), str(details["code"])
    if isinstance(details, dict) and details:
        name, inner = next(iter(details.items()))
        return _first(inner, field if name == "non_field_errors" else str(name))
    return field, _("This could not be read."), "invalid"
