-- What every subgraph's schema stands on: tenancy, bookkeeping, audit, outbox, inbox and idempotency.
-- Runs with search_path = <schema>, public, so that each subgraph owns its copy and can move to a database of its own.

create function app_role() returns text language sql stable set search_path from current
  as $$ select 'caregraph_' || current_schema() $$;
create function operator_role() returns text language sql stable set search_path from current
  as $$ select 'caregraph_' || current_schema() || '_operator' $$;

-- The call's tenant, or null without one: null equals nothing, so no context means no rows.
create function tenant_id() returns uuid language sql stable
  as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;
create function actor_id() returns text language sql stable
  as $$ select nullif(current_setting('app.actor_id', true), '') $$;

-- Keeps version, author and time of every change, and a row in its tenant for life.
create function keep_books() returns trigger language plpgsql set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
    new.created_at := now();
    new.created_by := actor_id();
  else
    if new.tenant_id is distinct from old.tenant_id then
      raise exception 'a row cannot change its tenant' using errcode = 'integrity_constraint_violation';
    end if;
    new.version := old.version + 1;
    new.created_at := old.created_at;
    new.created_by := old.created_by;
  end if;
  new.updated_at := now();
  new.updated_by := actor_id();
  return new;
end $$;

-- Audit: one chain of hashes per tenant. Only the triggers write here; the app role may read its tenant's part.
create table audit_heads (
  tenant_id uuid primary key,
  sequence bigint not null default 0,
  hash bytea not null default '\x'
);
create table audit_log (
  tenant_id uuid not null,
  sequence bigint not null,
  occurred_at timestamptz(3) not null,
  request_id text,
  actor_kind text,
  actor_id text,
  action text not null check (action in ('INSERT', 'UPDATE', 'DELETE')),
  entity text not null,
  entity_id uuid,
  old_row jsonb,
  new_row jsonb,
  hash bytea not null,
  primary key (tenant_id, sequence)
);
create index audit_log_entity on audit_log (tenant_id, entity, entity_id, sequence);

create function audit_hash(previous bytea, entry audit_log) returns bytea language sql immutable set search_path from current as $$
  select sha256(previous || convert_to(jsonb_build_array(
    entry.tenant_id, entry.sequence, extract(epoch from entry.occurred_at), entry.request_id, entry.actor_kind, entry.actor_id,
    entry.action, entry.entity, entry.entity_id, entry.old_row, entry.new_row)::text, 'UTF8'))
$$;

-- Deferred to the commit, so that the tenant's chain is held for the length of a commit and not of a transaction.
-- Arguments: the columns whose values never enter the log.
create function audit_change() returns trigger language plpgsql security definer set search_path from current as $$
declare
  head audit_heads;
  entry audit_log;
begin
  entry.action := tg_op;
  entry.entity := tg_table_name;
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

-- The first break in the calling tenant's chain, or no row when it is whole.
create function audit_breaks() returns table (sequence bigint, problem text) language plpgsql stable set search_path from current as $$
declare
  entry audit_log;
  previous bytea := '\x';
  expected bigint := 0;
  head audit_heads;
begin
  for entry in select * from audit_log where audit_log.tenant_id = tenant_id() order by audit_log.sequence loop
    expected := expected + 1;
    if entry.sequence <> expected then
      return query select expected, 'an entry is missing'; return;
    end if;
    if entry.hash <> audit_hash(previous, entry) then
      return query select entry.sequence, 'the entry was changed'; return;
    end if;
    previous := entry.hash;
  end loop;
  select * into head from audit_heads where audit_heads.tenant_id = tenant_id();
  if head.sequence is distinct from nullif(expected, 0) or head.hash <> previous then
    return query select expected + 1, 'the newest entries are missing';
  end if;
end $$;

-- Row-level security of a tenant table: its tenant always, its branch when it has one, and the operator role only when asked for.
create function isolate(relation regclass, branch_owned boolean, operator boolean) returns void language plpgsql set search_path from current as $$
declare
  rule text := 'tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)';
  first_column text;
