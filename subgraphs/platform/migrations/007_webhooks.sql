-- Where servers of third parties are told of what happened, after Standard Webhooks.
create table webhook_endpoints (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- Whose it is; null of the tenant's own.
  client_id uuid,
  url text not null,
  description text,
  -- Exact, order.placed, or all of a kind, order.*
  event_types text[] not null,
  every_branch boolean not null,
  branch_ids uuid[] not null default '{}',
  signature_kind text not null check (signature_kind in ('HMAC_SHA256', 'ED25519')),
  status text not null default 'ENABLED' check (status in ('ENABLED', 'DISABLED')),
  disabled_at timestamptz(3),
  -- For people, when nobody did it by hand.
  disabled_reason text,
  primary key (tenant_id, id),
  constraint webhook_endpoints_branches check (every_branch = (branch_ids = '{}')),
  constraint webhook_endpoints_types check (event_types <> '{}'),
  constraint webhook_endpoints_disabled check ((status = 'DISABLED') = (disabled_at is not null)),
  foreign key (tenant_id, client_id) references api_clients (tenant_id, id)
);
select tenant_table('webhook_endpoints');
create index webhook_endpoints_of_client on webhook_endpoints (tenant_id, client_id);

-- By what messages are signed, each until it expires: sealed, and apart from what is shown and audited.
create table webhook_secrets (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  endpoint_id uuid not null,
  sealed bytea not null,
  -- Of a pair of keys, for the receiver to check by.
  public_key text,
  created_at timestamptz(3) not null default now(),
  -- Null of the newest.
  expires_at timestamptz(3),
  primary key (tenant_id, id),
  foreign key (tenant_id, endpoint_id) references webhook_endpoints (tenant_id, id) on delete cascade
);
select tenant_detail_table('webhook_secrets');
create index webhook_secrets_of_endpoint on webhook_secrets (tenant_id, endpoint_id, created_at);
create unique index webhook_secrets_newest on webhook_secrets (tenant_id, endpoint_id) where expires_at is null;

-- What happened, as it is told outside: kept to be told again.
create table webhook_events (
  tenant_id uuid not null default tenant_id(),
  id uuid not null,
  occurred_at timestamptz(3) not null,
  type text not null collate "C",
  -- Byte for byte what is sent and signed, to everybody and at every attempt the same. Ids only.
  body text not null,
  -- The branches that it concerns; without one it concerns all.
  branch_ids uuid[] not null,
  -- Without which a client does not hear it.
  permission text,
  -- ONE is for only_client_id. NONE as long as nobody knows whether it is about a patient.
  told_clients text not null check (told_clients in ('ALL', 'ONE', 'NONE')),
  only_client_id uuid,
  -- The patient that it is about. Not guarded as tables with a patient_id are, by the permission under which a statement runs, which
  -- here is that of managing webhooks: what a client hears takes the consent to the permission above.
  about_patient uuid,
  primary key (tenant_id, id, occurred_at),
  constraint webhook_events_one check ((told_clients = 'ONE') = (only_client_id is not null))
) partition by range (occurred_at);
do $$ begin
  perform isolate('webhook_events', false, true);
  execute format('grant select, insert, update on webhook_events to %I', app_role());
end $$;
select partition_by_month('webhook_events');
create index webhook_events_by_time on webhook_events (tenant_id, occurred_at, id);

-- A message to an endpoint: one for each event, however often it is sent.
create table webhook_deliveries (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  endpoint_id uuid not null,
  event_id uuid not null,
  -- The event's.
  occurred_at timestamptz(3) not null,
  type text not null collate "C",
  status text not null check (status in ('PENDING', 'DELIVERED', 'FAILED', 'CANCELLED')),
  attempt_count integer not null default 0,
  -- Of these, how many were made before it was last asked for anew: since then the pauses count from the beginning.
  attempts_before integer not null default 0,
  planned_at timestamptz(3) not null default now(),
  next_attempt_at timestamptz(3),
  primary key (tenant_id, id),
  constraint webhook_deliveries_once unique (tenant_id, endpoint_id, event_id),
  constraint webhook_deliveries_next check ((status = 'PENDING') = (next_attempt_at is not null)),
  foreign key (tenant_id, endpoint_id) references webhook_endpoints (tenant_id, id) on delete cascade
);
select tenant_table('webhook_deliveries', operator => true, audited => false);
create index webhook_deliveries_newest on webhook_deliveries (tenant_id, endpoint_id, created_at, id);
create index webhook_deliveries_due on webhook_deliveries (tenant_id, endpoint_id, next_attempt_at, id) where next_attempt_at is not null;
-- Across all tenants, to sweep out what is old.
create index webhook_deliveries_age on webhook_deliveries (occurred_at);

create table webhook_attempts (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  delivery_id uuid not null,
  number integer not null check (number > 0),
  status_code integer,
  milliseconds integer not null,
  answer text,
  problem text,
  primary key (tenant_id, id),
  constraint webhook_attempts_once unique (tenant_id, delivery_id, number),
  foreign key (tenant_id, delivery_id) references webhook_deliveries (tenant_id, id) on delete cascade
);
select tenant_table('webhook_attempts', audited => false);

-- Whose turn it is: one errand at a time sends to an endpoint. Apart from the endpoint, of which it is no change.
create table webhook_turns (
  tenant_id uuid not null default tenant_id(),
  endpoint_id uuid not null,
  -- Who has it, and until when unless they say so again; null when nobody has.
  taken_by uuid,
  taken_until timestamptz(3),
  -- Its server was slow to answer when last asked.
  slow boolean not null default false,
  last_success_at timestamptz(3),
  primary key (tenant_id, endpoint_id),
  constraint webhook_turns_taken check ((taken_by is null) = (taken_until is null)),
  foreign key (tenant_id, endpoint_id) references webhook_endpoints (tenant_id, id) on delete cascade
);
select tenant_detail_table('webhook_turns');
