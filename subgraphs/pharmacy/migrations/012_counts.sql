-- Counting what is there, part by part. A frozen count stops what it counts from moving; a live one compares each lot with what
-- was on hand at the moment it was counted.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

create table stock_counts (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  number text not null collate "C",
  status text not null check (status in ('REQUESTED', 'COUNTING', 'COUNTED', 'REVIEWED', 'POSTED', 'CANCELLED')),
  mode text not null check (mode in ('FREEZE', 'LIVE')),
  -- What is counted: all of the branch, but that which these leave out.
  location_id uuid,
  product_ids uuid[] not null default '{}',
  note text,
  status_reason text,
  counted_by text,
  reviewed_by text,
  posted_by text,
  posted_at timestamptz(3),
  primary key (tenant_id, id),
  constraint stock_counts_number unique (tenant_id, number),
  constraint stock_counts_posted check ((status = 'POSTED') = (posted_at is not null)),
  foreign key (tenant_id, location_id) references stock_locations (tenant_id, id)
);
select tenant_table('stock_counts', branch_owned => true);
create index stock_counts_by_branch on stock_counts (tenant_id, branch_id, id);

create table stock_count_lines (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  count_id uuid not null,
  location_id uuid not null,
  product_id uuid not null,
  lot_id uuid not null,
  status text not null,
  -- What was on hand when it was counted; until then both are null.
  expected integer,
  counted integer check (counted >= 0),
  counted_by text,
  -- How often the books had been corrected there by then: when they were again since, the difference has been booked already.
  corrections integer,
  frozen boolean not null,
  primary key (tenant_id, id),
  constraint stock_count_lines_once unique (tenant_id, count_id, location_id, lot_id, status),
  constraint stock_count_lines_counted check ((expected is null) = (counted is null) and (expected is null) = (corrections is null)),
  foreign key (tenant_id, count_id) references stock_counts (tenant_id, id),
  foreign key (tenant_id, location_id) references stock_locations (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id)
);
select tenant_table('stock_count_lines', branch_owned => true);
create index stock_count_lines_by_count on stock_count_lines (tenant_id, count_id, id);
-- One count at a time holds a thing still.
create unique index stock_count_lines_frozen on stock_count_lines (tenant_id, location_id, lot_id, status) where frozen;

-- A recall waits for no count: what was counted of it is counted again.
create function refuse_frozen() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.kind not in ('COUNT', 'RECALL') and exists (select from stock_count_lines where tenant_id = new.tenant_id and location_id = new.location_id
      and lot_id = new.lot_id and status = new.status and frozen) then
    raise exception 'the stock is being counted' using errcode = 'check_violation', constraint = 'stock_frozen';
  end if;
  return null;
end $$;
create trigger refuse_frozen after insert on stock_movements for each row execute function refuse_frozen();

-- Where packs are that the books do not have, for a correction to name; holding nothing until it is made.
create function empty_stock_item(branch uuid, location uuid, product uuid, lot uuid, kept_status text) returns uuid language sql security definer
  set search_path from current as $$
  insert into stock_items (branch_id, location_id, product_id, lot_id, status, on_hand) values (branch, location, product, lot, kept_status, 0)
    on conflict (tenant_id, location_id, lot_id, status) do update set on_hand = stock_items.on_hand
    returning id
$$;

-- How often the books were corrected where a line counts. A loss is one of them: it may write off what was not there.
create function count_corrections(line stock_count_lines) returns integer language sql stable set search_path from current as $$
  select count(*)::integer from stock_movements movement
  where movement.tenant_id = line.tenant_id and movement.lot_id = line.lot_id and movement.branch_id = line.branch_id
    and movement.location_id = line.location_id and movement.status = line.status and movement.kind in ('COUNT', 'ADJUSTMENT', 'LOSS')
$$;
