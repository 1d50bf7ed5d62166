-- What devices say where couriers were, by month. An instant and place of a courier are told once, however often they are sent.
create table courier_positions (
  tenant_id uuid not null default tenant_id(),
  courier_id uuid not null,
  -- For which the courier goes.
  branch_id uuid not null,
  at timestamptz(3) not null,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  -- Below 0 it is what a device says of a place that it does not know.
  accuracy_metres double precision,
  speed double precision,
  heading double precision,
  -- Why it is not believed; null when it is. What comes later can change that.
  rejected text check (rejected in ('NULL_ISLAND', 'INACCURATE', 'IMPOSSIBLE_JUMP')),
  constraint courier_positions_once primary key (tenant_id, courier_id, at, latitude, longitude)
) partition by range (at);
-- Not audited: this is the log. Whoever thins it by the clock does so for all tenants.
select isolate('courier_positions', true, true);
do $$ begin execute format('grant select, insert, update, delete on courier_positions to %I', app_role()); end $$;
select partition_by_month('courier_positions');
create index courier_positions_jumps on courier_positions (tenant_id, courier_id, at) where rejected = 'IMPOSSIBLE_JUMP';

-- Up to which day the trace of a courier was thinned by each step: who is stopped in between goes on there.
create table thinned_traces (
  tenant_id uuid not null default tenant_id(),
  courier_id uuid not null,
  older_than_days integer not null check (older_than_days > 0),
  until date not null,
  primary key (tenant_id, courier_id, older_than_days)
);
select isolate('thinned_traces', false, true);

-- When the courier is expected at a task, and by what that is reckoned.
create table task_estimates (
  tenant_id uuid not null default tenant_id(),
  task_id uuid not null,
  branch_id uuid not null,
  other_branch_id uuid,
  at timestamptz(3) not null,
  metres double precision not null,
  stops_before integer not null,
  approximate boolean not null,
  position_at timestamptz(3) not null,
  made_at timestamptz(3) not null,
  primary key (tenant_id, task_id),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id)
);
select tenant_detail_table('task_estimates');
select seen_from_branches('task_estimates', '{branch_id,other_branch_id}');

-- Changes of these columns alone are no change of the row: they come every second, and neither make a new version nor an entry in
-- the audit, for which a tenant's commits wait for each other.
create function change_in_silence(relation regclass, columns text[]) returns void language plpgsql set search_path from current as $make$
declare
  told text := format('to_jsonb(old) - %1$L::text[] is distinct from to_jsonb(new) - %1$L::text[]', columns);
begin
  execute format('drop trigger keep_books on %s', relation);
  execute format('drop trigger audit on %s', relation);
  execute format('create trigger keep_books before insert on %s for each row execute function keep_books()', relation);
  execute format('create trigger keep_books_changed before update on %s for each row when (%s) execute function keep_books()', relation, told);
  execute format('create constraint trigger audit after insert or delete on %s deferrable initially deferred
    for each row execute function audit_change(%s)', relation, (select string_agg(quote_literal(name), ', ') from unnest(columns) name));
  execute format('create constraint trigger audit_changed after update on %s deferrable initially deferred
    for each row when (%s) execute function audit_change(%s)', relation, told, (select string_agg(quote_literal(name), ', ') from unnest(columns) name));
end $make$;
select change_in_silence('couriers', '{name_key,latitude,longitude,position_at}');
select change_in_silence('tasks', '{estimated_at}');
drop function change_in_silence;
