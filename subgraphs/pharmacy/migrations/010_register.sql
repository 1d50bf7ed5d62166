-- The register of controlled substances: one entry for each movement of theirs, made by the database in the movement's own
-- statement, so that register and stock cannot part ways. Nobody writes it by hand.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

create table register_entries (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  product_id uuid not null,
  lot_id uuid not null,
  -- Counts the entries of a lot at a branch, from 1 and without gaps.
  sequence integer not null,
  -- A movement's kind, or OPENING and CLOSING when a product with stock comes onto the list or off it.
  kind text not null,
  quantity integer not null check (quantity <> 0),
  balance integer not null check (balance >= 0),
  movement_id uuid,
  -- The entry that this one takes back.
  voids_id uuid,
  patient_id uuid,
  source_type text,
  source_id uuid,
  reason text,
  witness_id text,
  primary key (tenant_id, id),
  constraint register_entries_sequence unique (tenant_id, branch_id, lot_id, sequence),
  constraint register_entries_movement check ((movement_id is null) = (kind in ('OPENING', 'CLOSING'))),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id),
  foreign key (tenant_id, voids_id) references register_entries (tenant_id, id)
);
select tenant_table('register_entries', branch_owned => true, audited => false);
-- What is destroyed or corrected takes two people.
alter table register_entries add constraint register_entries_two_people check (
  kind not in ('LOSS', 'ADJUSTMENT', 'COUNT') or (witness_id is not null and created_by is not null and witness_id <> created_by)
);
create unique index register_entries_voided_once on register_entries (tenant_id, voids_id) where voids_id is not null;
create index register_entries_by_branch on register_entries (tenant_id, branch_id, id);
create index register_entries_by_product on register_entries (tenant_id, product_id, branch_id, id);

-- What the authority may ask about: opened by the register itself, closed by a person's words.
create table compliance_events (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  kind text not null check (kind in ('DISPENSED', 'DESTROYED', 'CORRECTED', 'DISCREPANCY', 'DELISTED')),
  severity text not null check (severity in ('LOW', 'MODERATE', 'HIGH')),
  data jsonb not null,
  product_id uuid not null,
  lot_id uuid not null,
  register_entry_id uuid,
  count_line_id uuid,
  resolved_at timestamptz(3),
  resolved_by uuid,
  resolution text,
  primary key (tenant_id, id),
  constraint compliance_events_resolved check ((resolved_at is null) = (resolution is null) and (resolved_at is null) = (resolved_by is null)),
  foreign key (tenant_id, register_entry_id) references register_entries (tenant_id, id)
);
select tenant_table('compliance_events', branch_owned => true);
create index compliance_events_by_branch on compliance_events (tenant_id, branch_id, id);
create index compliance_events_open on compliance_events (tenant_id, branch_id, id) where resolved_at is null;

create function write_register(movement stock_movements, entry_kind text, entry_quantity integer, voided uuid) returns void language plpgsql
  set search_path from current as $$
declare
  last register_entries;
  entry register_entries;
begin
  select * into last from register_entries
    where tenant_id = movement.tenant_id and branch_id = movement.branch_id and lot_id = movement.lot_id order by sequence desc limit 1;
  insert into register_entries (branch_id, product_id, lot_id, sequence, kind, quantity, balance, movement_id, voids_id, patient_id, source_type,
      source_id, reason, witness_id)
    values (movement.branch_id, movement.product_id, movement.lot_id, coalesce(last.sequence, 0) + 1, entry_kind, entry_quantity,
      coalesce(last.balance, 0) + entry_quantity, movement.id, voided, movement.patient_id, movement.source_type, movement.source_id,
      movement.reason, movement.witness_id)
    returning * into entry;
  if entry_kind in ('DISPENSE', 'LOSS', 'ADJUSTMENT', 'COUNT', 'CLOSING') then
    insert into compliance_events (branch_id, kind, severity, data, product_id, lot_id, register_entry_id)
      values (entry.branch_id,
        case entry_kind when 'DISPENSE' then 'DISPENSED' when 'LOSS' then 'DESTROYED' when 'CLOSING' then 'DELISTED' else 'CORRECTED' end,
        case entry_kind when 'DISPENSE' then 'LOW' when 'CLOSING' then 'HIGH' else 'MODERATE' end,
        jsonb_build_object('quantity', entry.quantity, 'balance', entry.balance, 'reason', entry.reason),
        entry.product_id, entry.lot_id, entry.id);
  end if;
