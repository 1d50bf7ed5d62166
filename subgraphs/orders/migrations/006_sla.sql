-- The zone and opening hours of each branch, as platform told them, and its holidays, as scheduling told them.
create table branch_calendars (
  tenant_id uuid not null default tenant_id(),
  branch_id uuid not null,
  time_zone text not null,
  opening_hours jsonb not null,
  as_of timestamptz(3) not null,
  primary key (tenant_id, branch_id)
);
select tenant_detail_table('branch_calendars');

create table known_closures (
  tenant_id uuid not null default tenant_id(),
  closure_id uuid not null,
  branch_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  from_time time,
  until_time time,
  -- Kept, so that it is not added again by an event that comes late.
  removed boolean not null,
  primary key (tenant_id, closure_id)
);
select tenant_detail_table('known_closures');
create index known_closures_of_branch on known_closures (tenant_id, branch_id, ends_on) where not removed;

create table sla_policies (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- By which rules start it: urgent_sample.
  code text not null collate "C",
  name text not null,
  -- Orders of this type have it by themselves; null where only rules start it.
  order_type text check (order_type in ('PURCHASE', 'SALES', 'LAB_SAMPLE', 'SERVICE')),
  -- Of these priorities only; all when empty.
  priorities text[] not null default '{}',
  target_minutes integer not null check (target_minutes between 1 and 525600),
  warn_percent integer not null check (warn_percent between 1 and 99),
  -- Whether it counts at all times, or while the branch that does it is open.
  counts text not null check (counts in ('ALWAYS', 'BRANCH_HOURS')),
  -- It is met when the order comes to this state; when it ends, where this is null.
  until_state text collate "C",
  -- [{"on": "WARNING" | "BREACH", "delayMinutes": 0, "teams": ["lab_manager"]}]
  escalation jsonb not null default '[]',
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint sla_policies_code unique (tenant_id, code)
);
select tenant_table('sla_policies');

create table sla_clocks (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  policy_id uuid not null,
  policy_code text not null,
  order_number text,
  status text not null check (status in ('RUNNING', 'PAUSED', 'MET', 'MISSED', 'STOPPED')),
  target_minutes integer not null,
  started_at timestamptz(3) not null,
  -- While it runs: when it warns and when it is breached; when it is paused, as they would have been.
  warn_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  warned_at timestamptz(3),
  breached_at timestamptz(3),
  ended_at timestamptz(3),
  counts text not null,
  until_state text collate "C",
  -- What happens as it runs, in order: [{"kind": "WARNING" | "BREACH" | "ESCALATION", "minutes", "at", "teams"}], and how much of it has.
  plan jsonb not null,
  done integer not null default 0,
  -- When the next of it happens; null when nothing does.
  next_at timestamptz(3),
  -- Working time that had passed when it was started or resumed last, and when that was.
  elapsed_ms bigint not null default 0,
  since timestamptz(3) not null,
  primary key (tenant_id, id),
  constraint sla_clocks_once unique (tenant_id, order_id, policy_id),
  constraint sla_clocks_ended check ((status in ('MET', 'MISSED', 'STOPPED')) = (ended_at is not null)),
  constraint sla_clocks_next check (next_at is null or status = 'RUNNING'),
  foreign key (tenant_id, order_id) references orders (tenant_id, id),
  foreign key (tenant_id, policy_id) references sla_policies (tenant_id, id)
);
select tenant_table('sla_clocks', operator => true, audited => false);
-- The operator's policy stands beside this one.
select seen_from_branches('sla_clocks', '{branch_id,performer_branch_id}');
-- Across all tenants: only what is due is read, however many clocks are open.
create index sla_clocks_next_at on sla_clocks (next_at) where next_at is not null;
create index sla_clocks_of_order on sla_clocks (tenant_id, order_id, id);
create index sla_clocks_open on sla_clocks (tenant_id, branch_id, due_at, id) where ended_at is null;
create index sla_clocks_open_at_performer on sla_clocks (tenant_id, performer_branch_id, due_at, id) where ended_at is null;
