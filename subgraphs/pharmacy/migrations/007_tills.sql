-- Temporary tables come last, so that what runs with the owner's rights never takes a caller's table for its own.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

create table tills (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  name text not null,
  name_key text not null collate "C",
  active boolean not null default true,
  -- The smallest coin it takes and gives, in minor units; 1 where every minor unit is one.
  cash_rounding_minor bigint not null default 1 check (cash_rounding_minor > 0),
  primary key (tenant_id, id),
  constraint tills_name unique (tenant_id, branch_id, name_key)
);
select tenant_table('tills', branch_owned => true, unlogged => '{name_key}');

-- A cashier at a till, from the float to the count.
create table till_sessions (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  till_id uuid not null,
  cashier_id uuid not null,
  status text not null check (status in ('OPEN', 'CLOSED')),
  currency text not null,
  opened_at timestamptz(3) not null default clock_timestamp(),
  closed_at timestamptz(3),
  closed_by text,
  -- Why it was not what was expected.
  difference_reason text,
  -- How many of each note and coin were counted, the largest first: [{"valueMinor": "100000", "count": 3}].
  denominations jsonb,
  primary key (tenant_id, id),
  constraint till_sessions_closed check ((status = 'CLOSED') = (closed_at is not null)),
  foreign key (tenant_id, till_id) references tills (tenant_id, id)
);
select tenant_table('till_sessions', branch_owned => true);
create unique index till_sessions_one_per_till on till_sessions (tenant_id, till_id) where status = 'OPEN';
create unique index till_sessions_one_per_cashier on till_sessions (tenant_id, cashier_id) where status = 'OPEN';
create index till_sessions_by_branch on till_sessions (tenant_id, branch_id, id);
create index till_sessions_by_till on till_sessions (tenant_id, till_id, id);

-- What was counted when a till was closed, by what people paid with.
create table till_counts (
  tenant_id uuid not null default tenant_id(),
  branch_id uuid not null,
  session_id uuid not null,
  tender text not null check (tender in ('CASH', 'CARD', 'MOBILE_MONEY', 'INSURANCE', 'CREDIT')),
  expected_minor bigint not null,
  counted_minor bigint not null,
  primary key (tenant_id, session_id, tender),
  constraint till_counts_cash check (tender <> 'CASH' or counted_minor >= 0),
  foreign key (tenant_id, session_id) references till_sessions (tenant_id, id)
);
select tenant_detail_table('till_counts', branch_owned => true);

-- The journal of the tills: what came in and went out, by what people paid with, once and for all.
create table till_entries (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- By the clock and not the beginning of the transaction: never before the opening nor after the closing that it waited for.
  occurred_at timestamptz(3) not null default clock_timestamp(),
  branch_id uuid not null,
  session_id uuid not null,
  tender text not null check (tender in ('CASH', 'CARD', 'MOBILE_MONEY', 'INSURANCE', 'CREDIT')),
  kind text not null check (kind in ('OPENING', 'SALE', 'CHANGE', 'REFUND', 'CASH_IN', 'CASH_OUT', 'DIFFERENCE', 'VOID')),
  amount_minor bigint not null check (amount_minor <> 0),
  reason text,
  -- The document that caused it.
  source_type text,
  source_id uuid,
  primary key (tenant_id, id, occurred_at),
  constraint till_entries_source check ((source_type is null) = (source_id is null)),
  constraint till_entries_in check (kind not in ('OPENING', 'SALE', 'CASH_IN') or amount_minor > 0),
  constraint till_entries_out check (kind not in ('CHANGE', 'REFUND', 'CASH_OUT') or amount_minor < 0),
  constraint till_entries_cash check (kind not in ('OPENING', 'CHANGE', 'CASH_IN', 'CASH_OUT') or tender = 'CASH'),
  constraint till_entries_reason check (kind not in ('CASH_IN', 'CASH_OUT', 'DIFFERENCE') or reason is not null),
  foreign key (tenant_id, session_id) references till_sessions (tenant_id, id)
) partition by range (occurred_at);
select tenant_table('till_entries', branch_owned => true, audited => false);
select partition_by_month('till_entries');
create index till_entries_by_session on till_entries (tenant_id, session_id, occurred_at, id);
create index till_entries_by_branch on till_entries (tenant_id, branch_id, occurred_at, id);
create index till_entries_by_source on till_entries (tenant_id, source_id, occurred_at) where source_id is not null;

-- A closed till is what was counted, and stays it.
create function guard_journal() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if not exists (select from till_sessions where tenant_id = new.tenant_id and id = new.session_id and branch_id = new.branch_id and status = 'OPEN') then
    raise exception 'the till is closed' using errcode = 'check_violation', constraint = 'till_entries_open';
  end if;
  return new;
end $$;
create trigger guard before insert on till_entries for each row execute function guard_journal();

do $$ begin
  execute format('revoke update, delete on till_entries, till_counts from %I', app_role());
  execute format('revoke delete on tills, till_sessions from %I', app_role());
end $$;
