"""Writes about people, customers and contacts."""

from accounts.actions.batches import (
    begin_batch,
    choose_columns,
    forget_files,
    order_undo,
    order_writing,
)
from accounts.actions.callers import take_down_caller
from accounts.actions.company import change_company
from accounts.actions.consent import (
    change_mail_policy,
    change_preference,
    check_may_note,
    note_consent,
    note_flags,
    note_wishes,
    speak_to,
)
from accounts.actions.custom import (
    add_custom_field,
    change_custom_field,
    merged_custom,
    retire_custom_field,
)
from accounts.actions.customers import (
    add_contact,
    add_customer,
    change_contact,
    change_customer,
    entrust_customer,
)
from accounts.actions.doubles import (
    find_doubles,
    part_pair,
)
from accounts.actions.entrusting import (
    entrust_many,
    pass_on_periods,
    release_many,
)
from accounts.actions.founding import found_company, make_setup_code
from accounts.actions.handovers import (
    accept_offer,
    decline_offer,
    may_offer,
    note_customer_told,
    offer_customer,
    withdraw_offer,
)
from accounts.actions.joining import (
    Guest,
    accept_invitation,
    invitation_of,
    invitation_url,
    invite_people,
    invite_person,
    withdraw_invitation,
)
from accounts.actions.links import (
    contact_of_mishap,
    contact_of_page,
    contact_of_stop,
    is_of_now,
    mark_of_address,
    mishap_path,
    mishap_url,
    page_token,
    page_url,
    stop_url,
)
from accounts.actions.mail import (
    mail_contact,
)
from accounts.actions.many import (
    change_customers,
    undo_bulk_change,
)
from accounts.actions.maps import forget_map_of, take_off_map
from accounts.actions.merging import (
    merge_rows,
    undo_merge,
)
from accounts.actions.pausing import (
    pause_customer,
    resume_customer,
)
from accounts.actions.people import (
    add_person,
    add_team,
    grant_roles,
    issue_token,
)
from accounts.actions.saved import (
    change_view,
    move_view,
    remove_view,
    restore_view,
    save_view,
)
from accounts.actions.settings import (
    change_absence,
    change_own_settings,
    change_person,
    change_team,
    let_go,
    revoke_token,
    set_active,
)
from accounts.actions.suppressions import (
    lift_suppression,
    suppress,
    suppressed,
)
from accounts.actions.touches import (
    plan_touch,
    win_customer,
)
from accounts.actions.undoing import (
    undo_chunk,
)
from accounts.actions.versions import (
    check_version,
    kind_sentence,
    save_versioned,
)

__all__ = [
    "Guest",
    "accept_invitation",
    "accept_offer",
    "add_contact",
    "add_custom_field",
    "add_customer",
    "add_person",
    "add_team",
    "begin_batch",
    "change_absence",
    "change_company",
    "change_contact",
    "change_custom_field",
    "change_customer",
    "change_customers",
    "change_mail_policy",
    "change_own_settings",
    "change_person",
    "change_preference",
    "change_team",
    "change_view",
    "check_may_note",
    "check_version",
    "choose_columns",
    "contact_of_mishap",
    "contact_of_page",
    "contact_of_stop",
    "decline_offer",
    "entrust_customer",
    "entrust_many",
    "find_doubles",
    "forget_files",
    "forget_map_of",
    "found_company",
    "grant_roles",
    "invitation_of",
    "invitation_url",
    "invite_people",
    "invite_person",
    "is_of_now",
    "issue_token",
    "kind_sentence",
    "let_go",
    "lift_suppression",
    "mail_contact",
    "make_setup_code",
    "mark_of_address",
    "may_offer",
    "merge_rows",
    "merged_custom",
    "mishap_path",
    "mishap_url",
    "move_view",
    "note_consent",
    "note_customer_told",
    "note_flags",
    "note_wishes",
    "offer_customer",
    "order_undo",
    "order_writing",
    "page_token",
    "page_url",
    "part_pair",
    "pass_on_periods",
    "pause_customer",
    "plan_touch",
    "release_many",
    "remove_view",
    "restore_view",
    "resume_customer",
    "retire_custom_field",
    "revoke_token",
    "save_versioned",
    "save_view",
    "set_active",
    "speak_to",
    "stop_url",
    "suppress",
    "suppressed",
    "take_down_caller",
    "take_off_map",
    "undo_bulk_change",
    "undo_chunk",
    "undo_merge",
    "win_customer",
    "withdraw_invitation",
    "withdraw_offer",
]