end $$;

-- After `apply`, by its name. Whether a product is on the list cannot change meanwhile.
create function enter_register() returns trigger language plpgsql security definer set search_path from current as $$
declare
  movement stock_movements;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('controlled ' || new.product_id, 0));
  if not exists (select from products where tenant_id = new.tenant_id and id = new.product_id and controlled_schedule is not null) then
    return null;
  end if;
  -- A row of a partition is of the partition's own type.
  movement := jsonb_populate_record(null::stock_movements, to_jsonb(new));
  perform write_register(movement, new.kind, new.quantity, case when new.source_type = 'registerentry' then new.source_id end);
  return null;
end $$;
create trigger enter_register after insert on stock_movements for each row execute function enter_register();

-- Once a statement's movements are all entered, each balance is what is on hand, or nothing of it is written.
create function compare_register() returns trigger language plpgsql security definer set search_path from current as $$
declare
  wrong record;
begin
  select entry.lot_id, entry.balance, stock.on_hand into wrong
    from (select distinct on (moved.branch_id, moved.lot_id) moved.branch_id, moved.lot_id, latest.balance
      from moved cross join lateral (select register_entries.balance from register_entries
        where tenant_id = moved.tenant_id and branch_id = moved.branch_id and lot_id = moved.lot_id order by sequence desc limit 1) latest) entry
    cross join lateral (select coalesce(sum(on_hand), 0) as on_hand from stock_items
      where tenant_id = tenant_id() and branch_id = entry.branch_id and lot_id = entry.lot_id) stock
    join lots on lots.tenant_id = tenant_id() and lots.id = entry.lot_id
    join products on products.tenant_id = tenant_id() and products.id = lots.product_id and products.controlled_schedule is not null
    where stock.on_hand <> entry.balance limit 1;
  if found then
    raise exception 'the register says % of lot % and stock says %', wrong.balance, wrong.lot_id, wrong.on_hand using errcode = 'check_violation', constraint = 'register_agrees';
  end if;
  return null;
end $$;
create trigger compare_register after insert on stock_movements referencing new table as moved for each statement execute function compare_register();

-- A product that comes onto the list brings its stock into the register, and one that leaves it takes it out: at every branch,
-- whoever decides it. One person can take it off, so each branch that has some is told by a compliance event.
create function list_product() returns trigger language plpgsql security definer set search_path from current as $$
declare
  branches text := current_setting('app.branch_ids', true);
  item record;
  movement stock_movements;
begin
  if (old.controlled_schedule is null) = (new.controlled_schedule is null) then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('controlled ' || new.id, 0));
  perform set_config('app.branch_ids', '*', true);
  for item in
    select branch_id, lot_id, sum(on_hand)::integer as on_hand from stock_items
    where tenant_id = new.tenant_id and product_id = new.id group by branch_id, lot_id having sum(on_hand) > 0
  loop
    movement.tenant_id := new.tenant_id;
    movement.branch_id := item.branch_id;
    movement.product_id := new.id;
    movement.lot_id := item.lot_id;
    if new.controlled_schedule is not null then
      perform write_register(movement, 'OPENING', item.on_hand, null);
    else
      perform write_register(movement, 'CLOSING', -item.on_hand, null);
    end if;
  end loop;
  perform set_config('app.branch_ids', branches, true);
  return null;
end $$;
create trigger list_product after update of controlled_schedule on products for each row execute function list_product();

do $$ begin
  execute format('revoke insert, update, delete on register_entries from %I', app_role());
  execute format('revoke delete on compliance_events from %I', app_role());
  revoke execute on function write_register from public;
end $$;

