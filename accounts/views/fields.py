"""Fields of one's own: what customers and contacts have here that is nowhere else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import add_custom_field, change_custom_field, retire_custom_field
from accounts.forms import CustomFieldForm, answer_status, send_once, sent
from accounts.models import CustomField
from accounts.permissions import SignedInRequest, roles_required
from accounts.queries import get_visible

DEFINERS = ("director", "admin")


@roles_required(*DEFINERS)
def settings_fields(request: SignedInRequest) -> HttpResponse:
    """List the fields, in their order, retired ones last."""
    fields = CustomField.objects.order_by("-about", "retired_at", "position", "id")
    return render(request, "accounts/own_fields.html", {"fields": fields})


@roles_required(*DEFINERS)
def settings_field_new(request: SignedInRequest) -> HttpResponse:
    """Define a field."""
    form = CustomFieldForm(sent(request), instance=CustomField())

    def add() -> str:
        add_custom_field(by=request.user, **form.changes)
        return reverse("settings_fields")

    made = send_once(form, person=request.user, make=add)
    if made:
        messages.success(request, _("Field added. It stands in the forms from now on."))
        return redirect(made)
    return render(
        request,
        "accounts/form_page.html",
        {
            "form": form,
            "heading": _("New field"),
            "button": _("Add the field"),
            "cancel_url": reverse("settings_fields"),
        },
        status=answer_status(form),
    )


@roles_required(*DEFINERS)
def settings_field(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a field's name, help, choices and place."""
    field = get_visible(CustomField.objects.all(), pk)
    name = field.name
    form = CustomFieldForm(sent(request), instance=field)

    def change() -> str:
        row = CustomField.objects.get(pk=pk)
        version = form.cleaned_data["version"]
        change_custom_field(by=request.user, field=row, version=version, **form.changes)
        return reverse("settings_fields")

    made = send_once(form, person=request.user, make=change)
    if made:
        messages.success(request, _("Changes saved."))
        return redirect(made)
    return render(
        request,
        "accounts/form_page.html",
        {
            "form": form,
            "heading": name,
            "lead": _("%(about)s · %(type)s · %(key)s")
            % {
                "about": field.get_about_display(),
                "type": field.get_type_display(),
                "key": field.key,
            },
            "cancel_url": reverse("settings_fields"),
        },
        status=answer_status(form),
    )


@require_POST
@roles_required(*DEFINERS)
def settings_field_retire(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a field out of the forms, or put it back."""
    field = get_visible(CustomField.objects.all(), pk)
    retire_custom_field(by=request.user, field=field, retired=request.POST.get("active") == "no")
    messages.success(request, _("Changes saved."))
    return redirect("settings_fields")
