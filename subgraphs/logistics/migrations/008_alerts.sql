select team_tables();

-- What is worth an alert, and who is told of it: by kind, at a branch, or wherever a branch has none of its own.
create table alert_policies (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('NOT_ASSIGNED', 'NOT_COLLECTED', 'LATE', 'OFF_ROUTE', 'NO_SIGNAL')),
  branch_id uuid,
  minutes integer not null check (minutes between -1440 and 10080),
  -- How much farther away is off route.
  metres integer check (metres > 0),
  -- CAP 1.2.
  severity text not null check (severity in ('MINOR', 'MODERATE', 'SEVERE', 'EXTREME')),
  -- [{"delayMinutes": 0, "teams": ["dispatchers"]}]
  escalation jsonb not null default '[]',
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint alert_policies_once unique nulls not distinct (tenant_id, kind, branch_id),
  constraint alert_policies_metres check ((kind = 'OFF_ROUTE') = (metres is not null))
);
select tenant_table('alert_policies', operator => true);

-- When something becomes of a task that stays as it is. Taken away when it is looked at by the clock, and when the task changes.
create table task_deadlines (
  tenant_id uuid not null default tenant_id(),
  task_id uuid not null,
  kind text not null check (kind in ('NOT_ASSIGNED', 'NOT_COLLECTED', 'LATE')),
  due_at timestamptz(3) not null,
  primary key (tenant_id, task_id, kind),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id)
);
select isolate('task_deadlines', false, true);
do $$ begin execute format('grant select, insert, update, delete on task_deadlines to %I', app_role()); end $$;
-- Across all tenants: only what is due is read, however many tasks are open.
create index task_deadlines_due on task_deadlines (due_at);

-- How far couriers were from where they go next, minute by minute, for two hours.
create table task_approaches (
  tenant_id uuid not null,
  task_id uuid not null,
  courier_id uuid not null,
  at timestamptz(3) not null,
  metres double precision not null,
  primary key (tenant_id, task_id, courier_id, at),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id)
);
select isolate('task_approaches', false, true);
create index task_approaches_by_age on task_approaches (at);

-- Orders of which something is done here, and whether they are held, as orders told.
create table held_orders (
  tenant_id uuid not null default tenant_id(),
  order_id uuid not null,
  held boolean not null,
  as_of timestamptz(3) not null,
  primary key (tenant_id, order_id)
);
select isolate('held_orders', false, true);
do $$ begin execute format('grant select, insert, update, delete on held_orders to %I', app_role()); end $$;

create table logistics_alerts (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  other_branch_id uuid,
  task_id uuid not null,
  courier_id uuid,
  kind text not null check (kind in ('NOT_ASSIGNED', 'NOT_COLLECTED', 'LATE', 'OFF_ROUTE', 'NO_SIGNAL')),
  severity text not null check (severity in ('MINOR', 'MODERATE', 'SEVERE', 'EXTREME')),
  status text not null default 'OPEN' check (status in ('OPEN', 'ACKNOWLEDGED', 'RESOLVED')),
  message text not null,
  -- When what is wrong began, and when it was found.
  since timestamptz(3) not null,
  opened_at timestamptz(3) not null,
  -- Of LATE: expected to be, and not so yet.
  forecast boolean not null default false,
  -- Of OFF_ROUTE: how near the courier had come, and how much farther away is too far.
  nearest_metres double precision,
  grown_metres double precision,
  -- Who is told later, as the policy was when it was opened: [{"at", "teams"}], and how much of it was done.
  plan jsonb not null default '[]',
  escalations integer not null default 0,
  next_at timestamptz(3),
  acknowledged_at timestamptz(3),
  acknowledged_by text,
  comment text,
  resolved_at timestamptz(3),
  primary key (tenant_id, id),
  constraint logistics_alerts_next check (next_at is null or status = 'OPEN'),
  constraint logistics_alerts_acknowledged check (status <> 'ACKNOWLEDGED' or (acknowledged_at is not null and comment is not null)),
  constraint logistics_alerts_resolved check ((status = 'RESOLVED') = (resolved_at is not null)),
  constraint logistics_alerts_off_route check ((kind = 'OFF_ROUTE') = (nearest_metres is not null) and (kind = 'OFF_ROUTE') = (grown_metres is not null)),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id)
);
select tenant_table('logistics_alerts', operator => true);
-- The operator's policy stands beside this one.
select seen_from_branches('logistics_alerts', '{branch_id,other_branch_id}');
create unique index logistics_alerts_once on logistics_alerts (tenant_id, task_id, kind) where status <> 'RESOLVED';
create index logistics_alerts_by_task on logistics_alerts (tenant_id, task_id, id);
create index logistics_alerts_in_order on logistics_alerts (tenant_id, opened_at, id);
create index logistics_alerts_by_branch on logistics_alerts (tenant_id, branch_id, opened_at, id);
create index logistics_alerts_open on logistics_alerts (tenant_id, branch_id, opened_at, id) where status <> 'RESOLVED';
create index logistics_alerts_open_elsewhere on logistics_alerts (tenant_id, other_branch_id, opened_at, id)
  where status <> 'RESOLVED' and other_branch_id is not null;
-- Across all tenants, for the clock: whom to tell next, and what goes away without anything becoming of the task.
create index logistics_alerts_next_at on logistics_alerts (next_at) where next_at is not null;
create index logistics_alerts_passing on logistics_alerts (kind) where status <> 'RESOLVED' and (kind in ('OFF_ROUTE', 'NO_SIGNAL') or forecast);

-- Of a tenant, to look at all of them anew.
create index tasks_open_anywhere on tasks (tenant_id, id) where ended_at is null;

-- The clock sees who is on the way, and where.
create index tasks_active on tasks (tenant_id, courier_id, sequence, started_at, id) where status = 'ACTIVE';
do $$ begin
  execute format('create policy alerts on tasks for select to %I using (true)', operator_role());
  execute format('grant select (tenant_id, id, branch_id, other_branch_id, number, kind, status, order_id, latitude, longitude, not_after, courier_id,
    sequence, started_at, arrived_at, ended_at, estimated_at) on tasks to %I', operator_role());
  execute format('create policy alerts on couriers for select to %I using (true)', operator_role());
  execute format('grant select (tenant_id, id, name, active, on_shift_since, latitude, longitude, position_at) on couriers to %I', operator_role());
end $$;

-- By the haversine formula on the sphere with the mean radius of the earth.
create function metres_between(from_latitude double precision, from_longitude double precision, latitude double precision, longitude double precision)
returns double precision language sql immutable parallel safe as $$
  select 2 * 6371008.7714 * asin(sqrt(least(1, sind((latitude - from_latitude) / 2) ^ 2
    + cosd(from_latitude) * cosd(latitude) * sind((longitude - from_longitude) / 2) ^ 2)))
$$;
