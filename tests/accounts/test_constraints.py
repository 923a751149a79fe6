"""The database itself refuses what cannot be, whoever writes past the forms."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from accounts.actions import kind_sentence
from tests.people import Company

CUSTOMER = (
    "insert into accounts_customer (version, name, kind, is_prospect, sector, country, website,"
    " phone, address, zone, language, reference, created_at, parent_id) values"
    " (1, {name}, {kind}, false, '', '', '', '', '', '', '', {reference}, now(), null)"
)
CONTACT = (
    "insert into accounts_contact (version, customer_id, name, email, phone, title, language,"
    " zone, is_public_official, may_be_asked, no_surprises, reference, created_at) values"
    " (1, %(norte)s, {name}, '', '', '', '', '', false, true, false, {reference}, now())"
)
PERSON = (
    "insert into accounts_person (password, version, email, name, phone, zone, language,"
    " is_active, reference, created_at) values"
    " ('', 1, {email}, {name}, '', '', '', true, {reference}, now())"
)
TOKEN = "insert into accounts_apitoken (person_id, digest, scope, created_at) values "
DIGEST = "0" * 64
STEWARD = "insert into accounts_stewardship (customer_id, person_id, from_on, until_on) values "
BATCH = (
    "insert into accounts_importbatch (person_id, kind, file_name, columns, mapping, has_header,"
    " all_or_nothing, state, fault, rows_done, waiting_lines, created, updated, unchanged, refused,"
    " uploaded_at, touched_at, begun_at) values (%(dana)s, 'customers', 'a', '[]', '{{}}', true,"
    " false, '{state}', '', 0, '[]', 0, 0, 0, 0, now(), now(), {begun})"
)
SENT = f"with b as ({BATCH.format(state='uploaded', begun='null')} returning id) "
TRAIL = (
    "insert into accounts_importtrail (batch_id, model, row_id, after, follows, outcome, reason)"
    " select id, 'accounts.customer', 1, '{}', false, "
)
REFUSAL = (
    'insert into accounts_importrefusal (batch_id, line, "column", value, reason, cells)'
    " select id, 2, '', '', 'x', '{}'::jsonb from b, generate_series(1, 2)"
)
FIELD = (
    "insert into accounts_customfield (version, about, key, name, type, choices, help, position)"
    " values (1, '{about}', '{key}', '{name}', '{type}', '{choices}', '', 1)"
)
FLEET = {"about": "customer", "key": "fleet", "name": "Fleet", "type": "number", "choices": "[]"}
CONSENT = (
    "insert into accounts_consent (contact_id, purpose, answer, source, how, person_id, at)"
    " values (%(ana)s, '{purpose}', '{answer}', '{source}', '', {person}, {at})"
)
GOOD = {"purpose": "news", "answer": "refused", "source": "contact", "person": "null"} | {
    "at": "now()"
}
PREFERENCE = (
    "insert into accounts_preference (version, contact_id, channels, topics, mails_a_month,"
    " source, how, person_id, at)"
    " values (1, %(ana)s, '{channels}', '{topics}', {mails}, '{source}', '', null, now())"
)
WISHES = {"channels": "{mail}", "topics": "{}", "mails": "1", "source": "contact"}
VIEW = (
    "insert into accounts_savedview (person_id, page, name, query, is_shared, position)"
    " values (%(dana)s, '{page}', '{name}', '', false, 0)"
)
SHOWN = {"page": "customers", "name": "Mine"}
BULK = (
    "insert into accounts_bulkchange (person_id, made_at, changes, before, undone_at)"
    " values (%(dana)s, now(), '{changes}', '{{}}', {undone})"
)
COMPANY = (
    "insert into accounts_company (version, id, name, zone, currency, language, created_at)"
    " values (1, {id}, '{name}', '{zone}', '{currency}', '{language}', now())"
)
OURS = {"id": "1", "name": "Halden", "zone": "Europe/Oslo", "currency": "NOK", "language": "nb"}
INVITED = (
    "insert into accounts_personinvitation (person_id, invited_by_id, seed, sent_at, ends_at,"
    " accepted_at, withdrawn_at) values (%(dana)s, %(rui)s, '{seed}', now(), {ends}, {accepted},"
    " now())"
)
SEEDED = {"seed": "0" * 32, "ends": "now() + interval '7 days'", "accepted": "null"}
PAIR = (
    "insert into accounts_{kind}pair (first_id, second_id, score, reasons, found_at)"
    " select {first}, {second}, {score}, '{{}}', now() from"
    " (select least(%({one})s, %({two})s) as low, greatest(%({one})s, %({two})s) as high) as two"
)
ALIKE = {"first": "low", "second": "high", "score": "90"}
CUSTOMERS = ALIKE | {"kind": "customer", "one": "norte", "two": "vega"}
CONTACTS = ALIKE | {"kind": "contact", "one": "ana", "two": "luis"}
OFFER = (
    "insert into accounts_handover (customer_id, giver_id, receiver_id, offered_by_id, offered_at,"
    " from_on, must_know, state, answered_at, reason) values (%(norte)s, %(dana)s, {to},"
    " %(dana)s, now(), '2031-01-01', 'All well.', '{state}', {answered}, '')"
)
OPEN = {"to": "%(rui)s", "state": "offered", "answered": "null"}
MERGE = (
    "insert into accounts_merge (kind, survivor_id, gone_id, person_id, made_at, moved, before,"
    " after, gone_before, undone_at) values ('{kind}', %(norte)s, {gone}, %(dana)s, now(),"
    " '{{}}', '{{}}', '{{}}', '{{}}', {undone})"
)
MERGED = {"kind": "customer", "gone": "%(vega)s", "undone": "null"}
PAUSE = (
    "insert into accounts_pause (customer_id, person_id, kind, reason, until_on, made_at, ended_at)"
    " values (%(norte)s, %(dana)s, 'snooze', '{reason}', {until}, now(), {ended})"
)
SNOOZE = {"reason": "The budget comes in May.", "until": "'2031-05-01'", "ended": "null"}
#: The trigger against rings refuses first; this is what stands behind it.
WITHOUT_TRIGGERS = (
    "select set_config('pgtrigger.ignore', array_agg(tgname)::text, true) from pg_trigger"
    " where tgrelid = 'accounts_customer'::regclass and not tgisinternal"
)
OWN_PARENT = "update accounts_customer set parent_id = id where id = %(norte)s"
#: Nobody reports to themselves: the trigger against rings says so before the constraint can.
SHADOWED = {"contact_reports_to_somebody_else"}
REFUSED = {
    "saved_view_name_not_empty": VIEW.format(**SHOWN | {"name": " "}),
    "saved_view_page_is_a_route": VIEW.format(**SHOWN | {"page": "/customers/"}),
    "saved_view_name_once": f"{VIEW.format(**SHOWN)}; {VIEW.format(**SHOWN | {'name': 'MINE'})}",
    "bulk_change_changes_something": BULK.format(changes="{}", undone="null"),
    "bulk_change_undone_after_made": BULK.format(
        changes='{"sector": "Toys"}', undone="'2001-01-01'"
    ),
    "company_is_one": COMPANY.format(**OURS | {"id": "2"}),
    "company_has_a_name": COMPANY.format(**OURS | {"name": " "}),
    "company_has_a_zone": COMPANY.format(**OURS | {"zone": ""}),
    "company_currency_has_three_letters": COMPANY.format(**OURS | {"currency": "kr"}),
    "company_language_is_a_code": COMPANY.format(**OURS | {"language": "Norsk"}),
    "invitation_seed_is_random": INVITED.format(**SEEDED | {"seed": "plain"}),
    "invitation_ends_after_it_began": INVITED.format(**SEEDED | {"ends": "now()"}),
    "invitation_has_one_end": INVITED.format(**SEEDED | {"accepted": "now()"}),
    "setup_code_is_one": (
        "insert into accounts_setupcode (id, digest, tries, made_at)"
        " values (2, repeat('0', 64), 0, now())"
    ),
    "customer_pair_once": f"{PAIR.format(**CUSTOMERS)}; {PAIR.format(**CUSTOMERS)}",
    "customer_pair_in_order": PAIR.format(**CUSTOMERS | {"first": "high", "second": "low"}),
    "customer_pair_score_in_range": PAIR.format(**CUSTOMERS | {"score": "101"}),
    "contact_pair_once": f"{PAIR.format(**CONTACTS)}; {PAIR.format(**CONTACTS)}",
    "contact_pair_in_order": PAIR.format(**CONTACTS | {"first": "high", "second": "low"}),
    "contact_pair_score_in_range": PAIR.format(**CONTACTS | {"score": "101"}),
    "hand_over_offered_once": f"{OFFER.format(**OPEN)}; {OFFER.format(**OPEN)}",
    "hand_over_state_known": OFFER.format(**OPEN | {"state": "lost", "answered": "now()"}),
    "hand_over_answered_or_open": OFFER.format(**OPEN | {"state": "accepted"}),
    "hand_over_declined_with_a_reason": OFFER.format(
        **OPEN | {"state": "declined", "answered": "now()"}
    ),
    "hand_over_to_somebody_else": OFFER.format(**OPEN | {"to": "%(dana)s"}),
    "merge_kind_known": MERGE.format(**MERGED | {"kind": "person"}),
    "merge_of_two": MERGE.format(**MERGED | {"gone": "%(norte)s"}),
    "merge_undone_by_somebody": MERGE.format(**MERGED | {"undone": "now()"}),
    "merged_once": f"{MERGE.format(**MERGED)}; {MERGE.format(**MERGED)}",
    "one_open_pause_a_customer": f"{PAUSE.format(**SNOOZE)}; {PAUSE.format(**SNOOZE)}",
    "pause_has_a_reason": PAUSE.format(**SNOOZE | {"reason": " "}),
    "pause_in_order": PAUSE.format(**SNOOZE | {"ended": "'2001-01-01'"}),
    "pause_snooze_has_an_end": PAUSE.format(**SNOOZE | {"until": "null"}),
    "customer_next_touch_has_a_reason": (
        "update accounts_customer set next_touch_on = '2031-05-01' where id = %(norte)s"
    ),
    "customer_not_merged_into_itself": (
        "update accounts_customer set merged_into_id = id where id = %(norte)s"
    ),
    "contact_not_merged_into_itself": (
        "update accounts_contact set merged_into_id = id where id = %(ana)s"
    ),
    "consent_purpose_known": CONSENT.format(**GOOD | {"purpose": "spam"}),
    "consent_answer_known": CONSENT.format(**GOOD | {"answer": "maybe"}),
    "consent_says_who_and_how": CONSENT.format(**GOOD | {"source": "person", "person": "%(dana)s"}),
    "consent_says_when": CONSENT.format(**GOOD | {"at": "null"}),
    "preference_channels_known": PREFERENCE.format(**WISHES | {"channels": "{fax}"}),
    "preference_topics_known": PREFERENCE.format(**WISHES | {"topics": "{gossip}"}),
    "preference_mails_in_bounds": PREFERENCE.format(**WISHES | {"mails": "32"}),
    "preference_says_who_and_how": PREFERENCE.format(**WISHES | {"source": "person"}),
    "mail_policy_is_one": "insert into accounts_mailpolicy (id, version, cap, days)"
    " values (2, 1, 6, 30)",
    "mail_policy_in_bounds": "insert into accounts_mailpolicy (id, version, cap, days)"
    " values (1, 1, 0, 30)",
    "page_visit_code_is_a_hash": (
        "insert into accounts_pagevisit (contact_id, address, code_hash, language, sent_at, tries)"
        " values (%(ana)s, 'a@b.example', '123456', '', now(), 0)"
    ),
    "page_visit_five_tries": (
        "insert into accounts_pagevisit (contact_id, address, code_hash, language, sent_at, tries)"
        " values (%(ana)s, 'a@b.example', repeat('0', 64), '', now(), 6)"
    ),
    "custom_field_about_known": FIELD.format(**FLEET | {"about": "deal"}),
    "custom_field_type_known": FIELD.format(**FLEET | {"type": "colour"}),
    "custom_field_key_plain": FIELD.format(**FLEET | {"key": "Fleet size"}),
    "custom_field_name_not_empty": FIELD.format(**FLEET | {"name": " "}),
    "custom_field_choices_fit": FIELD.format(**FLEET | {"type": "choice"}),
    "custom_field_key_once": f"{FIELD.format(**FLEET)}; {FIELD.format(**FLEET)}",
    "customer_custom_fits": "update accounts_customer set custom = '[]' where id = %(norte)s",
    "contact_custom_fits": (
        """update accounts_contact set custom = '{"fleet": 1}' where id = %(ana)s"""
    ),
    "import_state_known": BATCH.format(state="lost", begun="null"),
    "import_written_has_begun": BATCH.format(state="writing", begun="null"),
    "import_undone_was_written": BATCH.format(state="undone", begun="now()"),
    "import_line_refused_once": f"{SENT}{REFUSAL}",
    "import_outcome_known": f"{SENT}{TRAIL}'gone', '' from b",
    "import_kept_with_reason": f"{SENT}{TRAIL}'kept', '' from b",
    "customer_name_not_empty": CUSTOMER.format(name="'  '", kind="'household'", reference="''"),
    "customer_kind_known": CUSTOMER.format(name="'A'", kind="'shop'", reference="''"),
    "customer_not_own_parent": f"{WITHOUT_TRIGGERS}; {OWN_PARENT}",
    "customer_reference_unique": (
        "update accounts_customer set reference = 'X' where id in (%(norte)s, %(vega)s)"
    ),
    "contact_name_not_empty": CONTACT.format(name="''", reference="''"),
    "contact_reference_unique": (
        "update accounts_contact set reference = 'X' where id in (%(ana)s, %(luis)s)"
    ),
    "one_steward_at_a_time": STEWARD + "(%(norte)s, %(rui)s, '2026-01-01', '2026-01-02')",
    "stewardship_in_order": (
        "update accounts_stewardship set until_on = '2019-01-01' where customer_id = %(norte)s"
    ),
    "mail_purpose_known": (
        "insert into accounts_mailtocontact (contact_id, purpose, address, once_key, written_at)"
        " values (%(ana)s, 'spam', 'a@b.example', 'k', now())"
    ),
    "person_email_unique": (
        "update accounts_person set email = upper((select email from accounts_person"
        " where id = %(dana)s)) where id = %(rui)s"
    ),
    "person_reference_unique": (
        "update accounts_person set reference = 'X' where id in (%(dana)s, %(rui)s)"
    ),
    "person_name_not_empty": PERSON.format(email="null", name="''", reference="''"),
    "person_email_null_not_empty": PERSON.format(email="''", name="'A'", reference="''"),
    "person_away_in_order": (
        "update accounts_person set away_from = '2026-02-02', away_until = '2026-02-01'"
        " where id = %(dana)s"
    ),
    "person_quiet_hours_have_both_ends": (
        "update accounts_person set quiet_from = '18:00' where id = %(dana)s"
    ),
    "person_not_own_deputy": "update accounts_person set deputy_id = id where id = %(dana)s",
    "role_once_per_person": (
        "insert into accounts_rolegrant (person_id, role) values (%(dana)s, 'rep')"
    ),
    "role_known": "insert into accounts_rolegrant (person_id, role) values (%(dana)s, 'king')",
    "team_name_unique": "insert into accounts_team (name, is_service) values ('SALES', false)",
    "team_name_not_empty": "insert into accounts_team (name, is_service) values (' ', false)",
    "token_scope_known": TOKEN + f"(%(dana)s, '{DIGEST}', 'all', now())",
    "token_digest_is_sha256": TOKEN + "(%(dana)s, 'plain', 'read', now())",
    "suppression_is_a_hash": (
        "insert into accounts_suppression (digest, erased_at) values ('ana@x.example', now())"
    ),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses(name: str, company: Company) -> None:
    names = ("norte", "vega", "ana", "luis", "dana", "rui")
    ids = {each: getattr(company, each).pk for each in names}
    with (
        pytest.raises(IntegrityError, match=name) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(REFUSED[name], ids)
    sentence = kind_sentence(caught.value)
    assert sentence.endswith("."), sentence
    assert "violated" not in sentence


def test_the_trigger_refuses_a_customer_that_belongs_to_itself(company: Company) -> None:
    with (
        pytest.raises(IntegrityError, match="would belong to itself") as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(OWN_PARENT, {"norte": company.norte.pk})
    assert kind_sentence(caught.value) == "A customer cannot belong to itself."


def test_every_constraint_of_people_and_customers_has_its_refusal() -> None:
    there = {
        constraint.name
        for model in apps.get_app_config("accounts").get_models()
        for constraint in model._meta.constraints
    }
    beside_their_pages = "".join(
        (Path(__file__).parent.parent / "home" / name).read_text("utf-8")
        for name in ("test_people_map.py", "test_deciding.py")
    )
    elsewhere = {name for name in there if f'"{name}"' in beside_their_pages}
    assert there - elsewhere - SHADOWED == set(REFUSED)