-- What one person asks for and another has to witness.
create table register_requests (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  kind text not null check (kind in ('DESTRUCTION', 'ADJUSTMENT', 'VOID')),
  status text not null check (status in ('PENDING', 'WITNESSED', 'DECLINED', 'WITHDRAWN')),
  stock_item_id uuid not null,
  product_id uuid not null,
  lot_id uuid not null,
  quantity integer not null check (quantity <> 0),
  reason text not null,
  voids_id uuid,
  count_line_id uuid,
  requested_by uuid not null,
  decided_by uuid,
  decided_at timestamptz(3),
  decision_reason text,
  primary key (tenant_id, id),
  constraint register_requests_decided check ((status = 'PENDING') = (decided_at is null)),
  constraint register_requests_two_people check (status <> 'WITNESSED' or decided_by <> requested_by),
  constraint register_requests_destruction check (kind <> 'DESTRUCTION' or quantity < 0),
  constraint register_requests_void check ((kind = 'VOID') = (voids_id is not null)),
  foreign key (tenant_id, stock_item_id) references stock_items (tenant_id, id),
  foreign key (tenant_id, voids_id) references register_entries (tenant_id, id)
);
select tenant_table('register_requests', branch_owned => true);
create index register_requests_by_branch on register_requests (tenant_id, branch_id, id);
create unique index register_requests_void_once on register_requests (tenant_id, voids_id) where status = 'PENDING' and voids_id is not null;

-- What was found when the controlled substances of a branch were counted.
create table register_counts (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  counted_on date not null,
  counted_by uuid not null,
  note text,
  primary key (tenant_id, id)
);
select tenant_table('register_counts', branch_owned => true);
create index register_counts_by_branch on register_counts (tenant_id, branch_id, counted_on, id);

create table register_count_lines (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  count_id uuid not null,
  product_id uuid not null,
  lot_id uuid not null,
  expected integer not null check (expected >= 0),
  counted integer not null check (counted >= 0),
  -- How a difference was settled: counted again and found right, or corrected by two people.
  outcome text not null check (outcome in ('AGREES', 'DISCREPANT', 'RECOUNTED', 'CORRECTED')),
  recounted integer,
  primary key (tenant_id, id),
  constraint register_count_lines_once unique (tenant_id, count_id, lot_id),
  constraint register_count_lines_agrees check ((outcome = 'AGREES') = (counted = expected)),
  constraint register_count_lines_recounted check (outcome <> 'RECOUNTED' or recounted is not null),
  foreign key (tenant_id, count_id) references register_counts (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id)
);
select tenant_table('register_count_lines', branch_owned => true);
alter table register_requests add foreign key (tenant_id, count_line_id) references register_count_lines (tenant_id, id);
alter table compliance_events add foreign key (tenant_id, count_line_id) references register_count_lines (tenant_id, id);

-- Where the register is not what is on hand, or does not add up; no row when all is well.
create function register_breaks() returns table (branch_id uuid, product_id uuid, lot_id uuid, balance bigint, summed bigint, on_hand bigint)
  language sql stable set search_path from current as $$
  with entered as (
    select entry.branch_id, entry.product_id, entry.lot_id, sum(entry.quantity) as summed, max(entry.sequence) as entries,
      count(*) as counted, (array_agg(entry.balance order by entry.sequence desc))[1] as balance
    from register_entries entry where entry.tenant_id = tenant_id() group by entry.branch_id, entry.product_id, entry.lot_id
  ), kept as (
    select item.branch_id, item.product_id, item.lot_id, sum(item.on_hand) as on_hand
    from stock_items item join products product on product.tenant_id = item.tenant_id and product.id = item.product_id
    where item.tenant_id = tenant_id() and product.controlled_schedule is not null group by item.branch_id, item.product_id, item.lot_id
  )
  select coalesce(entered.branch_id, kept.branch_id), coalesce(entered.product_id, kept.product_id), coalesce(entered.lot_id, kept.lot_id),
    coalesce(entered.balance, 0), coalesce(entered.summed, 0), coalesce(kept.on_hand, 0)
  from entered full join kept using (branch_id, product_id, lot_id)
  where coalesce(entered.balance, 0) <> coalesce(kept.on_hand, 0) or coalesce(entered.summed, 0) <> coalesce(kept.on_hand, 0)
    or entered.entries <> entered.counted
$$;
