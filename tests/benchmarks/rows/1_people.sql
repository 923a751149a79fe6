-- Everything follows from the number of customers; `u` is a die that always falls the same way.
create or replace function pg_temp.u(number bigint, seed bigint) returns double precision
language sql immutable as
$$ select (hashint8extended(number, seed) & 2147483647)::float8 / 2147483648 $$;
-- The first words of a list are frequent and the last ones rare, as in any language.
create or replace function pg_temp.often(words text[], chance double precision) returns text
language sql immutable as
$$ select words[1 + floor(cardinality(words) * chance * chance * chance)::int] $$;
create or replace function pg_temp.evenly(words text[], chance double precision) returns text
language sql immutable as
$$ select words[1 + floor(cardinality(words) * chance)::int] $$;

create temporary table size as
select current_setting('bench.customers')::bigint as customers,
       greatest(current_setting('bench.customers')::bigint / 250, 2) as reps,
       greatest(current_setting('bench.customers')::bigint / 5000, 1) as teams;

insert into accounts_team (id, name, is_service, lead_id, manager_id)
select n, 'Sales ' || n, false, reps + n, reps + teams + 1 + n % 5
from size, generate_series(1, teams) n
union all
select teams + 1, 'Service', true, null, reps + teams + 1 from size;

insert into accounts_person
    (id, password, version, email, name, phone, zone, language, is_active, reference, created_at,
     team_id)
select n, '!', 1, 'p' || n || '@halden.example', 'Person ' || n, '', '', '', true, '',
       now() - interval '3 years', case when n <= reps then 1 + (n - 1) * teams / reps end
from size, generate_series(1, reps + teams + 12) n;
update accounts_person set team_id = teams + 1 from size where accounts_person.id = reps + teams + 7;

insert into accounts_rolegrant (person_id, role)
select n, 'rep' from size, generate_series(1, reps) n
union all select n, 'lead' from size, generate_series(reps + 1, reps + teams) n
union all select n, 'manager' from size, generate_series(reps + teams + 1, reps + teams + 5) n
union all
select reps + teams + 5 + place, role from size, unnest(
    array['director', 'service', 'privacy', 'admin', 'finance', 'marketing']
) with ordinality as roles (role, place);
