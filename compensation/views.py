from django.http import HttpResponse


def bonus(request):
    return HttpResponse("x")


def statement(request, pk):
    return HttpResponse("x")
