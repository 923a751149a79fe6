"""Ideas for offers, and the suggestions that stewards decide about."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import answer_status, send_once, sent
from accounts.permissions import SignedInRequest, is_steward, sign_in_required
from accounts.queries import get_visible
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from secrets_manual import actions, queries
from secrets_manual.forms import CloseIdeaForm, IdeaForm, SendForm
from secrets_manual.models import OfferIdea, Secret, State, Suggestion, Theme
from secrets_manual.permissions import may_keep_themes


def _say(request: SignedInRequest, error: RuleBrokenError) -> None:
    """Say which rule was broken; who may not do it at all, or not know of it, is answered so."""
    if isinstance(error, NotAllowedError | NotVisibleError):
        raise error
    messages.error(request, error.message)


def _number(request: SignedInRequest, name: str) -> int | None:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= 18 else None


@sign_in_required
@require_safe
def offer_ideas(request: SignedInRequest) -> HttpResponse:
    """List what waits for one's own word, and the ideas one may see."""
    page = {
        "waiting": list(queries.suggestions_waiting(request.user)[:50]),
        "ideas": list(queries.ideas_visible(request.user)[:100]),
        "may_keep": may_keep_themes(request.user),
    }
    return render(request, "secrets_manual/offer_ideas.html", page)


@sign_in_required
@require_safe
def offer_idea(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one idea: where it came from, whom it reaches, and what came of it."""
    return _idea_page(request, get_visible(queries.ideas_visible(request.user), pk))


def _idea_page(
    request: SignedInRequest, idea: OfferIdea, form: CloseIdeaForm | None = None
) -> HttpResponse:
    own = None
    if idea.secret is not None:
        queries.note_reading(person=request.user, customers=[idea.secret.customer])
        own = queries.suggestions_visible(request.user).filter(idea=idea).first()
    lines = queries.wants_by_theme(request.user, [idea.theme]) if idea.theme else []
    page = {
        "idea": idea,
        "line": lines[0] if lines else None,
        "result": queries.result_of(idea) if idea.theme else None,
        "own": own,
        "form": form or CloseIdeaForm(),
        "may_act": idea.author_id == request.user.pk
        or (idea.theme_id is not None and may_keep_themes(request.user)),
    }
    status = answer_status(form) if form else 200
    return render(request, "secrets_manual/offer_idea.html", page, status=status)


@sign_in_required
@require_http_methods(["GET", "POST"])
def offer_idea_new(request: SignedInRequest) -> HttpResponse:
    """Write down an idea, born of a theme (?theme=) or of one secret (?secret=)."""
    theme, secret = _origin(request)
    form = IdeaForm(sent(request))

    def make() -> str:
        idea = actions.start_idea(person=request.user, theme=theme, secret=secret, **form.changes)
        return reverse("offer_idea", args=[idea.pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        return redirect(made)
    if secret is not None:
        queries.note_reading(person=request.user, customers=[secret.customer])
    page = {"form": form, "topic_of": theme, "secret": secret}
    return render(request, "secrets_manual/offer_idea_new.html", page, status=answer_status(form))


def _origin(request: SignedInRequest) -> tuple[Theme | None, Secret | None]:
    if secret_pk := _number(request, "secret"):
        kept = queries.secrets_visible(request.user).filter(state=State.KEPT)
        return None, get_visible(kept, secret_pk)
    if theme_pk := _number(request, "theme"):
        if not may_keep_themes(request.user):
            raise NotAllowedError(_("Marketing and directors make ideas of themes."))
        return get_object_or_404(Theme, pk=theme_pk), None
    raise Http404


@sign_in_required
@require_POST
def offer_idea_suggest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lay the idea before the stewards whom it may concern; their number stays untold."""
    idea = get_visible(queries.ideas_visible(request.user), pk)
    try:
        actions.suggest_idea(person=request.user, idea=idea)
        messages.success(request, _("It lies before the stewards now; they decide"))
    except RuleBrokenError as error:
        _say(request, error)
    return redirect("offer_idea", pk=pk)


@sign_in_required
@require_POST
def offer_idea_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close an idea, with a reason."""
    idea = get_visible(queries.ideas_visible(request.user), pk)
    form = CloseIdeaForm(request.POST)

    def make() -> str:
        actions.close_idea(person=request.user, idea=idea, **form.changes)
        return reverse("offer_idea", args=[pk])

    made = send_once(form, person=request.user, make=make)
    return redirect(made) if made else _idea_page(request, idea, form)


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def suggestion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what might be offered beside the line it follows from; mail it in one's own words."""
    row = get_visible(queries.suggestions_visible(request.user), pk)
    decides = is_steward(request.user, row.customer)
    if request.method == "POST" and not decides:
        raise NotAllowedError(
            _("The steward, who looks after the customer, decides what is offered.")
        )
    form = SendForm(sent(request), suggestion=row)

    def make() -> str:
        actions.mail_suggestion(person=request.user, suggestion=row, **form.changes)
        return reverse("suggestion", args=[pk])

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("On its way"))
        return redirect(made)
    queries.note_reading(person=request.user, customers=[row.customer])
    page = {
        "suggestion": row,
        "secret": row.secret,
        "form": form,
        "decides": decides,
        "reasons": Suggestion.Why.choices,
        "answers": Suggestion.Said.choices,
    }
    return render(request, "secrets_manual/suggestion.html", page, status=answer_status(form))


@sign_in_required
@require_POST
def suggestion_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say it in person, or not at all: how = said | not_now | not_a_fit | too_close."""
    row = get_visible(queries.suggestions_visible(request.user), pk)
    how = request.POST.get("how", "")
    if how not in {"said", *Suggestion.Why.values}:
        return HttpResponse(_("Choose one of the ways."), status=422)
    try:
        if how == "said":
            actions.say_suggestion(person=request.user, suggestion=row)
        else:
            actions.leave_suggestion(person=request.user, suggestion=row, why=how)
        messages.success(request, _("Noted"))
    except RuleBrokenError as error:
        _say(request, error)
    return redirect("suggestion", pk=pk) if how == "said" else redirect("offer_ideas")


@sign_in_required
@require_POST
def suggestion_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note what the customer said of it."""
    row = get_visible(queries.suggestions_visible(request.user), pk)
    said = request.POST.get("said", "")
    if said not in Suggestion.Said.values:
        return HttpResponse(_("Choose what they said."), status=422)
    try:
        actions.hear_of_suggestion(person=request.user, suggestion=row, said=said)
        messages.success(request, _("Noted"))
    except RuleBrokenError as error:
        _say(request, error)
    return redirect("suggestion", pk=pk)
