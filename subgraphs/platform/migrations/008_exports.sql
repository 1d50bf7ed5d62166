-- Queries of API clients that are answered by a file.
create table exports (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  -- What the token that started it could do: a narrow one starts no wide export.
  scope text[] not null,
  -- Chosen by it; null is every branch that the client reaches.
  branch_id uuid,
  status text not null default 'QUEUED' check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'EXPIRED')),
  query text not null,
  operation_name text,
  variables jsonb not null default '{}',
  error text,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  expires_at timestamptz(3),
  primary key (tenant_id, id),
  constraint exports_expire check (expires_at is not null or status not in ('COMPLETED', 'EXPIRED'))
);
-- What is asked for may name patients.
select tenant_table('exports', unlogged => '{query,variables}');
create index exports_by_time on exports (tenant_id, created_at, id);
create index exports_of_client on exports (tenant_id, client_id, created_at, id);
create index exports_under_way on exports (tenant_id, status, id) where status in ('QUEUED', 'RUNNING');

-- How far an export has come; written with every page.
create table export_progress (
  tenant_id uuid not null default tenant_id(),
  export_id uuid not null,
  -- Counts up when a worker takes the export up, so that one that was thought gone does not go on beside it.
  run integer not null default 0,
  -- In a row, without a part in between.
  setbacks integer not null default 0,
  upload_id text,
  objects integer not null default 0,
  bytes bigint not null default 0,
  pages integer not null default 0,
  primary key (tenant_id, export_id),
  foreign key (tenant_id, export_id) references exports (tenant_id, id) on delete cascade
);
select tenant_detail_table('export_progress');

-- What of a file is written for good, and from where the list goes on after it.
create table export_parts (
  tenant_id uuid not null default tenant_id(),
  export_id uuid not null,
  number integer not null,
  mark text not null,
  bytes bigint not null,
  objects integer not null,
  pages integer not null,
  -- Null after the last part.
  next_cursor text,
  primary key (tenant_id, export_id, number),
  foreign key (tenant_id, export_id) references exports (tenant_id, id) on delete cascade
);
select tenant_detail_table('export_parts');
