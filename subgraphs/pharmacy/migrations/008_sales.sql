-- Temporary tables come last, so that what runs with the owner's rights never takes a caller's table for its own.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- Which tax is contained in prices, from which day on; at one branch, or at all that have no rule of their own.
create table tax_rules (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid,
  name text not null,
  rate_basis_points integer not null check (rate_basis_points between 0 and 100000),
  -- To what it applies: to these products, to medicines on prescription, to products of these kinds; to everything without any.
  product_ids uuid[] not null default '{}',
  prescription_medicines boolean not null default false,
  product_kinds text[] not null default '{}',
  valid_from date not null,
  primary key (tenant_id, id)
);
select tenant_table('tax_rules');

-- How much a role may take off a sale; nothing when it is not listed.
create table discount_limits (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  role text not null collate "C",
  currency text not null collate "C",
  max_basis_points integer not null check (max_basis_points between 0 and 10000),
  max_amount_minor bigint not null check (max_amount_minor >= 0),
  primary key (tenant_id, id),
  constraint discount_limits_once unique (tenant_id, role, currency)
);
select tenant_table('discount_limits');

-- Baskets, what became of them, and what came back. A sale is in the month in which its basket was begun, which is the moment in
-- its id: whoever has the id knows the partition, and the id is unique over all of them.
create table sales (
  tenant_id uuid not null default tenant_id(),
  id uuid not null,
  occurred_at timestamptz(3) not null,
  branch_id uuid not null,
  kind text not null check (kind in ('SALE', 'RETURN')),
  status text not null check (status in ('OPEN', 'HELD', 'COMPLETED', 'VOIDED', 'DISCARDED')),
  till_session_id uuid not null,
  patient_id uuid,
  currency text not null,
  -- Of a return: what was bought.
  original_id uuid,
  -- The discount of the whole sale as it was given.
  discount_basis_points integer check (discount_basis_points between 0 and 10000),
  discount_amount_minor bigint check (discount_amount_minor >= 0),
  -- Whether somebody gave it who is held by no limit.
  discount_approved boolean not null default false,
  subtotal_minor bigint not null default 0,
  discount_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  total_minor bigint not null default 0,
  rounding_minor bigint not null default 0,
  paid_minor bigint not null default 0,
  change_minor bigint not null default 0,
  held_until timestamptz(3),
  receipt_number text collate "C",
  receipt_code text collate "C",
  seller_id text,
  completed_at timestamptz(3),
  voided_at timestamptz(3),
  voided_by text,
  -- Why it was voided or returned.
  reason text,
  primary key (tenant_id, id, occurred_at),
  constraint sales_moment check (occurred_at = uuid_extract_timestamp(id)),
  constraint sales_discount_once check (discount_basis_points is null or discount_amount_minor is null),
  constraint sales_totals check (total_minor = subtotal_minor - discount_minor and tax_minor between 0 and total_minor and discount_minor >= 0),
  constraint sales_settled check (status not in ('COMPLETED', 'VOIDED') or paid_minor - change_minor = total_minor + rounding_minor),
  constraint sales_change check (change_minor between 0 and paid_minor),
  constraint sales_receipt check ((status in ('COMPLETED', 'VOIDED')) = (receipt_number is not null) and (receipt_number is null) = (completed_at is null)),
  -- A list of what was sold in a month looks at the baskets that were begun shortly before it as well, and no further.
  constraint sales_in_time check (completed_at < occurred_at + interval '192 hours'),
  constraint sales_held check ((status = 'HELD') = (held_until is not null)),
  constraint sales_voided check ((status = 'VOIDED') = (voided_at is not null)),
  constraint sales_original check ((kind = 'RETURN') = (original_id is not null)),
  foreign key (tenant_id, till_session_id) references till_sessions (tenant_id, id)
) partition by range (occurred_at);
select tenant_table('sales', branch_owned => true);
select partition_by_month('sales');
create index sales_by_time on sales (tenant_id, branch_id, occurred_at, id);
create index sales_by_completion on sales (tenant_id, branch_id, completed_at) where completed_at is not null;
create index sales_by_session on sales (tenant_id, till_session_id, occurred_at, id);
create index sales_by_patient on sales (tenant_id, patient_id, occurred_at, id) where patient_id is not null;
create index sales_by_original on sales (tenant_id, original_id, occurred_at) where original_id is not null;
create index sales_waiting on sales (tenant_id, till_session_id, status) where status in ('OPEN', 'HELD');

