create table suppliers (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  name text not null,
  name_key text not null collate "C",
  -- The tenant's own short name for it.
  code text collate "C",
  email text,
  phone text,
  -- GS1 Global Location Number, 13 digits with the check digit.
  gln text collate "C" check (gln ~ '^[0-9]{13}$'),
  address text,
  -- In which it quotes.
  currency text not null,
  lead_time_days integer check (lead_time_days >= 0),
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint suppliers_name unique (tenant_id, name_key),
  constraint suppliers_code unique (tenant_id, code),
  constraint suppliers_gln unique (tenant_id, gln)
);
select tenant_table('suppliers', unlogged => '{name_key}');

-- What a supplier sells, under which code, in which packs, and at which price now.
create table supplier_products (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  supplier_id uuid not null,
  product_id uuid not null,
  supplier_code text collate "C",
  price_minor bigint check (price_minor >= 0),
  currency text,
  pack_multiple integer not null default 1 check (pack_multiple > 0),
  minimum_order integer not null default 1 check (minimum_order > 0),
  preferred boolean not null default false,
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint supplier_products_once unique (tenant_id, supplier_id, product_id),
  constraint supplier_products_price check ((price_minor is null) = (currency is null)),
  constraint supplier_products_preferred_active check (active or not preferred),
  foreign key (tenant_id, supplier_id) references suppliers (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
select tenant_table('supplier_products');
create index supplier_products_by_product on supplier_products (tenant_id, product_id, id);
create unique index supplier_products_preferred on supplier_products (tenant_id, product_id) where preferred;

-- An order is in the currency of its branch, whatever its supplier quotes in: what stock has cost can then be summed.
create table purchase_orders (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  supplier_id uuid not null,
  number text not null collate "C",
  status text not null check (status in ('DRAFT', 'APPROVED', 'SENT', 'PARTLY_RECEIVED', 'RECEIVED', 'CLOSED', 'CANCELLED')),
  status_reason text,
  currency text not null,
  expected_on date,
  note text,
  approved_by text,
  approved_at timestamptz(3),
  sent_by text,
  sent_at timestamptz(3),
  sent_via text check (sent_via in ('EMAIL', 'PHONE', 'PORTAL', 'EDI', 'FAX', 'PAPER')),
  primary key (tenant_id, id),
  constraint purchase_orders_number unique (tenant_id, branch_id, number),
  constraint purchase_orders_approved check (status in ('DRAFT', 'CANCELLED') or approved_at is not null),
  constraint purchase_orders_sent check (status in ('DRAFT', 'APPROVED', 'CANCELLED') or sent_at is not null),
  constraint purchase_orders_sent_how check ((sent_at is null) = (sent_via is null)),
  constraint purchase_orders_ended check (status not in ('CLOSED', 'CANCELLED') or status_reason is not null),
  foreign key (tenant_id, supplier_id) references suppliers (tenant_id, id)
);
select tenant_table('purchase_orders', branch_owned => true);
create index purchase_orders_by_branch on purchase_orders (tenant_id, branch_id, id);
create index purchase_orders_by_supplier on purchase_orders (tenant_id, supplier_id, id);
-- The orders that goods can still come for are few among all that ever were.
create index purchase_orders_by_status on purchase_orders (tenant_id, branch_id, status, id);
create index purchase_orders_by_day on purchase_orders (tenant_id, expected_on, id) where expected_on is not null;

create table purchase_order_lines (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  purchase_order_id uuid not null,
  position integer not null,
  product_id uuid not null,
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  received integer not null default 0 check (received >= 0),
  -- How many packs beyond those ordered somebody took on purpose.
  accepted_over integer not null default 0 check (accepted_over >= 0),
  primary key (tenant_id, id),
  constraint purchase_order_lines_position unique (tenant_id, purchase_order_id, position),
  constraint purchase_order_lines_product unique (tenant_id, purchase_order_id, product_id),
  constraint purchase_order_lines_not_over check (received <= quantity + accepted_over),
  foreign key (tenant_id, purchase_order_id) references purchase_orders (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
select tenant_table('purchase_order_lines', branch_owned => true);

create table goods_receipts (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  purchase_order_id uuid not null,
  supplier_id uuid not null,
  number text not null collate "C",
  delivery_note text,
  currency text not null,
  received_on date not null,
  primary key (tenant_id, id),
  constraint goods_receipts_number unique (tenant_id, branch_id, number),
  foreign key (tenant_id, purchase_order_id) references purchase_orders (tenant_id, id),
  foreign key (tenant_id, supplier_id) references suppliers (tenant_id, id)
);
select tenant_table('goods_receipts', branch_owned => true);
create index goods_receipts_by_branch on goods_receipts (tenant_id, branch_id, id);
create index goods_receipts_by_order on goods_receipts (tenant_id, purchase_order_id, id);
create index goods_receipts_by_supplier on goods_receipts (tenant_id, supplier_id, id);

create table goods_receipt_lines (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  goods_receipt_id uuid not null,
  position integer not null,
  purchase_order_line_id uuid not null,
  product_id uuid not null,
  lot_id uuid not null,
  location_id uuid not null,
  condition text not null check (condition in ('GOOD', 'DAMAGED')),
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  serial_numbers text[] not null default '{}',
  primary key (tenant_id, id),
  constraint goods_receipt_lines_position unique (tenant_id, goods_receipt_id, position),
  constraint goods_receipt_lines_serials check (cardinality(serial_numbers) <= quantity),
  foreign key (tenant_id, goods_receipt_id) references goods_receipts (tenant_id, id),
  foreign key (tenant_id, purchase_order_line_id) references purchase_order_lines (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id),
  foreign key (tenant_id, location_id) references stock_locations (tenant_id, id)
);
select tenant_table('goods_receipt_lines', branch_owned => true);
create index goods_receipt_lines_by_order_line on goods_receipt_lines (tenant_id, purchase_order_line_id);

-- Every price that was ever agreed or paid; the newest is the one of supplier_products.
create table supplier_prices (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  supplier_product_id uuid not null,
  supplier_id uuid not null,
  product_id uuid not null,
  -- By the clock and not by `now()`, which stands still while a transaction waits for another one's price.
  since timestamptz(3) not null default clock_timestamp(),
  source text not null check (source in ('QUOTE', 'RECEIPT')),
  price_minor bigint not null check (price_minor >= 0),
  currency text not null,
  goods_receipt_id uuid,
  primary key (tenant_id, id),
  constraint supplier_prices_source check ((source = 'RECEIPT') = (goods_receipt_id is not null)),
  foreign key (tenant_id, supplier_product_id) references supplier_products (tenant_id, id),
  foreign key (tenant_id, supplier_id) references suppliers (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, goods_receipt_id) references goods_receipts (tenant_id, id)
);
select tenant_table('supplier_prices', audited => false);
create index supplier_prices_by_supplier_product on supplier_prices (tenant_id, supplier_product_id, since, id);
create index supplier_prices_by_product on supplier_prices (tenant_id, product_id, since, id);

create table supplier_returns (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  supplier_id uuid not null,
  number text not null collate "C",
  status text not null check (status in ('SENT', 'CREDITED')),
  reason text not null,
  -- The number under which the supplier takes it back, and then credits it.
  credit_note text,
  currency text not null,
  sent_on date not null,
  credited_minor bigint check (credited_minor >= 0),
  credited_at timestamptz(3),
  credited_by text,
  primary key (tenant_id, id),
  constraint supplier_returns_number unique (tenant_id, branch_id, number),
  constraint supplier_returns_credited check ((status = 'CREDITED') = (credited_minor is not null) and (credited_minor is null) = (credited_at is null)),
  foreign key (tenant_id, supplier_id) references suppliers (tenant_id, id)
);
select tenant_table('supplier_returns', branch_owned => true);
create index supplier_returns_by_branch on supplier_returns (tenant_id, branch_id, id);
create index supplier_returns_by_supplier on supplier_returns (tenant_id, supplier_id, id);

create table supplier_return_lines (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  supplier_return_id uuid not null,
  position integer not null,
  product_id uuid not null,
  lot_id uuid not null,
  location_id uuid not null,
  -- As it was on the day it left: what had expired says EXPIRED.
  stock_status text not null check (stock_status in ('AVAILABLE', 'ON_HOLD', 'QUARANTINED', 'RECALLED', 'DAMAGED', 'EXPIRED')),
  quantity integer not null check (quantity > 0),
  -- What a pack of the lot had cost; null when nobody knows.
  unit_cost_minor bigint check (unit_cost_minor >= 0),
  primary key (tenant_id, id),
  constraint supplier_return_lines_position unique (tenant_id, supplier_return_id, position),
  foreign key (tenant_id, supplier_return_id) references supplier_returns (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id),
  foreign key (tenant_id, location_id) references stock_locations (tenant_id, id)
);
select tenant_table('supplier_return_lines', branch_owned => true);

do $$ begin
  execute format('revoke update, delete on supplier_prices, goods_receipts, goods_receipt_lines, supplier_return_lines from %I', app_role());
end $$;
