-- Tables that grow for years are partitioned by month, in UTC. Every partition is made before its month begins and none takes
-- what no other wants: rows in such a one would later forbid the partition that they belong to.

-- Temporary tables come last, so that what runs with the owner's rights never takes a caller's table for its own. In UTC, so
-- that a month begins for everybody at once.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true), set_config('timezone', 'UTC', true);

-- Where the partitions of a table end; null before it has one.
create function partitioned_until(relation regclass) returns date language sql stable
  set search_path from current set timezone from current as $$
  select max(substring(pg_get_expr(partition.relpartbound, partition.oid) from 'TO \(''([^'']+)''\)')::timestamptz)::date
  from pg_inherits join pg_class partition on partition.oid = pg_inherits.inhrelid
  where pg_inherits.inhparent = relation
$$;

-- Made apart and then attached, which, unlike making it in place, waits for nobody who reads or writes the table. It has no
-- policies and no grants: nobody reaches a row but through the table, where the table's own policies hold.
create function make_partition(relation regclass, suffix text, first_day date, until date) returns text language plpgsql
  set search_path from current set timezone from current as $$
declare
  partition text;
begin
  select format('%I.%I', relnamespace::regnamespace, relname || suffix) into partition from pg_class where oid = relation;
  execute format('create table %s (like %s including all excluding indexes excluding identity)', partition, relation);
  execute format('alter table %s enable row level security, force row level security', partition);
  execute format('alter table %s attach partition %s for values from (%s) to (%L)',
    relation, partition, coalesce(quote_literal(first_day), 'minvalue'), until);
  return partition;
end $$;

-- The partitions that a table lacks until `months` after the month of `moment`. It goes on where the last one ends, so that no
-- month is left out, however long nobody called it.
create function make_partitions(relation regclass, months integer, moment timestamptz) returns setof text language plpgsql
  set search_path from current set timezone from current as $$
declare
  first_day date := partitioned_until(relation);
  until date;
begin
  while first_day <= date_trunc('month', moment) + make_interval(months => months) loop
    until := date_trunc('month', first_day) + interval '1 month';
    return next make_partition(relation, to_char(first_day, '_YYYY_MM'), first_day, until);
    first_day := until;
  end loop;
end $$;

-- A row that moves is deleted and inserted anew: it would begin again at version 1, made now by whoever moved it.
create function keep_month() returns trigger language plpgsql as $$
begin
  raise exception '% of % decides in which partition a row is, and cannot change', tg_argv[0], tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

-- Gives a table that is declared `partition by range (<column>)` its partitions: one for all that was before the month of
-- `moment`, so that history can be brought in, one for that month, and one for each of `months` to come. From then on
-- make_partitions_ahead() sees to it.
create function partition_by_month(relation regclass, months integer default 3, moment timestamptz default now()) returns void language plpgsql
  set search_path from current set timezone from current as $$
declare
  key name;
begin
  select attribute.attname into key from pg_partitioned_table
  join pg_attribute attribute on attribute.attrelid = partrelid and attribute.attnum = partattrs[0]
  where partrelid = relation and partstrat = 'r' and partnatts = 1 and attribute.atttypid in ('timestamptz'::regtype, 'date'::regtype);
  if key is null then
    raise exception '% must be declared "partition by range" on one column, a timestamptz or a date', relation;
  end if;
  -- The trigger is also what make_partitions_ahead() knows the table by.
  execute format('create trigger keep_month before update on %1$s for each row when (old.%2$I is distinct from new.%2$I) execute function keep_month(%2$L)', relation, key);
  if partitioned_until(relation) is null then
    perform make_partition(relation, '_earlier', null, date_trunc('month', moment)::date);
  end if;
  perform make_partitions(relation, months, moment);
end $$;

-- Makes what is missing, for every table that partition_by_month() was called for, and tells what it made. Attaching to a table
-- with foreign keys stops writes to the tables at their other end, and whoever waits for that lock stops them too: so not for long.
create function make_partitions_ahead(months integer default 3, moment timestamptz default now()) returns setof text language plpgsql security definer
  set search_path from current set lock_timeout = 0 as $$
