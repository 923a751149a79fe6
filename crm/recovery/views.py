"""Pages of recovery."""

from django.http import HttpRequest, HttpResponse


def board(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def ticket_new(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def ticket(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse()


def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    return HttpResponse()


def loyalty(request: HttpRequest, token: str) -> HttpResponse:
    return HttpResponse()
