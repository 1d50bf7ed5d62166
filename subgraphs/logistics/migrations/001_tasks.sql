select branch_tables();

-- Who goes: a person of the staff with a vehicle.
create table couriers (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- For which the courier goes.
  branch_id uuid not null,
  staff_id uuid not null,
  name text not null,
  name_key text not null collate "C",
  phone text,
  vehicle text not null check (vehicle in ('FOOT', 'BICYCLE', 'MOTORCYCLE', 'CAR', 'VAN')),
  -- Keeps what it carries between these temperatures; null without a cold box.
  cold_box_min_celsius numeric(4, 1),
  cold_box_max_celsius numeric(4, 1),
  -- How many items can be carried at once.
  capacity integer not null check (capacity > 0),
  -- What the courier can do beyond carrying: phlebotomy.
  skills text[] not null default '{}',
  active boolean not null default true,
  -- Since when the courier has been on shift, and until when; null off shift.
  on_shift_since timestamptz(3),
  shift_until timestamptz(3),
  -- Where the courier was last believed to be.
  latitude double precision,
  longitude double precision,
  position_at timestamptz(3),
  primary key (tenant_id, id),
  constraint couriers_staff unique (tenant_id, staff_id),
  constraint couriers_cold_box check ((cold_box_min_celsius is null) = (cold_box_max_celsius is null) and cold_box_min_celsius <= cold_box_max_celsius),
  constraint couriers_shift check (shift_until is null or on_shift_since is not null),
  constraint couriers_position check ((latitude is null) = (longitude is null) and (latitude is null) = (position_at is null))
);
-- Positions come every second: they have a table of their own, and no place in the audit.
select tenant_table('couriers', branch_owned => true, unlogged => '{name_key,latitude,longitude,position_at}');
create index couriers_by_name on couriers (tenant_id, branch_id, name_key, id);
create index couriers_on_shift on couriers (tenant_id, branch_id, id) where on_shift_since is not null;

create table tasks (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- That sends the courier, and the one at the other end, where there is one.
  branch_id uuid not null,
  other_branch_id uuid,
  number text not null collate "C",
  kind text not null check (kind in ('PICKUP', 'DELIVERY', 'COLLECT_SAMPLE', 'STERILIZE', 'SERVICE_CALL')),
  status text not null check (status in ('UNASSIGNED', 'ASSIGNED', 'ACTIVE', 'COMPLETED', 'CANCELLED')),
  -- Of what is completed.
  outcome text check (outcome in ('SUCCESS', 'FAILURE')),
  failure_reason text,
  status_reason text,
  -- ROUTINE, URGENT, ASAP, STAT: FHIR R4 request-priority.
  priority text not null check (priority in ('ROUTINE', 'URGENT', 'ASAP', 'STAT')),
  -- For which order, and under which name there: the same asked for again is the same task.
  order_id uuid,
  order_key text collate "C",
  order_number text,
  -- Where it is done.
  place_branch_id uuid,
  place_name text,
  place_phone text,
  place_address text,
  latitude double precision,
  longitude double precision,
  not_before timestamptz(3),
  not_after timestamptz(3),
  service_minutes integer not null default 5 check (service_minutes between 0 and 1440),
  skills text[] not null default '{}',
  -- What is fetched or brought: [{"id", "name", "code", "quantity", "minCelsius", "maxCelsius"}]
  items jsonb not null default '[]',
  -- How many items that is, and between which temperatures all of them are kept.
  load integer not null default 0 check (load >= 0),
  min_celsius numeric(4, 1),
  max_celsius numeric(4, 1),
  note text,
  courier_id uuid,
  -- The courier's stops are in this order.
  sequence integer,
  assigned_at timestamptz(3),
  accepted_at timestamptz(3),
  started_at timestamptz(3),
  arrived_at timestamptz(3),
  ended_at timestamptz(3),
  -- When the courier is expected, by the last look.
  estimated_at timestamptz(3),
  primary key (tenant_id, id),
  constraint tasks_number unique (tenant_id, number),
  constraint tasks_of_order unique (tenant_id, order_id, order_key),
  constraint tasks_key check ((order_id is null) = (order_key is null)),
  constraint tasks_window check (not_before <= not_after),
  constraint tasks_place check ((latitude is null) = (longitude is null)),
  constraint tasks_assigned check ((courier_id is null) or status <> 'UNASSIGNED'),
  constraint tasks_courier check (status not in ('ASSIGNED', 'ACTIVE') or courier_id is not null),
  constraint tasks_outcome check ((outcome is not null) = (status = 'COMPLETED')),
  constraint tasks_failure check (failure_reason is null or outcome = 'FAILURE'),
  constraint tasks_ended check ((status in ('COMPLETED', 'CANCELLED')) = (ended_at is not null)),
  foreign key (tenant_id, courier_id) references couriers (tenant_id, id)
);
select tenant_table('tasks', unlogged => '{estimated_at}');
select seen_from_branches('tasks', '{branch_id,other_branch_id}');
create index tasks_by_branch on tasks (tenant_id, branch_id, id);
create index tasks_open on tasks (tenant_id, branch_id, id) where ended_at is null;
create index tasks_of_courier on tasks (tenant_id, courier_id, sequence, id) where courier_id is not null and ended_at is null;
create index tasks_by_courier on tasks (tenant_id, courier_id, id) where courier_id is not null;

-- What must be done before.
create table task_dependencies (
  tenant_id uuid not null default tenant_id(),
  task_id uuid not null,
  depends_on_id uuid not null,
  branch_id uuid not null,
  other_branch_id uuid,
  primary key (tenant_id, task_id, depends_on_id),
  constraint task_dependencies_other check (task_id <> depends_on_id),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id),
  foreign key (tenant_id, depends_on_id) references tasks (tenant_id, id)
);
select tenant_detail_table('task_dependencies');
select seen_from_branches('task_dependencies', '{branch_id,other_branch_id}');
create index task_dependencies_behind on task_dependencies (tenant_id, depends_on_id, task_id);

-- What happened to a task, in order. Nothing is changed or taken away here.
create table task_steps (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  task_id uuid not null,
  branch_id uuid not null,
  other_branch_id uuid,
  step text not null,
  status text not null,
  courier_id uuid,
  reason text,
  taken_by text,
  taken_at timestamptz(3) not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id)
);
select tenant_detail_table('task_steps');
select seen_from_branches('task_steps', '{branch_id,other_branch_id}');
create index task_steps_by_task on task_steps (tenant_id, task_id, id);
do $$ begin execute format('revoke update, delete on task_steps from %I', app_role()); end $$;
