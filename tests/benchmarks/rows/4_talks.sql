insert into secrets_manual_conversation
    (id, version, customer_id, contact_id, person_id, kind, direction, started_by, felt, words,
     at, finished_at)
select n, 1, home, 2 * home - n % 2, steward,
       pg_temp.evenly(array['visit', 'call', 'call', 'video', 'letter'], pg_temp.u(n, 30)),
       case when n % 2 = 0 then 'gave' else 'asked' end,
       case when n % 3 = 0 then 'them' else 'us' end,
       pg_temp.often(array['', 'warm', 'plain', 'tense'], pg_temp.u(n, 31)), 'We spoke of the year',
       moment, moment
from size, generate_series(1, 5 * customers) n,
     lateral (select 1 + (n - 1) / 5 as home,
              now() - interval '1 day' * ((n - 1) % 5 * (10 + (n - 1) / 5 % 60)
                  + pg_temp.u((n - 1) / 5, 32) * 150) as moment) what,
     lateral (select 1 + (home - 1) * reps / customers as steward) whose;
insert into secrets_manual_participant (conversation_id, contact_id, direction)
select id, contact_id, direction from secrets_manual_conversation;
insert into secrets_manual_turn (conversation_id, question, key, words, at)
select id, 'What matters next year?', '', 'Fewer surprises from us', at
from secrets_manual_conversation where id % 2 = 0;

insert into secrets_manual_promise
    (version, customer_id, contact_id, person_id, owner_id, words, made_at, due_at, kept_at,
     ticket_id, reason, reminded, says)
select 1, n, 2 * n, steward, steward, 'Send the offer', now() - interval '20 days',
       now() + interval '1 day' * (n % 30 - 5), case when n % 4 > 0 then now() end, '', '', 0, ''
from size, generate_series(1, customers) n,
     lateral (select 1 + (n - 1) * reps / customers as steward) whose;

insert into deals_deal
    (version, name, stage, amount_minor, opened_on, reference, created_at, customer_id, owner_id,
     origin_kind)
select 1, 'Offer ' || n, 'proposal', n * 100, current_date - 40, '', now(), n,
       1 + (n - 1) * reps / customers, ''
from size, generate_series(1, customers, 4) n;

-- One of five customers had a mishap; one of ten of those is open.
insert into recovery_ticket
    (id, version, customer_id, contact_id, words, words_are_theirs, severity, channel, origin,
     reported_at, opened_by_id, owner_id, about_kind, about_id, cost_words, make_right_words,
     reference, created_at)
select n, 1, n * 5, n * 10, 'The order came late', true, 1 + n % 3, 'phone', 'live', told, kim, kim,
       '', '', '', '', '', told
from size, generate_series(1, customers / 5) n,
     lateral (select reps + teams + 7 as kim, now() - case when n % 10 = 0 then interval '1 hour'
              else interval '1 day' * (3 + n % 300) end as told) what;
insert into recovery_cycle
    (id, ticket_id, number, is_imported, started_at, respond_by, recover_by, policy, responded_at,
     response_how, response_words, workaround_words, fixed_at, fix_words, surprised_at,
     surprise_words, surprise_cost_minor, reception, no_surprise_reason, recovered_at, lost_reason,
     lesson_change, responded_by_id, fixed_by_id, recovered_by_id, judged_at)
select id, id, 1, false, reported_at, reported_at + interval '24 hours',
       reported_at + interval '48 hours', '{}', done, case when done is null then '' else 'phone' end,
       case when done is null then '' else 'We are sorry' end, '', done,
       case when done is null then '' else 'Sent again' end, null, '', 0, '',
       case when done is null then '' else 'They want none' end, done, '', '', who, who, who, done
from recovery_ticket,
     lateral (select case when id % 10 > 0 then reported_at + interval '1 hour' end as done,
              case when id % 10 > 0 then opened_by_id end as who) what;
update recovery_ticket set present_id = id;
insert into secrets_manual_readingwindow (customer_id, ticket_id, opened_at)
select customer_id, id::text, reported_at from recovery_ticket where id % 10 = 0;

-- What the timelines show; the first customer has ten thousand entries.
insert into journal_entry
    (kind, at, actor, person_id, subject_kind, subject_id, customer_id, audience, facts,
     words_digest, previous_hash, entry_hash)
select 'secrets_manual.conversation_held', at, 'person', person_id, 'conversation', id::text,
       customer_id, 'readers', '{}'::jsonb, '', '', ''
from secrets_manual_conversation
union all
select 'accounts.customer_added', created_at, 'person', 1, 'customer', id::text, id, 'readers',
       '{}', '', '', '' from accounts_customer
union all
select 'recovery.ticket_opened', reported_at, 'person', opened_by_id, 'ticket', id::text,
       customer_id, 'readers', '{}', '', '', '' from recovery_ticket
union all
select 'secrets_manual.promise_made', now() - interval '1 hour' * n, 'person', 1, 'promise', '1', 1,
       'readers', '{}', '', '', '' from generate_series(1, 10000) n;
