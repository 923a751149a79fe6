create temporary table phrases as select
    array['Wants', 'Prefers', 'Asks for', 'Hopes for', 'Looks forward to', 'Decides on',
        'Worries about', 'Is proud of', 'Would like', 'Plans', 'Saves for', 'Dreams of', 'Enjoys',
        'Collects', 'Trains for', 'Learns about', 'Avoids', 'Compares', 'Counts on',
        'Misses'] as begins,
    array['deliveries before seven', 'one invoice a month', 'a person to call', 'offers on paper',
        'short meetings', 'quiet machines', 'a team that stays', 'figures before words',
        'deliveries without packing', 'a longer warranty', 'training for new colleagues',
        'fewer forms', 'a second supplier', 'early payment with a discount', 'local suppliers',
        'a fixed price for two years', 'spare parts in stock', 'reports in their own language',
        'an open day for families', 'the harvest fair', 'a choir on Thursdays',
        'the marathon in autumn', 'sailing at the lake', 'a new warehouse', 'younger managers',
        'solar panels on the roof', 'chess with the apprentices', 'a smaller carbon footprint',
        'old motorcycles', 'the regional football league', 'Portuguese wines',
        'mountain huts in winter', 'a kindergarten at work', 'jazz from the fifties',
        'beekeeping behind the plant', 'restoring a windmill', 'orchids in the lobby',
        'an apprenticeship prize', 'astronomy with a telescope', 'cross-stitch calendars'] as middles,
    array['since the move', 'because of the audit', 'before the summer', 'after the merger',
        'as the margins shrink', 'when the season begins', 'for the night shift',
        'since the new owner came', 'while the bridge is closed', 'until the loan is paid',
        'as the board demands', 'with the next budget', 'after two late shipments',
        'for the anniversary', 'now that stock is short', 'before the inspection',
        'since the flood', 'with the cooperative', 'after the recall', 'for the jubilee'] as ends,
    array['habit', 'hope', 'dream', 'skill', 'competency', 'recreation', 'entertainment', 'bias',
        'ego_drive', 'inventory_problem', 'cash_flow_challenge', 'margin_challenge',
        'product_quality_issue', 'friendship_affinity', 'lifestyle_choice'] as kinds;

insert into secrets_manual_secret
    (id, version, customer_id, contact_id, text, kind, layer, provenance, told_on, told_to_id,
     nearly_their_words, address, glad, state, uses, sensitivity, do_not_mention, author_id,
     review_on, missed_reviews, draft_until, reference, created_at, confirmed_on)
select n, 1, home, case when n % 10 < 7 then 2 * home - n % 2 end,
       pg_temp.often(begins, pg_temp.u(n, 20)) || ' ' || pg_temp.often(middles, pg_temp.u(n, 21))
           || ' ' || pg_temp.often(ends, pg_temp.u(n, 22))
           || case when n % 2 = 0 then ' near ' || pg_temp.coined(syllables, n, 23) else '' end
           || case when n % 3 = 0 then ', and ' || pg_temp.often(middles, pg_temp.u(n, 26))
              else '' end,
       pg_temp.often(kinds, pg_temp.u(n, 27)), case when n % 7 = 0 then 'need' else 'secret' end,
       'told_us', day, steward, n % 4 = 0, '', case when draft then 'probably' else 'yes' end,
       case when draft then 'draft' else 'kept' end,
       case when draft then '{}' else '{brief,service}' end::varchar[],
       case when n % 3 = 0 then 'personal' else 'business' end, n % 97 = 0, steward,
       case when not draft then day + 365 end, 0, case when draft then current_date + 20 end, '',
       day + time '10:00', case when not draft then day end
from size, stock, phrases, generate_series(1, 10 * customers + 9990) n,
     lateral (select case when n <= 10 * customers then 1 + n * 7919 % customers else 1 end as home,
              current_date - (pg_temp.u(n, 28) * 500)::int as day, n % 50 = 7 as draft) what,
     lateral (select 1 + (home - 1) * reps / customers as steward) whose;

insert into secrets_manual_use (secret_id, person_id, how, reception, ticket_id, at)
select n * 20, author_id, 'Sent it to them', case when n % 3 = 0 then 'welcome' else 'unknown' end,
       '', now() - interval '1 day' * (n % 300)
from size, generate_series(1, customers / 2) n join secrets_manual_secret s on s.id = n * 20;
