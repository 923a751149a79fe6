"""Writes about secrets, their uses, promises and conversations."""

from secrets_manual.actions.asking import (
    change_conversation,
    finish_conversation,
    hold_conversation,
    keep_words,
    mark_direction,
    mark_mood,
    note_asking,
    reopen_conversation,
    tie_to_turn,
)
from secrets_manual.actions.closing_awards import (
    close_awards,
)
from secrets_manual.actions.committing import (
    change_commitment,
    make_commitment,
    miss_commitment,
    receive_commitment,
    reopen_commitment,
)
from secrets_manual.actions.correcting import (
    change_secret,
    confirm_secret,
    reinstate_secret,
    withdraw_secret,
)
from secrets_manual.actions.counting import (
    count_all,
    count_changed,
    count_theme,
)
from secrets_manual.actions.fetching import (
    LARGEST as LARGEST_CALENDAR,
)
from secrets_manual.actions.gating import (
    SecretRefusedError,
    appeal_refusal,
    ask_gate,
    check_words,
    clean_text,
    pass_gate,
    passes,
    release_refusal,
)
from secrets_manual.actions.gift_policies import (
    end_gift_policy,
    set_gift_policy,
)
from secrets_manual.actions.giving import (
    decide_gift,
    give_on_ticket,
    hand_gift,
    record_gift,
)
from secrets_manual.actions.importing import (
    write_secrets,
)
from secrets_manual.actions.keeping import (
    record_secret,
)
from secrets_manual.actions.manuals import (
    end_key_customer,
    flag_key_customer,
    hand_over_manual,
)
from secrets_manual.actions.meetings import (
    connect_calendar,
    disconnect_calendar,
    log_meeting,
    read_calendar,
    read_calendars,
    skip_meeting,
    take_calendar_file,
)
from secrets_manual.actions.moving import (
    move_secret,
)
from secrets_manual.actions.own_page import (
    allow_remembering,
    correct_line,
    object_to_remembering,
    take_back_line,
)
from secrets_manual.actions.own_parts import take_back_part
from secrets_manual.actions.own_wishes import save_wishes
from secrets_manual.actions.passing_on import pass_on_answer
from secrets_manual.actions.pinning import (
    pin_secret,
    unpin_secret,
)
from secrets_manual.actions.promising import (
    break_promise,
    change_promise,
    hand_over_promise,
    hear_about_promise,
    keep_promise,
    keep_promise_of_ticket,
    make_promise,
    reopen_promise,
)
from secrets_manual.actions.purging import (
    Swept,
    sweep_secrets,
)
from secrets_manual.actions.regrouping import hand_over_ticket_promises, move_ticket_promises
from secrets_manual.actions.reminding import (
    remind_of_commitments,
    remind_of_promises,
)
from secrets_manual.actions.rescanning import (
    Rescanned,
    rescan_texts,
)
from secrets_manual.actions.reviewing import (
    ask_again,
    review_secret,
    take_back_review,
)
from secrets_manual.actions.settling import (
    bring_back,
    mark_contradiction,
    merge_secrets,
    settle_as_both_true,
    supersede_secret,
)
from secrets_manual.actions.suggesting import (
    close_idea,
    hear_of_suggestion,
    leave_suggestion,
    mail_suggestion,
    say_suggestion,
    start_idea,
    suggest_idea,
)
from secrets_manual.actions.telling_stories import (
    check_worth_telling,
    nominate_story,
    take_story_back,
)
from secrets_manual.actions.theming import (
    add_theme,
    change_theme,
    plant_themes,
)
from secrets_manual.actions.undoing import undo_secret
from secrets_manual.actions.using import (
    hold_back_secret,
    judge_on_ticket,
    judge_use,
    record_use,
)
from secrets_manual.actions.visiting import (
    VISIT_LASTS,
    answer_page_requests,
    ask_for_page,
    close_visit,
    mail_code,
    mail_page_link,
    mail_receipt,
    open_visit,
    visit_under_way,
)
from secrets_manual.actions.voting import (
    cast_vote,
)
from secrets_manual.actions.windows import (
    close_reading_window,
    open_reading_window,
)

__all__ = [
    "LARGEST_CALENDAR",
    "VISIT_LASTS",
    "Rescanned",
    "SecretRefusedError",
    "Swept",
    "add_theme",
    "allow_remembering",
    "answer_page_requests",
    "appeal_refusal",
    "ask_again",
    "ask_for_page",
    "ask_gate",
    "break_promise",
    "bring_back",
    "cast_vote",
    "change_commitment",
    "change_conversation",
    "change_promise",
    "change_secret",
    "change_theme",
    "check_words",
    "check_worth_telling",
    "clean_text",
    "close_awards",
    "close_idea",
    "close_reading_window",
    "close_visit",
    "confirm_secret",
    "connect_calendar",
    "correct_line",
    "count_all",
    "count_changed",
    "count_theme",
    "decide_gift",
    "disconnect_calendar",
    "end_gift_policy",
    "end_key_customer",
    "finish_conversation",
    "flag_key_customer",
    "give_on_ticket",
    "hand_gift",
    "hand_over_manual",
    "hand_over_promise",
    "hand_over_ticket_promises",
    "hear_about_promise",
    "hear_of_suggestion",
    "hold_back_secret",
    "hold_conversation",
    "judge_on_ticket",
    "judge_use",
    "keep_promise",
    "keep_promise_of_ticket",
    "keep_words",
    "leave_suggestion",
    "log_meeting",
    "mail_code",
    "mail_page_link",
    "mail_receipt",
    "mail_suggestion",
    "make_commitment",
    "make_promise",
    "mark_contradiction",
    "mark_direction",
    "mark_mood",
    "merge_secrets",
    "miss_commitment",
    "move_secret",
    "move_ticket_promises",
    "nominate_story",
    "note_asking",
    "object_to_remembering",
    "open_reading_window",
    "open_visit",
    "pass_gate",
    "pass_on_answer",
    "passes",
    "pin_secret",
    "plant_themes",
    "read_calendar",
    "read_calendars",
    "receive_commitment",
    "record_gift",
    "record_secret",
    "record_use",
    "reinstate_secret",
    "release_refusal",
    "remind_of_commitments",
    "remind_of_promises",
    "reopen_commitment",
    "reopen_conversation",
    "reopen_promise",
    "rescan_texts",
    "review_secret",
    "save_wishes",
    "say_suggestion",
    "set_gift_policy",
    "settle_as_both_true",
    "skip_meeting",
    "start_idea",
    "suggest_idea",
    "supersede_secret",
    "sweep_secrets",
    "take_back_line",
    "take_back_part",
    "take_back_review",
    "take_calendar_file",
    "take_story_back",
    "tie_to_turn",
    "undo_secret",
    "unpin_secret",
    "visit_under_way",
    "withdraw_secret",
    "write_secrets",
]
