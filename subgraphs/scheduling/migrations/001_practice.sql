create table practitioners (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  staff_id uuid,
  name text not null check (name <> ''),
  name_key text collate "C" not null,
  active boolean not null default true,
  specialties jsonb not null default '[]',
  qualifications jsonb not null default '[]',
  primary key (tenant_id, id),
  constraint practitioners_staff unique (tenant_id, staff_id)
);
select tenant_table('practitioners', unlogged => '{name_key}');
create index practitioners_by_name on practitioners (tenant_id, name_key, id);

-- Where a practitioner works. Not owned by a branch: that somebody also works elsewhere is known in the whole house.
create table practitioner_branches (
  tenant_id uuid not null default tenant_id(),
  practitioner_id uuid not null,
  branch_id uuid not null,
  primary key (tenant_id, practitioner_id, branch_id),
  foreign key (tenant_id, practitioner_id) references practitioners (tenant_id, id) on delete cascade
);
select tenant_detail_table('practitioner_branches');
create index practitioner_branches_by_branch on practitioner_branches (tenant_id, branch_id, practitioner_id);

create table healthcare_services (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  code text not null,
  name text not null check (name <> ''),
  name_key text collate "C" not null,
  specialty jsonb,
  active boolean not null default true,
  requires_practitioner boolean not null default true,
  duration_minutes integer not null check (duration_minutes between 1 and 1440),
  buffer_before_minutes integer not null default 0 check (buffer_before_minutes between 0 and 240),
  buffer_after_minutes integer not null default 0 check (buffer_after_minutes between 0 and 240),
  capacity integer not null default 1 check (capacity between 1 and 1000),
  alignment_minutes integer not null default 15 check (alignment_minutes between 1 and 1440),
  minimum_notice_minutes integer not null default 0 check (minimum_notice_minutes between 0 and 525600),
  horizon_days integer not null default 90 check (horizon_days between 1 and 730),
  follow_up_days integer check (follow_up_days between 1 and 365),
  price_reference text,
  primary key (tenant_id, id),
  constraint healthcare_services_code unique (tenant_id, code)
);
select tenant_table('healthcare_services', unlogged => '{name_key}');
create index healthcare_services_by_name on healthcare_services (tenant_id, name_key, id);

-- Who offers which service; a value that is null is the service's own.
create table practitioner_services (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  practitioner_id uuid not null,
  service_id uuid not null,
  duration_minutes integer check (duration_minutes between 1 and 1440),
  buffer_before_minutes integer check (buffer_before_minutes between 0 and 240),
  buffer_after_minutes integer check (buffer_after_minutes between 0 and 240),
  capacity integer check (capacity between 1 and 1000),
  alignment_minutes integer check (alignment_minutes between 1 and 1440),
  minimum_notice_minutes integer check (minimum_notice_minutes between 0 and 525600),
  horizon_days integer check (horizon_days between 1 and 730),
  follow_up_days integer check (follow_up_days between 1 and 365),
  price_reference text,
  primary key (tenant_id, id),
  constraint practitioner_services_once unique (tenant_id, practitioner_id, service_id),
  foreign key (tenant_id, practitioner_id) references practitioners (tenant_id, id),
  foreign key (tenant_id, service_id) references healthcare_services (tenant_id, id)
);
select tenant_table('practitioner_services');
create index practitioner_services_by_service on practitioner_services (tenant_id, service_id, practitioner_id);

create table resources (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  kind text not null check (kind in ('ROOM', 'DEVICE')),
  name text not null check (name <> ''),
  name_key text collate "C" not null,
  description text,
  capacity integer not null default 1 check (capacity between 1 and 1000),
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint resources_name unique (tenant_id, branch_id, name_key)
);
select tenant_table('resources', branch_owned => true, unlogged => '{name_key}');
create index resources_by_name on resources (tenant_id, name_key, id);

-- What the platform says of a branch's time, kept by its events.
create table branch_calendars (
  tenant_id uuid not null default tenant_id(),
  branch_id uuid not null,
  time_zone text not null,
  opening_hours jsonb not null,
  as_of timestamptz(3) not null,
  primary key (tenant_id, branch_id)
);
select tenant_detail_table('branch_calendars');

-- When somebody or something can be booked. Seen in the whole tenant: rounds at one branch are time lost at another.
create table schedules (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  practitioner_id uuid,
  resource_id uuid,
  service_id uuid,
  context text not null check (context in ('CLINIC', 'ROUNDS', 'ON_CALL')),
  name text,
  active boolean not null default true,
  -- The services that can be booked in these hours; null for all that the practitioner offers.
  for_services uuid[],
  hours jsonb not null,
  respects_opening_hours boolean not null,
  primary key (tenant_id, id),
  constraint schedules_actor check (num_nonnulls(practitioner_id, resource_id, service_id) = 1),
  constraint schedules_context check (context = 'CLINIC' or practitioner_id is not null),
  foreign key (tenant_id, practitioner_id) references practitioners (tenant_id, id),
  foreign key (tenant_id, resource_id) references resources (tenant_id, id),
  foreign key (tenant_id, service_id) references healthcare_services (tenant_id, id)
);
select tenant_table('schedules');
create index schedules_by_practitioner on schedules (tenant_id, practitioner_id);
create index schedules_by_resource on schedules (tenant_id, resource_id);
create index schedules_by_service on schedules (tenant_id, service_id);
create index schedules_by_branch on schedules (tenant_id, branch_id, created_at, id);

create table unavailabilities (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  practitioner_id uuid,
  resource_id uuid,
  -- Null is everywhere.
  branch_id uuid,
  kind text not null check (kind in ('LEAVE', 'BLOCK', 'EMERGENCY')),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  reason text,
  primary key (tenant_id, id),
  constraint unavailabilities_actor check (num_nonnulls(practitioner_id, resource_id) = 1),
  constraint unavailabilities_period check (ends_at > starts_at),
  foreign key (tenant_id, practitioner_id) references practitioners (tenant_id, id),
  foreign key (tenant_id, resource_id) references resources (tenant_id, id)
);
select tenant_table('unavailabilities');
create index unavailabilities_by_practitioner on unavailabilities (tenant_id, practitioner_id, ends_at);
create index unavailabilities_by_resource on unavailabilities (tenant_id, resource_id, ends_at);

-- Days, or hours of days, on which a branch is closed although its opening hours say otherwise.
create table branch_closures (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  name text not null check (name <> ''),
  starts_on date not null,
  ends_on date not null,
  from_time time(0),
  until_time time(0),
  primary key (tenant_id, id),
  constraint branch_closures_days check (ends_on >= starts_on),
  constraint branch_closures_hours check ((from_time is null) = (until_time is null) and (from_time is null or until_time > from_time or until_time = '00:00'))
);
select tenant_table('branch_closures', branch_owned => true);
create index branch_closures_by_branch on branch_closures (tenant_id, branch_id, ends_on);
