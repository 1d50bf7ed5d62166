-- Servers of others that rules call, by the names that rules use.
create table order_webhooks (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  name text not null collate "C",
  url text not null,
  active boolean not null,
  -- Why it was switched off, when nobody did it by hand.
  disabled_reason text,
  primary key (tenant_id, id),
  constraint order_webhooks_name unique (tenant_id, name)
);
select tenant_table('order_webhooks');

-- By what messages are signed, apart from what is shown and audited. After a rotation the one before is valid for a while too.
create table order_webhook_secrets (
  tenant_id uuid not null default tenant_id(),
  webhook_id uuid not null,
  secret text not null,
  previous_secret text,
  previous_until timestamptz(3),
  primary key (tenant_id, webhook_id),
  constraint order_webhook_secrets_previous check ((previous_secret is null) = (previous_until is null)),
  foreign key (tenant_id, webhook_id) references order_webhooks (tenant_id, id)
);
select tenant_detail_table('order_webhook_secrets');

create table order_webhook_deliveries (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  webhook_id uuid not null,
  -- Null for a test.
  order_id uuid,
  type text not null,
  -- Byte for byte what is sent and signed, at every attempt the same.
  body text not null,
  status text not null check (status in ('PENDING', 'DELIVERED', 'FAILED', 'SKIPPED')),
  attempt_count integer not null default 0,
  next_attempt_at timestamptz(3),
  primary key (tenant_id, id),
  constraint order_webhook_deliveries_next check ((status = 'PENDING') = (next_attempt_at is not null)),
  foreign key (tenant_id, webhook_id) references order_webhooks (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_table('order_webhook_deliveries', operator => true, audited => false);
create index order_webhook_deliveries_newest on order_webhook_deliveries (tenant_id, webhook_id, created_at, id);
create index order_webhook_deliveries_of_order on order_webhook_deliveries (tenant_id, order_id) where order_id is not null;
-- Across all tenants, to sweep out what is old.
create index order_webhook_deliveries_age on order_webhook_deliveries (created_at);

create table order_webhook_attempts (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  delivery_id uuid not null,
  number integer not null check (number > 0),
  status_code integer,
  milliseconds integer not null,
  answer text,
  problem text,
  primary key (tenant_id, id),
  constraint order_webhook_attempts_once unique (tenant_id, delivery_id, number),
  foreign key (tenant_id, delivery_id) references order_webhook_deliveries (tenant_id, id) on delete cascade
);
select tenant_table('order_webhook_attempts', audited => false);
