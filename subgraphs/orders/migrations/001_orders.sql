select branch_tables();

-- Who buys: a clinic, a shop, a person. Patients are no customers; orders name them beside.
create table customers (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  name text not null,
  name_key text not null collate "C",
  -- The short name by which the tenant knows it.
  code text collate "C",
  email text,
  phone text,
  -- GS1 Global Location Number.
  gln text collate "C" check (gln ~ '^[0-9]{13}$'),
  address text,
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint customers_name unique (tenant_id, name_key),
  constraint customers_code unique (tenant_id, code)
);
select tenant_table('customers', unlogged => '{name_key}');
create index customers_by_name on customers (tenant_id, name_key, id);

-- The lifecycles of orders, version by version. A version that an order has gone by is never changed.
create table order_workflows (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  order_type text not null check (order_type in ('PURCHASE', 'SALES', 'LAB_SAMPLE', 'SERVICE')),
  -- By which rules choose it: standard, cold_chain.
  code text not null collate "C",
  revision integer not null check (revision > 0),
  name text not null,
  definition jsonb not null,
  -- New orders take the one version of a code that is ACTIVE.
  status text not null check (status in ('ACTIVE', 'RETIRED')),
  primary key (tenant_id, id),
  constraint order_workflows_revision unique (tenant_id, order_type, code, revision)
);
select tenant_table('order_workflows');
create unique index order_workflows_active on order_workflows (tenant_id, order_type, code) where status = 'ACTIVE';

-- The last number given out, by type. A number is taken in the transaction that uses it: none is lost.
create table order_numbers (
  tenant_id uuid not null default tenant_id(),
  order_type text not null,
  last bigint not null,
  primary key (tenant_id, order_type)
);
select tenant_detail_table('order_numbers');

create table orders (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- The branch that orders, and the one that does what is ordered, where that is another.
  branch_id uuid not null,
  performer_branch_id uuid,
  type text not null check (type in ('PURCHASE', 'SALES', 'LAB_SAMPLE', 'SERVICE')),
  -- LAB-000042; a draft has none.
  number text collate "C",
  -- FHIR R4 request-status.
  status text not null check (status in ('DRAFT', 'ACTIVE', 'ON_HOLD', 'REVOKED', 'COMPLETED', 'ENTERED_IN_ERROR')),
  workflow_id uuid not null,
  -- Where in its workflow it is.
  state text not null collate "C",
  status_reason text,
  -- FHIR R4 request-priority.
  priority text not null check (priority in ('ROUTINE', 'URGENT', 'ASAP', 'STAT')),
  delivery_mode text not null check (delivery_mode in ('PICKUP', 'COURIER', 'ONSITE')),
  requested_from timestamptz(3),
  requested_until timestamptz(3),
  patient_id uuid,
  supplier_id uuid,
  customer_id uuid,
  -- Where it goes, when that is no branch: {"name", "phone", "address", "latitude", "longitude"}.
  delivery_place jsonb,
  currency text not null,
  -- Of all lines; tax is part of the total.
  tax_minor bigint not null default 0,
  total_minor bigint not null default 0,
  -- How it is to be dispatched, as a rule said: immediate.
  dispatch text collate "C",
  note text,
  -- Split fulfilment: the whole of which this order is a part.
  parent_id uuid,
  -- The order that was ordered again, or from which things come back.
  origin_id uuid,
  origin_kind text check (origin_kind in ('REORDER', 'RETURN')),
  placed_by text,
  placed_at timestamptz(3),
  ended_at timestamptz(3),
  primary key (tenant_id, id),
  constraint orders_number unique (tenant_id, number),
  constraint orders_numbered check (status = 'DRAFT' or status = 'ENTERED_IN_ERROR' or status = 'REVOKED' or number is not null),
  constraint orders_requested check (requested_from <= requested_until),
  constraint orders_origin check ((origin_id is null) = (origin_kind is null)),
  constraint orders_ended check ((status in ('REVOKED', 'COMPLETED', 'ENTERED_IN_ERROR')) = (ended_at is not null)),
  foreign key (tenant_id, workflow_id) references order_workflows (tenant_id, id),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id),
  foreign key (tenant_id, parent_id) references orders (tenant_id, id),
  foreign key (tenant_id, origin_id) references orders (tenant_id, id)
);
select tenant_table('orders');
select seen_from_branches('orders', '{branch_id,performer_branch_id}');
create index orders_by_branch on orders (tenant_id, branch_id, id);
create index orders_by_performer on orders (tenant_id, performer_branch_id, id) where performer_branch_id is not null;
create index orders_by_patient on orders (tenant_id, patient_id, id) where patient_id is not null;
create index orders_by_customer on orders (tenant_id, customer_id, id) where customer_id is not null;
create index orders_by_parent on orders (tenant_id, parent_id, id) where parent_id is not null;
create index orders_open on orders (tenant_id, branch_id, id) where status in ('DRAFT', 'ACTIVE', 'ON_HOLD');

create table order_lines (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  position integer not null check (position > 0),
  product_id uuid not null,
  -- From here on as it was when the order was placed, whatever becomes of the product.
  name text not null,
  kind text not null,
  code text collate "C",
  -- [{"code", "name", "type", "value", "unit"}]
  attributes jsonb not null default '[]',
  -- What was asked for, in a unit of the product, and how many packs (services: how many times) that is.
  ordered_quantity numeric(14, 4) not null check (ordered_quantity > 0),
  ordered_unit text not null,
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  tax_basis_points integer not null default 0 check (tax_basis_points between 0 and 10000),
  tax_minor bigint not null default 0 check (tax_minor >= 0),
  -- With tax.
  total_minor bigint not null check (total_minor >= 0),
  -- Packs that were handed over, that will not come any more, and that came back.
  fulfilled integer not null default 0,
  cancelled integer not null default 0,
  returned integer not null default 0,
  note text,
  primary key (tenant_id, id),
  constraint order_lines_position unique (tenant_id, order_id, position),
  constraint order_lines_accounted check (fulfilled >= 0 and cancelled >= 0 and fulfilled + cancelled <= quantity and returned between 0 and fulfilled),
  constraint order_lines_taxed check (tax_minor <= total_minor),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_table('order_lines');
select seen_from_branches('order_lines', '{branch_id,performer_branch_id}');
create index order_lines_by_product on order_lines (tenant_id, product_id, id);

-- What happened to an order, in order: who took it from where to where, and why. Nothing is changed or taken away here.
create table order_steps (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  -- The transition's code in the workflow, or what else was done: AMEND, HOLD, RESUME.
  step text not null collate "C",
  from_state text,
  to_state text not null,
  status text not null,
  -- By which event of the house it was taken; null when a person took it.
  trigger text,
  reason text,
  taken_by text,
  taken_at timestamptz(3) not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_detail_table('order_steps');
select seen_from_branches('order_steps', '{branch_id,performer_branch_id}');
create index order_steps_by_order on order_steps (tenant_id, order_id, id);
do $$ begin execute format('revoke update, delete on order_steps from %I', app_role()); end $$;
