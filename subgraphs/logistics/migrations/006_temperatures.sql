-- A device that measures. What it measured stays where it was, so it stays with its branch.
create table temperature_loggers (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  -- As it stands on the device and in its files.
  serial text not null collate "C",
  name text not null,
  name_key text not null collate "C",
  -- To which its clock was set.
  time_zone text not null,
  -- What its files do not say of themselves.
  unit text check (unit in ('CELSIUS', 'FAHRENHEIT')),
  date_order text check (date_order in ('DAY_FIRST', 'MONTH_FIRST', 'YEAR_FIRST')),
  calibrated_until date,
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint temperature_loggers_serial unique (tenant_id, serial),
  constraint temperature_loggers_branch unique (tenant_id, id, branch_id)
);
select tenant_table('temperature_loggers', branch_owned => true, unlogged => '{name_key}');
create index temperature_loggers_by_name on temperature_loggers (tenant_id, branch_id, name_key, id);

-- Every measurement once. Of two at the same moment the warmer one is kept, so that the order in which they come is nothing.
create table temperature_readings (
  tenant_id uuid not null default tenant_id(),
  logger_id uuid not null,
  branch_id uuid not null,
  at timestamptz(3) not null,
  celsius double precision not null check (celsius between -273.15 and 1000),
  primary key (tenant_id, logger_id, at),
  foreign key (tenant_id, logger_id, branch_id) references temperature_loggers (tenant_id, id, branch_id)
) partition by range (at);
select tenant_detail_table('temperature_readings', branch_owned => true);
select partition_by_month('temperature_readings');

-- What a logger is with between two moments, and how warm that may be.
create table temperature_watches (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  logger_id uuid not null,
  task_id uuid,
  -- Typed ids, as other subgraphs know them: specimen_…, lot_…, orderline_…
  item_ids text[] not null default '{}',
  -- A fridge, a box.
  place text,
  began_at timestamptz(3) not null,
  ended_at timestamptz(3),
  min_celsius double precision,
  max_celsius double precision,
  consecutive_minutes double precision check (consecutive_minutes >= 0),
  cumulative_minutes double precision check (cumulative_minutes >= 0),
  interval_minutes double precision not null check (interval_minutes > 0),
  -- A longer time without readings is one of which nobody knows.
  silence_minutes double precision not null,
  -- Whether readings come while it watches, so that silence is found by the clock.
  live boolean not null,
  -- In kJ/mol; null where the usual one holds.
  activation_energy double precision check (activation_energy > 0),
  -- Codes of the teams that are told of a breach and of a lost sensor.
  teams text[] not null default '{}',
  primary key (tenant_id, id),
  constraint temperature_watches_time check (began_at < ended_at),
  constraint temperature_watches_limits check (coalesce(min_celsius, max_celsius) is not null and (min_celsius is null or max_celsius is null or min_celsius <= max_celsius)),
  constraint temperature_watches_silence check (silence_minutes >= interval_minutes),
  foreign key (tenant_id, logger_id, branch_id) references temperature_loggers (tenant_id, id, branch_id),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id)
);
select tenant_table('temperature_watches', branch_owned => true, operator => true);
create index temperature_watches_by_branch on temperature_watches (tenant_id, branch_id, began_at, id);
create index temperature_watches_by_logger on temperature_watches (tenant_id, logger_id, began_at);
create index temperature_watches_by_task on temperature_watches (tenant_id, task_id, id) where task_id is not null;

