-- Goods that go from one branch to another. Both branches see a transfer; each changes its own stock only.
create table transfers (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- Of the branch that asked for it.
  number text not null collate "C",
  from_branch_id uuid not null,
  to_branch_id uuid not null,
  status text not null check (status in ('REQUESTED', 'APPROVED', 'REJECTED', 'IN_TRANSIT', 'RECEIVED', 'CANCELLED')),
  note text,
  status_reason text,
  requested_by text,
  approved_by text,
  shipped_by text,
  shipped_at timestamptz(3),
  received_by text,
  received_at timestamptz(3),
  primary key (tenant_id, id),
  constraint transfers_number unique (tenant_id, number),
  constraint transfers_elsewhere check (from_branch_id <> to_branch_id),
  constraint transfers_shipped check (status not in ('IN_TRANSIT', 'RECEIVED') or shipped_at is not null),
  constraint transfers_received check ((status = 'RECEIVED') = (received_at is not null))
);
select tenant_table('transfers');
create index transfers_from on transfers (tenant_id, from_branch_id, id);
create index transfers_to on transfers (tenant_id, to_branch_id, id);

create table transfer_lines (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  transfer_id uuid not null,
  from_branch_id uuid not null,
  to_branch_id uuid not null,
  product_id uuid not null,
  requested integer not null check (requested > 0),
  approved integer check (approved >= 0),
  primary key (tenant_id, id),
  constraint transfer_lines_product unique (tenant_id, transfer_id, product_id),
  foreign key (tenant_id, transfer_id) references transfers (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
select tenant_table('transfer_lines');

-- What left, by lot, and what became of it. What has neither arrived nor been given up is in transit.
create table transfer_shipments (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  transfer_id uuid not null,
  line_id uuid not null,
  from_branch_id uuid not null,
  to_branch_id uuid not null,
  product_id uuid not null,
  lot_id uuid not null,
  shipped integer not null check (shipped > 0),
  -- Damaged ones among them.
  received integer not null default 0,
  damaged integer not null default 0,
  lost integer not null default 0,
  unit_cost_minor bigint,
  currency text,
  primary key (tenant_id, id),
  constraint transfer_shipments_lot unique (tenant_id, line_id, lot_id),
  constraint transfer_shipments_accounted check (received >= 0 and lost >= 0 and received + lost <= shipped and damaged between 0 and received),
  foreign key (tenant_id, transfer_id) references transfers (tenant_id, id),
  foreign key (tenant_id, line_id) references transfer_lines (tenant_id, id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id)
);
select tenant_table('transfer_shipments');
create index transfer_shipments_by_transfer on transfer_shipments (tenant_id, transfer_id, id);
create index transfer_shipments_in_transit on transfer_shipments (tenant_id, to_branch_id, product_id) where received + lost < shipped;

-- Seen from either end.
select seen_from_branches('transfers', '{from_branch_id,to_branch_id}');
select seen_from_branches('transfer_lines', '{from_branch_id,to_branch_id}');
select seen_from_branches('transfer_shipments', '{from_branch_id,to_branch_id}');