-- In the month of their sale.
create table sale_lines (
  tenant_id uuid not null default tenant_id(),
  id uuid not null,
  occurred_at timestamptz(3) not null,
  sale_id uuid not null,
  branch_id uuid not null,
  position integer not null,
  product_id uuid not null,
  -- The lot that was scanned or chosen.
  lot_id uuid,
  -- What it pays for, when that was handed out against a prescription.
  dispense_id uuid,
  -- Of a return: the line that was bought.
  original_line_id uuid,
  quantity integer not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  discount_basis_points integer check (discount_basis_points between 0 and 10000),
  discount_amount_minor bigint check (discount_amount_minor >= 0),
  discount_approved boolean not null default false,
  discount_minor bigint not null default 0 check (discount_minor >= 0),
  sale_discount_minor bigint not null default 0 check (sale_discount_minor >= 0),
  amount_minor bigint not null check (amount_minor >= 0),
  tax_name text,
  tax_basis_points integer,
  tax_minor bigint not null default 0,
  -- From which lots and places, once the goods have left, and what each pack had cost: [{"lotId", "locationId", "quantity", "unitCostMinor"}].
  lots jsonb,
  -- What all its packs had cost; null where one of them is not known.
  cost_minor bigint,
  primary key (tenant_id, id, occurred_at),
  constraint sale_lines_position unique (tenant_id, sale_id, occurred_at, position),
  -- Found by their own id alone, as they are added within the days of their sale.
  constraint sale_lines_in_time check (uuid_extract_timestamp(id) between occurred_at - interval '1 hour' and occurred_at + interval '192 hours'),
  constraint sale_lines_discount_once check (discount_basis_points is null or discount_amount_minor is null),
  constraint sale_lines_amount check (amount_minor = unit_price_minor * quantity - discount_minor - sale_discount_minor),
  constraint sale_lines_tax check (tax_minor between 0 and amount_minor and (tax_name is null) = (tax_basis_points is null)),
  foreign key (tenant_id, sale_id, occurred_at) references sales (tenant_id, id, occurred_at),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
) partition by range (occurred_at);
select tenant_table('sale_lines', branch_owned => true);
select partition_by_month('sale_lines');
create index sale_lines_by_product on sale_lines (tenant_id, product_id, branch_id, occurred_at);

-- What is paid for is not changed: neither in its lines nor, but that it is voided, in itself.
create function guard_sale_line() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select from sales where tenant_id = old.tenant_id and id = old.sale_id and occurred_at = old.occurred_at and status not in ('OPEN', 'HELD')) then
    raise exception 'what is paid for is not changed' using errcode = 'check_violation', constraint = 'sale_lines_paid';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger guard before update or delete on sale_lines for each row execute function guard_sale_line();

create function guard_sale() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if old.status in ('COMPLETED', 'VOIDED', 'DISCARDED') and not (old.status = 'COMPLETED' and new.status = 'VOIDED' and
    (new.receipt_number, new.subtotal_minor, new.discount_minor, new.tax_minor, new.total_minor, new.rounding_minor, new.paid_minor, new.change_minor,
      new.completed_at, new.seller_id, new.till_session_id, new.patient_id)
    is not distinct from (old.receipt_number, old.subtotal_minor, old.discount_minor, old.tax_minor, old.total_minor, old.rounding_minor, old.paid_minor,
      old.change_minor, old.completed_at, old.seller_id, old.till_session_id, old.patient_id)) then
    raise exception 'what is paid for is not changed' using errcode = 'check_violation', constraint = 'sales_paid';
  end if;
  return new;
end $$;
create trigger guard before update on sales for each row execute function guard_sale();

-- With what a sale was paid, or a return refunded; in the month of their sale.
create table sale_tenders (
  tenant_id uuid not null default tenant_id(),
  sale_id uuid not null,
  occurred_at timestamptz(3) not null,
  branch_id uuid not null,
  position integer not null,
  kind text not null check (kind in ('CASH', 'CARD', 'MOBILE_MONEY', 'INSURANCE', 'CREDIT')),
  amount_minor bigint not null check (amount_minor >= 0),
  reference text,
  primary key (tenant_id, sale_id, occurred_at, position),
  constraint sale_tenders_insurance check (kind <> 'INSURANCE' or reference is not null),
  foreign key (tenant_id, sale_id, occurred_at) references sales (tenant_id, id, occurred_at)
) partition by range (occurred_at);
select tenant_detail_table('sale_tenders', branch_owned => true);
select partition_by_month('sale_tenders');

-- What must be unique over all months stands in tables that have none.
create table sale_receipts (
  tenant_id uuid not null default tenant_id(),
  branch_id uuid not null,
  number text not null collate "C",
  sale_id uuid not null,
  primary key (tenant_id, branch_id, number)
);
select tenant_detail_table('sale_receipts', branch_owned => true);

-- Which dispenses are in a basket or paid for: each once.
create table paid_dispenses (
  tenant_id uuid not null default tenant_id(),
  branch_id uuid not null,
  dispense_id uuid not null,
  sale_id uuid not null,
  constraint paid_dispenses_once primary key (tenant_id, dispense_id),
  foreign key (tenant_id, dispense_id) references dispenses (tenant_id, id)
);
select tenant_detail_table('paid_dispenses', branch_owned => true);
create index paid_dispenses_by_sale on paid_dispenses (tenant_id, sale_id);

do $$ begin
  execute format('revoke delete on sales from %I', app_role());
  execute format('revoke update, delete on sale_tenders, sale_receipts from %I', app_role());
  execute format('revoke update on paid_dispenses from %I', app_role());
end $$;
