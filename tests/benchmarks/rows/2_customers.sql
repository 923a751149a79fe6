create temporary table stock as select
    string_to_array('al ba bel bri ca cor da del do el fa fen gal gra ha hel il ja jor ka ken la'
        ' lim lo ma mel mon na nor ol or pa pel qua ra rem ro sa sel sol ta tem tor ul va vel ver'
        ' vi vor wa wen xa xi ya yel za zen zor', ' ') as syllables,
    string_to_array('Foods Labs Logistics Medical Clinics Dental Optics Press Print Paper Glass'
        ' Steel Timber Textiles Brewery Bakery Farms Gardens Hotels Travel Energy Water Solar'
        ' Motors Tools Machines Systems Software Networks Media Studio Design Law Advisers'
        ' Insurance Finance Capital Estates Builders Roofing Interiors Schools Academy Sports'
        ' Music Toys Shoes Fashion Cosmetics Pharma Research Security Cleaning Catering Freight'
        ' Shipping Aviation Rail Recycling Chemicals', ' ') as trades,
    string_to_array('GmbH Ltd Inc SA AG BV SL SRL AB Oy', ' ') as forms,
    string_to_array('health trade industry crafts services public media transport energy farming',
        ' ') as sectors,
    string_to_array('Germany France Spain Austria Switzerland Poland Italy Sweden Ireland Portugal',
        ' ') as countries,
    string_to_array('Ana Luis Marta Jonas Ines Karl Mira Paul Rosa Tim Lea Omar Nora Ivan Sara Max'
        ' Elif Jan Zoe Aron Dina Hugo Vera Nils', ' ') as firsts;
create or replace function pg_temp.coined(syllables text[], number bigint, seed bigint)
returns text language sql immutable as
$$ select initcap(pg_temp.evenly(syllables, pg_temp.u(number, seed))
    || pg_temp.evenly(syllables, pg_temp.u(number, seed + 1))
    || pg_temp.evenly(syllables, pg_temp.u(number, seed + 2))) $$;

-- Two of a hundred are there twice, with another legal form.
insert into accounts_customer
    (id, version, name, kind, is_prospect, sector, country, website, phone, address, zone,
     language, reference, created_at, keeper_id, next_touch_on, next_touch_why, custom)
select n, 1,
       pg_temp.coined(syllables, origin, 1) || ' ' || pg_temp.coined(syllables, origin, 4) || ' '
           || pg_temp.evenly(trades, pg_temp.u(origin, 7)) || ' '
           || pg_temp.evenly(forms, pg_temp.u(n, 8)),
       case when pg_temp.u(n, 9) < 0.1 then 'household' else 'organisation' end,
       pg_temp.u(n, 10) < 0.1, pg_temp.often(sectors, pg_temp.u(n, 11)),
       pg_temp.often(countries, pg_temp.u(origin, 12)),
       case when pg_temp.u(n, 13) < 0.5 then 'https://c' || origin || '.example' else '' end,
       '+49 30 ' || lpad((origin % 10000000)::text, 7, '0'), '', '', '', 'C' || n,
       now() - interval '1 day' * (30 + n % 900),
       case when pg_temp.u(n, 14) < 0.01 then 1 + n % reps end,
       case when pg_temp.u(n, 15) < 0.02 then current_date + (n % 60 - 20)::int end,
       case when pg_temp.u(n, 15) < 0.02 then 'They asked for a call' else '' end, '{}'
from size, stock, generate_series(1, customers) n,
     lateral (select case when n % 50 = 0 then n - 1 else n end as origin) twice;

-- The first customer is crowded, so that pages with ten thousand rows can be asked for.
insert into accounts_contact
    (id, version, name, email, phone, title, language, zone, is_public_official, may_be_asked,
     no_surprises, reference, created_at, customer_id, custom)
select n, 1,
       pg_temp.evenly(firsts, pg_temp.u(n, 16)) || ' ' || pg_temp.coined(syllables, n, 17),
       'k' || n || '@c' || home || '.example', '+49 40 ' || lpad(n::text, 8, '0'), 'Buyer', '', '',
       false, true, false, 'K' || n, now() - interval '300 days', home, '{}'
from size, stock, generate_series(1, 2 * customers + 1000) n,
     lateral (select case when n > 2 * customers then 1 else 1 + (n - 1) / 2 end as home) whose;

insert into accounts_stewardship (customer_id, person_id, from_on)
select n, 1 + (n - 1) * reps / customers, current_date - 400
from size, generate_series(1, customers) n;
