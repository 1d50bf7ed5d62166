create table service_points (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  name text not null check (name <> ''),
  -- The letters of its tickets, such as A in A-017.
  prefix text not null check (prefix ~ '^[A-Z]{1,3}$'),
  active boolean not null default true,
  expected_minutes integer not null check (expected_minutes between 1 and 480),
  undo_seconds integer not null check (undo_seconds between 0 and 3600),
  weights jsonb not null,
  primary key (tenant_id, id),
  constraint service_points_prefix unique (tenant_id, branch_id, prefix)
);
select tenant_table('service_points', branch_owned => true);

-- The last number given out, for each day of the branch: counted up under its row's lock, so that none comes twice or is passed over.
create table queue_counters (
  tenant_id uuid not null default tenant_id(),
  branch_id uuid not null,
  service_point_id uuid not null,
  local_date date not null,
  last_number integer not null,
  primary key (tenant_id, branch_id, service_point_id, local_date),
  foreign key (tenant_id, service_point_id) references service_points (tenant_id, id)
);
select tenant_detail_table('queue_counters', branch_owned => true);

create table queue_tickets (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  service_point_id uuid not null,
  local_date date not null,
  number integer not null check (number > 0),
  code text not null,
  patient_id uuid,
  appointment_id uuid,
  practitioner_id uuid,
  resource_id uuid,
  status text not null check (status in ('WAITING', 'CALLED', 'SERVING', 'FINISHED', 'SKIPPED', 'LEFT')),
  priority text not null check (priority in ('ROUTINE', 'APPOINTMENT', 'PRIORITY', 'URGENT', 'EMERGENCY')),
  waiting_since timestamptz(3) not null,
  -- waiting_since, earlier by the minutes that the priority is worth: who has the earliest is called next.
  order_at timestamptz(3) not null,
  -- Since when it is in this queue, where it may have been transferred to; what follows is of this queue too.
  joined_at timestamptz(3) not null,
  times_called integer not null default 0,
  called_at timestamptz(3),
  first_called_at timestamptz(3),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  -- What it was before the last step, to be undone until then.
  previous jsonb,
  undo_until timestamptz(3),
  primary key (tenant_id, id),
  constraint queue_tickets_code unique (tenant_id, branch_id, local_date, code),
  foreign key (tenant_id, service_point_id) references service_points (tenant_id, id),
  foreign key (tenant_id, appointment_id) references appointments (tenant_id, id),
  foreign key (tenant_id, practitioner_id) references practitioners (tenant_id, id),
  foreign key (tenant_id, resource_id) references resources (tenant_id, id)
);
select tenant_table('queue_tickets', branch_owned => true, unlogged => '{previous}');
-- A patient stands in one queue once.
create unique index queue_tickets_one_per_patient on queue_tickets (tenant_id, patient_id) where status in ('WAITING', 'CALLED', 'SERVING');
create unique index queue_tickets_one_per_appointment on queue_tickets (tenant_id, appointment_id) where status in ('WAITING', 'CALLED', 'SERVING');
create index queue_tickets_waiting on queue_tickets (tenant_id, service_point_id, order_at, id) where status = 'WAITING';
create index queue_tickets_open on queue_tickets (tenant_id, branch_id, order_at, id) where status in ('WAITING', 'CALLED', 'SERVING');
create index queue_tickets_finished on queue_tickets (tenant_id, service_point_id, finished_at desc) include (started_at) where status = 'FINISHED';
create index queue_tickets_called on queue_tickets (tenant_id, service_point_id, called_at) include (resource_id);
create index queue_tickets_by_day on queue_tickets (tenant_id, branch_id, local_date, id) include (service_point_id, joined_at, first_called_at, status);
create index queue_tickets_by_appointment on queue_tickets (tenant_id, appointment_id) where appointment_id is not null;

-- A ticket's stay in a queue from which it was transferred, so that the figures of that queue stay its own.
create table queue_stays (
  tenant_id uuid not null default tenant_id(),
  ticket_id uuid not null,
  left_at timestamptz(3) not null,
  branch_id uuid not null,
  service_point_id uuid not null,
  local_date date not null,
  resource_id uuid,
  joined_at timestamptz(3) not null,
  called_at timestamptz(3),
  first_called_at timestamptz(3),
  started_at timestamptz(3),
  primary key (tenant_id, ticket_id, left_at),
  foreign key (tenant_id, ticket_id) references queue_tickets (tenant_id, id),
  foreign key (tenant_id, service_point_id) references service_points (tenant_id, id)
);
select tenant_detail_table('queue_stays', branch_owned => true);
create index queue_stays_left on queue_stays (tenant_id, service_point_id, left_at desc) include (started_at);
create index queue_stays_called on queue_stays (tenant_id, service_point_id, called_at) include (resource_id);
create index queue_stays_by_day on queue_stays (tenant_id, branch_id, local_date) include (service_point_id, joined_at, first_called_at);
