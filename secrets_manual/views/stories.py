"""The vote of the month, and a story told for it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import answer_status, send_once, sent, show_broken
from accounts.permissions import SignedInRequest, roles_required, sign_in_required
from accounts.queries import get_visible
from crm import clock
from crm.errors import NotAllowedError, NotVisibleError, RuleBrokenError
from secrets_manual import actions, queries
from secrets_manual.forms import StoryForm, VoteForm
from secrets_manual.models import Story
from secrets_manual.permissions import COLLEAGUES, may_vote
from secrets_manual.rules.awards import FEWEST_VOTERS


@roles_required(*COLLEAGUES)
@require_http_methods(["GET", "POST"])
def award_vote(request: SignedInRequest) -> HttpResponse:
    """Show the stories of this month, and take the vote of whoever reads them."""
    form = VoteForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            actions.cast_vote(person=request.user, story_id=form.cleaned_data["story"])
        except NotAllowedError:
            raise
        except RuleBrokenError as error:
            show_broken(form, error)
        else:
            messages.success(request, _("Your vote is in. You may change it until the end."))
            return redirect("award_vote")
    now = clock.now()
    page = {
        "form": form,
        "ballot": queries.ballot_for(request.user, now),
        "month": queries.month_of(now),
        "to_tell": queries.stories_to_tell(request.user, now)[:5],
        "fewest": FEWEST_VOTERS,
    }
    return render(request, "secrets_manual/award_vote.html", page, status=answer_status(form))


@sensitive_post_parameters()
@sign_in_required
@require_http_methods(["GET", "POST"])
def story_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell the story of one use for the month's vote."""
    use = get_visible(queries.uses_seen(request.user), pk)
    if not may_vote(request.user):
        raise NotAllowedError(_("Stories are told and chosen by those who sell, serve or lead."))
    form = StoryForm(sent(request))
    if not form.is_bound:
        try:
            actions.check_worth_telling(use, clock.now())
        except RuleBrokenError as error:
            messages.info(request, error.message)
            return redirect("award_vote")

    def make() -> str:
        actions.nominate_story(person=request.user, use=use, **form.changes)
        return reverse("award_vote")

    made = send_once(form, person=request.user, make=make)
    if made:
        messages.success(request, _("The story is up for the vote"))
        return redirect(made)
    page = {"form": form, "use": use, "own": use.person_id == request.user.pk}
    return render(request, "secrets_manual/story_new.html", page, status=answer_status(form))


@sign_in_required
@require_POST
def story_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a story out of the running vote."""
    story = Story.objects.filter(pk=pk).first()
    if story is None:
        raise NotVisibleError(_("There is no such story of yours."))
    try:
        actions.take_story_back(person=request.user, story=story)
        messages.success(request, _("The story is taken back"))
    except (NotAllowedError, NotVisibleError):
        raise
    except RuleBrokenError as error:
        messages.error(request, error.message)
    return redirect("award_vote")
