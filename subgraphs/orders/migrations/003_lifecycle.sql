-- Where branches are, as their owner said when something was last ordered there: what happens to an order later need not ask again.
create table branch_places (
  tenant_id uuid not null default tenant_id(),
  branch_id uuid not null,
  -- {"branchId", "name", "phone", "address", "latitude", "longitude"}
  place jsonb not null,
  primary key (tenant_id, branch_id)
);
select tenant_detail_table('branch_places');

alter table orders
  -- Into how many parts it was split, and how many of them have not ended. Who does one part may not see the others.
  add column parts integer not null default 0,
  add column open_parts integer not null default 0 check (open_parts between 0 and parts);
create index orders_by_origin on orders (tenant_id, origin_id, id) where origin_id is not null;

alter table order_lines
  -- Whether its price was agreed on with it, and is not that of a list.
  add column price_agreed boolean not null default true,
  -- Of a part: the line of the whole from which its packs are.
  add column whole_line_id uuid,
  -- Of a return: the line whose packs come back.
  add column returned_line_id uuid,
  -- Packs that went to parts, and what became of those; both are counted in fulfilled and cancelled too.
  add column in_parts integer not null default 0,
  add column parts_fulfilled integer not null default 0,
  add column parts_cancelled integer not null default 0,
  -- Packs that are on their way back, in returns that have not ended.
  add column coming_back integer not null default 0,
  add constraint order_lines_parted check (in_parts between 0 and quantity and parts_fulfilled + parts_cancelled <= in_parts),
  add constraint order_lines_coming_back check (coming_back >= 0 and returned + coming_back <= fulfilled),
  add foreign key (tenant_id, whole_line_id) references order_lines (tenant_id, id),
  add foreign key (tenant_id, returned_line_id) references order_lines (tenant_id, id);
create index order_lines_by_whole on order_lines (tenant_id, whole_line_id, id) where whole_line_id is not null;

-- An order as it was before it was amended. Nothing is changed or taken away here.
create table order_amendments (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  reason text,
  -- What was changed, as it was: {"priority": "ROUTINE", "note": null}.
  before jsonb not null,
  -- The lines as they were: [{"productId", "name", "quantity", "unitPriceMinor", "totalMinor", "currency"}]; null when they stayed.
  lines jsonb,
  currency text not null,
  total_minor bigint not null,
  amended_by text,
  amended_at timestamptz(3) not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_detail_table('order_amendments');
select seen_from_branches('order_amendments', '{branch_id,performer_branch_id}');
create index order_amendments_by_order on order_amendments (tenant_id, order_id, id);
do $$ begin execute format('revoke update, delete on order_amendments from %I', app_role()); end $$;

-- The tasks that were asked for, and what is known of them. Logistics owns them.
create table order_tasks (
  tenant_id uuid not null default tenant_id(),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  -- collect; asked for once more after it failed: collect-2.
  key text not null collate "C",
  -- What it is for, whichever time it is tried: collect.
  purpose text not null collate "C",
  attempt integer not null check (attempt > 0),
  kind text not null,
  task_id text,
  status text not null check (status in ('WANTED', 'STARTED', 'SUCCEEDED', 'FAILED', 'WITHDRAWN')),
  primary key (tenant_id, order_id, key),
  constraint order_tasks_attempt unique (tenant_id, order_id, purpose, attempt),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_detail_table('order_tasks');
select seen_from_branches('order_tasks', '{branch_id,performer_branch_id}');

-- What is set aside for an order. The pharmacy owns the stock.
create table order_reservations (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  -- Where it is set aside.
  stock_branch_id uuid not null,
  status text not null check (status in ('REQUESTED', 'RESERVED', 'SHORT', 'LAPSED', 'RELEASED')),
  until timestamptz(3) not null,
  requested_at timestamptz(3) not null,
  primary key (tenant_id, id),
  constraint order_reservations_order unique (tenant_id, order_id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_table('order_reservations');
select seen_from_branches('order_reservations', '{branch_id,performer_branch_id}');

create table order_comments (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  text text not null,
  written_by text,
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_table('order_comments');
select seen_from_branches('order_comments', '{branch_id,performer_branch_id}');
create index order_comments_by_order on order_comments (tenant_id, order_id, id);

create table order_documents (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  title text not null,
  content_type text not null,
  -- Where it is, when it is not kept here.
  url text,
  -- Of the body that is kept here: in bytes, and its SHA-256 in hex.
  size integer check (size between 1 and 2097152),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  added_by text,
  primary key (tenant_id, id),
  constraint order_documents_kept check ((url is null) = (size is not null) and (url is null) = (sha256 is not null)),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_table('order_documents');
select seen_from_branches('order_documents', '{branch_id,performer_branch_id}');
create index order_documents_by_order on order_documents (tenant_id, order_id, id);

create table order_document_bodies (
  tenant_id uuid not null default tenant_id(),
  document_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  body bytea not null,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, document_id) references order_documents (tenant_id, id)
);
select tenant_detail_table('order_document_bodies');
select seen_from_branches('order_document_bodies', '{branch_id,performer_branch_id}');