-- What changes with every reading, apart from the watch: it has no place in the audit.
create table temperature_signals (
  tenant_id uuid not null default tenant_id(),
  watch_id uuid not null,
  branch_id uuid not null,
  readings integer not null default 0,
  last_reading_at timestamptz(3),
  -- When the signal is lost if nothing comes until then; null where nobody waits.
  due_at timestamptz(3),
  primary key (tenant_id, watch_id),
  foreign key (tenant_id, watch_id) references temperature_watches (tenant_id, id)
);
select isolate('temperature_signals', true, true);
do $$ begin execute format('grant select, insert, update on temperature_signals to %I', app_role()); end $$;
-- Across tenants: the clock asks who is due, and tells what their tasks carry.
create index temperature_signals_due on temperature_signals (due_at) where due_at is not null;
do $$ begin
  execute format('create policy carried_items on tasks for select to %I using (true)', operator_role());
  execute format('grant select (tenant_id, id, other_branch_id, items) on tasks to %I', operator_role());
end $$;

-- What was found in the readings of a watch, or in their absence.
create table temperature_excursions (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  watch_id uuid not null,
  kind text not null check (kind in ('TOO_WARM', 'TOO_COLD', 'SIGNAL_LOST')),
  began_at timestamptz(3) not null,
  -- Null while the signal is lost.
  ended_at timestamptz(3),
  minutes double precision,
  extreme_celsius double precision,
  extreme_at timestamptz(3),
  -- Of this and of all earlier ones of its kind.
  cumulative_minutes double precision,
  consecutive_exceeded_at timestamptz(3),
  cumulative_exceeded_at timestamptz(3),
  -- When it was told of: an allowance is used up, or the signal lost.
  alerted_at timestamptz(3),
  status text not null default 'OPEN' check (status in ('OPEN', 'ACKNOWLEDGED')),
  acknowledged_at timestamptz(3),
  acknowledged_by text,
  comment text,
  -- When it grew after that.
  reopened_at timestamptz(3),
  -- When later readings showed that it never was.
  withdrawn_at timestamptz(3),
  primary key (tenant_id, id),
  constraint temperature_excursions_time check (began_at <= ended_at),
  constraint temperature_excursions_ended check (kind = 'SIGNAL_LOST' or ended_at is not null),
  constraint temperature_excursions_minutes check ((ended_at is null) = (minutes is null)),
  constraint temperature_excursions_extreme check ((kind = 'SIGNAL_LOST') = (extreme_celsius is null) and (extreme_celsius is null) = (extreme_at is null)),
  constraint temperature_excursions_acknowledged check (status <> 'ACKNOWLEDGED' or (acknowledged_at is not null and comment is not null)),
  foreign key (tenant_id, watch_id) references temperature_watches (tenant_id, id)
);
select tenant_table('temperature_excursions', branch_owned => true, operator => true);
create unique index temperature_excursions_once on temperature_excursions (tenant_id, watch_id, kind, began_at) where withdrawn_at is null;
create index temperature_excursions_by_watch on temperature_excursions (tenant_id, watch_id, began_at, id);
create index temperature_excursions_alerts on temperature_excursions (tenant_id, branch_id, began_at, id)
  where alerted_at is not null and status = 'OPEN' and withdrawn_at is null;

-- Files of loggers, as they came, and what was read in them.
create table temperature_log_files (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  logger_id uuid not null,
  file_name text not null,
  size integer not null check (size > 0),
  sha256 text not null collate "C",
  content bytea not null,
  -- What was said of it with it.
  time_zone text not null,
  unit text,
  date_order text,
  "column" text,
  status text not null check (status in ('WAITING', 'READ', 'UNREADABLE')),
  -- Why it could not be read.
  reason text,
  report jsonb,
  primary key (tenant_id, id),
  constraint temperature_log_files_once unique (tenant_id, logger_id, sha256),
  constraint temperature_log_files_report check ((status = 'READ') = (report is not null)),
  constraint temperature_log_files_reason check ((status = 'UNREADABLE') = (reason is not null)),
  foreign key (tenant_id, logger_id, branch_id) references temperature_loggers (tenant_id, id, branch_id)
);
select tenant_table('temperature_log_files', branch_owned => true, unlogged => '{content}');
create index temperature_log_files_by_logger on temperature_log_files (tenant_id, logger_id, created_at, id);