declare
  relation regclass;
begin
  perform pg_advisory_xact_lock(hashtextextended('caregraph:partitions:' || current_schema(), 0));
  set local lock_timeout = '2s';
  for relation in
    select pg_class.oid from pg_class join pg_trigger on tgrelid = pg_class.oid and tgname = 'keep_month'
    where relnamespace = current_schema()::regnamespace and relkind = 'p' and not relispartition
    order by relname
  loop
    return query select make_partitions(relation, months, moment);
  end loop;
end $$;
do $$ begin
  revoke execute on function make_partitions_ahead from public;
  execute format('grant execute on function make_partitions_ahead to %I', operator_role());
end $$;

-- As it was, but that an entry of a partitioned table bears the table's name and not the partition's.
create or replace function audit_change() returns trigger language plpgsql security definer set search_path from current as $$
declare
  head audit_heads;
  entry audit_log;
begin
  entry.action := tg_op;
  entry.entity := coalesce((select relname from pg_class where oid = pg_partition_root(tg_relid)), tg_table_name);
  if tg_op <> 'INSERT' then entry.old_row := to_jsonb(old) - coalesce(tg_argv, '{}'); end if;
  if tg_op <> 'DELETE' then entry.new_row := to_jsonb(new) - coalesce(tg_argv, '{}'); end if;
  entry.tenant_id := (coalesce(entry.new_row, entry.old_row) ->> 'tenant_id')::uuid;
  entry.entity_id := (coalesce(entry.new_row, entry.old_row) ->> 'id')::uuid;
  entry.occurred_at := now();
  entry.request_id := nullif(current_setting('app.request_id', true), '');
  entry.actor_kind := nullif(current_setting('app.actor_kind', true), '');
  entry.actor_id := actor_id();

  insert into audit_heads (tenant_id) values (entry.tenant_id) on conflict do nothing;
  select * into head from audit_heads where audit_heads.tenant_id = entry.tenant_id for update;
  entry.sequence := head.sequence + 1;
  entry.hash := audit_hash(head.hash, entry);
  insert into audit_log select entry.*;
  update audit_heads set sequence = entry.sequence, hash = entry.hash where audit_heads.tenant_id = entry.tenant_id;
  return null;
end $$;

-- The audit log, partitioned. What it holds becomes its first partition as it is, through the end of the newest entry's month:
-- nothing is copied, but the log is read through and the index of its primary key is built anew, and commits wait for that.
-- Across months the database cannot hold a sequence unique; the row in audit_heads, which every entry locks, does.
do $$
declare
  -- Both functions know the log's row type, which goes with the old table: made anew, word for word, they take the new one.
  hashing text := pg_get_functiondef('audit_hash'::regproc);
  checking text := pg_get_functiondef('audit_breaks'::regproc);
  until date;
begin
  lock table audit_log in access exclusive mode;
  -- Else an owner who is no superuser would see no row here, having no tenant.
  alter table audit_log no force row level security;
  select greatest(date_trunc('month', now()), date_trunc('month', max(occurred_at)) + interval '1 month') into until from audit_log;

  drop function audit_hash;
  alter table audit_log rename to audit_log_earlier;
  alter table audit_log_earlier drop constraint audit_log_pkey;
  alter index audit_log_entity rename to audit_log_earlier_entity;
  drop policy tenant on audit_log_earlier;
  drop policy operator on audit_log_earlier;
  execute format('revoke all on audit_log_earlier from %I, %I', app_role(), operator_role());
  alter table audit_log_earlier force row level security;

  create table audit_log (like audit_log_earlier including all excluding indexes) partition by range (occurred_at);
  alter table audit_log add primary key (tenant_id, sequence, occurred_at);
  create index audit_log_entity on audit_log (tenant_id, entity, entity_id, sequence);
  perform isolate('audit_log', false, true);
  execute format('grant select on audit_log to %I', app_role());
  execute format('alter table audit_log attach partition audit_log_earlier for values from (minvalue) to (%L)', until);
  execute hashing;
  execute checking;
  perform partition_by_month('audit_log');
end $$;
