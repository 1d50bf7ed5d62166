-- Temporary tables come last, so that what runs with the owner's rights never takes a caller's table for its own.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

create table stock_locations (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  kind text not null check (kind in ('SHELF', 'STOREROOM', 'FRIDGE', 'FREEZER', 'VAULT', 'QUARANTINE')),
  name text not null,
  name_key text not null collate "C",
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint stock_locations_name unique (tenant_id, branch_id, name_key),
  -- For what refers to a place of a branch.
  unique (tenant_id, id, branch_id)
);
select tenant_table('stock_locations', branch_owned => true, unlogged => '{name_key}');

-- A batch of a product, wherever it is kept.
create table lots (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  product_id uuid not null,
  -- As printed; empty for what bears none.
  lot_number text not null collate "C",
  -- The last day on which it may be used. Where the pack names only the month, the month's last.
  expires_on date,
  expiry_day_known boolean not null default true,
  recall_id uuid,
  primary key (tenant_id, id),
  constraint lots_number unique (tenant_id, product_id, lot_number),
  -- For what refers to a lot of a product.
  unique (tenant_id, id, product_id),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
select tenant_table('lots');
create index lots_by_expiry on lots (tenant_id, expires_on, id) where expires_on is not null;

-- Whatever is on a shelf is of a lot: what can have none can never be in stock.
create function refuse_lots_of_services() returns trigger language plpgsql set search_path from current as $$
begin
  if exists (select from products where tenant_id = new.tenant_id and id = new.product_id and kind = 'SERVICE') then
    raise exception 'a service has no stock' using errcode = 'check_violation', constraint = 'lots_of_goods';
  end if;
  return new;
end $$;
create trigger refuse_services before insert on lots for each row execute function refuse_lots_of_services();

-- How much of a lot is where, in which state. Written by the triggers of movements and reservations alone.
create table stock_items (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  location_id uuid not null,
  product_id uuid not null,
  lot_id uuid not null,
  -- Whether an available lot has expired is a matter of the day, and not kept.
  status text not null check (status in ('AVAILABLE', 'ON_HOLD', 'QUARANTINED', 'RECALLED', 'DAMAGED')),
  on_hand integer not null,
  reserved integer not null default 0,
  primary key (tenant_id, id),
  constraint stock_items_once unique (tenant_id, location_id, lot_id, status),
  constraint stock_items_not_oversold check (on_hand >= reserved and reserved >= 0),
  constraint stock_items_reserved_available check (reserved = 0 or status = 'AVAILABLE'),
  foreign key (tenant_id, location_id, branch_id) references stock_locations (tenant_id, id, branch_id),
  foreign key (tenant_id, lot_id, product_id) references lots (tenant_id, id, product_id)
);
select tenant_table('stock_items', branch_owned => true, audited => false);
create index stock_items_by_product on stock_items (tenant_id, product_id, branch_id, lot_id);
create index stock_items_by_branch on stock_items (tenant_id, branch_id, id);
create index stock_items_by_lot on stock_items (tenant_id, lot_id, branch_id);

-- Every change of stock, once and for all: what is on hand is the sum of these.
create table stock_movements (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  occurred_at timestamptz(3) not null default now(),
  branch_id uuid not null,
  location_id uuid not null,
  product_id uuid not null,
  lot_id uuid not null,
  status text not null check (status in ('AVAILABLE', 'ON_HOLD', 'QUARANTINED', 'RECALLED', 'DAMAGED')),
  kind text not null check (kind in ('RECEIPT', 'DISPENSE', 'SALE', 'SALE_VOID', 'RETURN', 'TRANSFER_OUT', 'TRANSFER_IN', 'ADJUSTMENT', 'LOSS',
    'COUNT', 'QUARANTINE', 'HOLD', 'RECALL', 'DAMAGE', 'RELEASE', 'RELOCATION', 'SUPPLIER_RETURN')),
  quantity integer not null check (quantity <> 0),
  -- What one unit cost, where goods came in.
  unit_cost_minor bigint check (unit_cost_minor >= 0),
  currency text,
  reason text,
  -- The document that caused it.
  source_type text,
  source_id uuid,
  patient_id uuid,
  -- Who watched, of those that need two people.
  witness_id text,
  serial_number text,
  primary key (tenant_id, id, occurred_at),
  constraint stock_movements_cost check ((unit_cost_minor is null) = (currency is null)),
  constraint stock_movements_source check ((source_type is null) = (source_id is null)),
  constraint stock_movements_in check (kind not in ('RECEIPT', 'SALE_VOID', 'RETURN', 'TRANSFER_IN') or quantity > 0),
  constraint stock_movements_out check (kind not in ('DISPENSE', 'SALE', 'TRANSFER_OUT', 'LOSS', 'SUPPLIER_RETURN') or quantity < 0),
  constraint stock_movements_reason check (kind not in ('ADJUSTMENT', 'LOSS', 'COUNT', 'HOLD', 'RECALL', 'DAMAGE') or reason is not null),
  -- What is held, quarantined, recalled or damaged leaves as a loss or back to its supplier, and else not.
  constraint stock_movements_pickable check (kind not in ('DISPENSE', 'SALE', 'TRANSFER_OUT') or status = 'AVAILABLE'),
  -- What came back from a patient or customer is looked at first.
  constraint stock_movements_returned check (kind <> 'RETURN' or status = 'QUARANTINED'),
  foreign key (tenant_id, location_id, branch_id) references stock_locations (tenant_id, id, branch_id),
  foreign key (tenant_id, lot_id, product_id) references lots (tenant_id, id, product_id)
) partition by range (occurred_at);
select tenant_table('stock_movements', branch_owned => true, audited => false);
select partition_by_month('stock_movements');
create index stock_movements_by_time on stock_movements (tenant_id, branch_id, occurred_at, id);
create index stock_movements_by_product on stock_movements (tenant_id, product_id, branch_id, occurred_at, id);
create index stock_movements_by_lot on stock_movements (tenant_id, lot_id, branch_id, occurred_at);
create index stock_movements_by_source on stock_movements (tenant_id, source_id, occurred_at) where source_id is not null;

-- Applies a movement to what is on hand; only here does it change.
create function apply_movement() returns trigger language plpgsql security definer set search_path from current as $$
declare
  lot lots;
begin
  if new.kind in ('DISPENSE', 'SALE', 'TRANSFER_OUT') then
    select * into lot from lots where tenant_id = new.tenant_id and id = new.lot_id;
    if lot.recall_id is not null then
      raise exception 'a recalled lot leaves only as a loss or to its supplier' using errcode = 'check_violation', constraint = 'stock_movements_recalled';
    end if;
    if lot.expires_on < branch_day(new.branch_id) then
      raise exception 'an expired lot leaves only as a loss or to its supplier' using errcode = 'check_violation', constraint = 'stock_movements_expired';
    end if;
  end if;
  update stock_items set on_hand = on_hand + new.quantity
    where tenant_id = new.tenant_id and location_id = new.location_id and lot_id = new.lot_id and status = new.status;
  if not found then
    insert into stock_items (branch_id, location_id, product_id, lot_id, status, on_hand)
      values (new.branch_id, new.location_id, new.product_id, new.lot_id, new.status, new.quantity);
  end if;
  return null;
end $$;
create trigger apply after insert on stock_movements for each row execute function apply_movement();

-- What is set aside, for whom and until when; null until it is taken or given back.
create table stock_reservations (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  stock_item_id uuid not null,
  quantity integer not null check (quantity > 0),
  source_type text not null,
  source_id uuid not null,
  expires_at timestamptz(3),
  primary key (tenant_id, id),
  foreign key (tenant_id, stock_item_id) references stock_items (tenant_id, id)
);
select tenant_table('stock_reservations', branch_owned => true, audited => false);
create index stock_reservations_by_source on stock_reservations (tenant_id, source_id);
create index stock_reservations_by_item on stock_reservations (tenant_id, stock_item_id);

create function apply_reservation() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op <> 'INSERT' then
    update stock_items set reserved = reserved - old.quantity where tenant_id = old.tenant_id and id = old.stock_item_id;
  end if;
  if tg_op <> 'DELETE' then
    update stock_items set reserved = reserved + new.quantity where tenant_id = new.tenant_id and id = new.stock_item_id;
  end if;
  return null;
end $$;
create trigger apply after insert or update or delete on stock_reservations for each row execute function apply_reservation();

do $$ begin
  execute format('revoke insert, update, delete on stock_items from %I', app_role());
  execute format('revoke update, delete on stock_movements from %I', app_role());
end $$;

-- Where what is on hand or reserved is not what movements and reservations say; no row when all is well.
create function stock_breaks() returns table (stock_item_id uuid, branch_id uuid, lot_id uuid, on_hand bigint, moved bigint, reserved bigint, set_aside bigint)
  language sql stable set search_path from current as $$
  with moved as (
    select branch_id, location_id, lot_id, status, sum(quantity) as quantity from stock_movements
    where tenant_id = tenant_id() group by branch_id, location_id, lot_id, status
  ), set_aside as (
    select stock_item_id, sum(quantity) as quantity from stock_reservations where tenant_id = tenant_id() group by stock_item_id
  )
  select item.id, coalesce(item.branch_id, moved.branch_id), coalesce(item.lot_id, moved.lot_id),
    coalesce(item.on_hand, 0), coalesce(moved.quantity, 0), coalesce(item.reserved, 0), coalesce(set_aside.quantity, 0)
  from (select * from stock_items where tenant_id = tenant_id()) item
  full join moved using (location_id, lot_id, status)
  left join set_aside on set_aside.stock_item_id = item.id
  where coalesce(item.on_hand, 0) <> coalesce(moved.quantity, 0) or coalesce(item.reserved, 0) <> coalesce(set_aside.quantity, 0)
$$;