begin
  for first_column in
    select attribute.attname from pg_index key
    join pg_attribute attribute on attribute.attrelid = key.indrelid and attribute.attnum = key.indkey[0]
    where key.indrelid = relation and key.indisunique
  loop
    if first_column <> 'tenant_id' then
      raise exception 'every primary and unique key of % must begin with tenant_id, one begins with %', relation, first_column;
    end if;
  end loop;
  if branch_owned then
    rule := rule || ' and ((select current_setting(''app.branch_ids'', true) = ''*'') or branch_id = any ((select string_to_array('
      || 'nullif(nullif(current_setting(''app.branch_ids'', true), ''*''), ''''), '',''))::uuid[]))';
  end if;
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format('create policy tenant on %s using (%s) with check (%s)', relation, rule, rule);
  if operator then
    execute format('create policy operator on %s to %I using (true) with check (true)', relation, operator_role());
    execute format('grant select, insert, update, delete on %s to %I', relation, operator_role());
  end if;
end $$;

-- Makes a plain table a tenant table in one line: bookkeeping columns, isolation, grants and audit.
--   branch_owned  rows belong to a branch (column branch_id) and are seen only where the caller may look
--   operator      the cross-tenant role may use it too
--   audited       every change enters the audit chain, less the columns of `unlogged` (secrets, derived search keys)
create function tenant_table(
  relation regclass,
  branch_owned boolean default false,
  operator boolean default false,
  audited boolean default true,
  unlogged text[] default '{}'
) returns void language plpgsql set search_path from current as $$
begin
  execute format('alter table %s
    add column if not exists version integer not null default 1,
    add column if not exists created_at timestamptz(3) not null default now(),
    add column if not exists created_by text,
    add column if not exists updated_at timestamptz(3) not null default now(),
    add column if not exists updated_by text', relation);
  execute format('create trigger keep_books before insert or update on %s for each row execute function keep_books()', relation);
  perform isolate(relation, branch_owned, operator);
  execute format('grant select, insert, update, delete on %s to %I', relation, app_role());
  if audited then
    execute format('create constraint trigger audit after insert or update or delete on %s deferrable initially deferred
      for each row execute function audit_change(%s)', relation, (select string_agg(quote_literal(name), ', ') from unnest(unlogged) name));
  end if;
end $$;

-- A table that hangs on a tenant table and carries no life of its own, such as search keys: isolation and grants only.
create function tenant_detail_table(relation regclass, branch_owned boolean default false) returns void language plpgsql set search_path from current as $$
begin
  perform isolate(relation, branch_owned, false);
  execute format('grant select, insert, update, delete on %s to %I', relation, app_role());
end $$;

do $$ begin
  perform isolate('audit_heads', false, true);
  perform isolate('audit_log', false, true);
  execute format('grant select on audit_heads, audit_log to %I', app_role());
end $$;

-- Events wait here, written in the transaction that they tell of, until the relay has handed them on.
create table outbox (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  position bigint generated always as identity,
  type text not null,
  version integer not null,
  subject text not null,
  branch_id uuid,
  data jsonb not null,
  actor_id text default actor_id(),
  request_id text default nullif(current_setting('app.request_id', true), ''),
  occurred_at timestamptz(3) not null default now(),
  relayed_at timestamptz(3),
  primary key (tenant_id, id)
);
create index outbox_pending on outbox (position) where relayed_at is null;
create index outbox_relayed on outbox (relayed_at) where relayed_at is not null;

-- What a reaction has already done, by event: the second delivery of an event finds its row and does nothing.
create table inbox (
  tenant_id uuid not null default tenant_id(),
  reaction text not null,
  event_id uuid not null,
  handled_at timestamptz(3) not null default now(),
  primary key (tenant_id, reaction, event_id)
);
create index inbox_handled on inbox (handled_at);

-- Answers of commands by the caller's Idempotency-Key, written in the command's own transaction.
create table idempotency_keys (
  tenant_id uuid not null default tenant_id(),
  client text not null,
  key text not null,
  field text not null,
  body_hash text not null,
  answer jsonb not null,
  created_at timestamptz(3) not null default now(),
  primary key (tenant_id, client, key, field)
);
create index idempotency_keys_age on idempotency_keys (created_at);

do $$ begin
  perform isolate('outbox', false, true);
  perform isolate('inbox', false, true);
  perform isolate('idempotency_keys', false, true);
  execute format('grant select, insert on outbox, inbox, idempotency_keys to %I', app_role());
end $$;
