"""What is typed in one form of a ticket's page is there again after another one was sent."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from crm.recovery import actions
from crm.recovery.models import Comment
from tests.conftest import Clock
from tests.people import Company
from tests.recovery.tickets import surprised

pytestmark = pytest.mark.django_db


def test_what_was_typed_in_the_other_forms_comes_back_and_an_untouched_page_is_left(
    company: Company, clock: Clock, signed_in: Callable[[Person], Client]
) -> None:
    ticket = surprised(company)
    kim, page = signed_in(company.kim), reverse("ticket", args=[ticket.pk])
    act = {name: reverse("ticket_act", args=[ticket.pk, name])
           for name in ("react", "comment", "recover")}  # fmt: skip
    shown = kim.get(page).content.decode()
    assert f'form="now-form" formaction="{act["react"]}"' in shown
    once = "7b0f3f0e-8f0a-4a58-9d5e-0d8a8f2f6f11"
    step = {"main": "recover", "once": once, "lesson_owner": company.kim.pk, "at": ""}
    typed = step | {"lesson_change": "Count gaskets", "beside-comment-words": "Half a remark"}
    sent = typed | {"beside-react-reception": "welcome", "beside-react-words": "How lovely"}
    answer = kim.post(act["react"], sent)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert f'action="{act["recover"]}"' in shown
    assert "Count gaskets</textarea>" in shown
    assert "Half a remark</textarea>" in shown
    ticket.refresh_from_db()
    assert (ticket.cycle.reception, ticket.cycle.reaction_words) == ("welcome", "How lovely")
    # A refused step keeps the remark; the remark then keeps the step, which has its own key.
    assert "Half a remark</textarea>" in kim.post(act["recover"], typed).content.decode()
    for _tap in range(2):
        shown = kim.post(act["comment"], typed).content.decode()
    assert "Count gaskets</textarea>" in shown
    assert Comment.objects.get().words == "Half a remark"
    # The browser adds what is typed in a form that the answer does not show: it goes along.
    letter = {"words": "Ana, I am sorry.", "draft": "yes", "beside-recover-lesson_change": "Count"}
    shown = kim.post(reverse("reply_insert", args=[ticket.pk]), letter).content.decode()
    assert 'name="beside-recover-lesson_change" value="Count"' in shown
    # Nothing typed: the page is left by its address, as before.
    assert kim.post(act["comment"], step | {"beside-comment-words": "Another"}).status_code == 302
    odd = {"main": "no such", "beside-": "x", "beside-no-such": "x", "words": "Third"}
    assert kim.post(act["comment"], odd).status_code == 302
    actions.recover(person=company.kim, ticket=ticket)
    assert f'<form method="post" action="{act["comment"]}"' in kim.get(page).content.decode()
