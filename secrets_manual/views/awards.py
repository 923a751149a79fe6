"""Awards: the hall of fame, and how manuals are kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.permissions import SignedInRequest, sign_in_required
from accounts.queries import get_visible
from crm import clock
from crm.errors import NotVisibleError
from secrets_manual import queries
from secrets_manual.permissions import may_see_keeping, may_vote
from secrets_manual.rules.awards import FEWEST_CONTACTS, FEWEST_VOTERS, begins_on, interval


@sign_in_required
@require_safe
def awards(request: SignedInRequest) -> HttpResponse:
    """Show who won, for everybody; to those who vote, where the vote is."""
    votes = may_vote(request.user)
    now = clock.now()
    honours, cursor = queries.hall_of_fame(request.GET.get("cursor"))
    page = {
        "honours": honours,
        "next_url": f"?cursor={cursor}" if cursor else "",
        "votes": votes,
        "ballot": queries.ballot_for(request.user, now) if votes else None,
        "to_tell": queries.stories_to_tell(request.user, now)[:5] if votes else [],
        "fewest": FEWEST_VOTERS,
    }
    return render(request, "secrets_manual/awards.html", page)


@sign_in_required
@require_safe
def keeping(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what the award of the year counts, for one keeper and by manual."""
    keeper = get_visible(Person.objects.select_related("team"), pk)
    if not may_see_keeping(request.user, keeper):
        raise NotVisibleError(_("There is no such account."))
    begin = begins_on(queries.KEEPER, clock.today())
    shown = queries.keeping_of(request.user, keeper, begin)
    whole = shown.whole
    page = {
        "keeper": keeper,
        "year": begin.year,
        "shown": shown,
        "fewest": FEWEST_CONTACTS,
        "parts": [
            (label, why, hits, interval(hits, whole.contacts))
            for label, why, hits in (
                (_("Known"), _("something they told us, or that is public, is kept"), whole.known),
                (_("Fresh"), _("it was told or confirmed this year"), whole.fresh),
                (
                    _("Used by colleagues"),
                    _("a colleague used it this year, and it was welcome"),
                    whole.shared,
                ),
            )
        ],
        "hits": whole.known + whole.fresh + whole.shared,
        "out_of": 3 * whole.contacts,
        "per_cent": round(100 * whole.score),
    }
    return render(request, "secrets_manual/keeping.html", page)
