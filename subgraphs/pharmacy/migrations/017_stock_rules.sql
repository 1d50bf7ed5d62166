-- What the books let happen to stock that is not given out, and what they make of the rest.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- As it was, but that neither a correction nor a count takes out what is held, quarantined, recalled, damaged or expired: that leaves
-- as a loss or back to its supplier, whoever finds it missing.
create or replace function apply_movement() returns trigger language plpgsql security definer set search_path from current as $$
declare
  lot lots;
begin
  if new.kind in ('DISPENSE', 'SALE', 'TRANSFER_OUT') or (new.kind in ('ADJUSTMENT', 'COUNT') and new.quantity < 0) then
    if new.status <> 'AVAILABLE' then
      raise exception 'what is % leaves only as a loss or to its supplier', new.status
        using errcode = 'check_violation', constraint = 'stock_movements_pickable';
    end if;
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

-- What is left to settle of the difference that a count of controlled substances found. Packs move between the count and a second one,
-- so it is not to be found by subtraction later.
alter table register_count_lines add column unsettled integer;
-- As a change of type it reaches the rows of every tenant.
alter table register_count_lines alter column unsettled type integer
  using case when outcome = 'DISCREPANT' then coalesce(recounted, counted) - expected else 0 end;
alter table register_count_lines alter column unsettled set not null,
  add constraint register_count_lines_settled check (outcome = 'DISCREPANT' or unsettled = 0);
create index register_requests_by_count_line on register_requests (tenant_id, count_line_id) where count_line_id is not null;

-- What a pack costs on the average once some more came in, or went back, at a cost: with so many on hand before. What goes back takes out
-- what it cost, but leaves nothing worth less than nothing. Ten decimals are kept of it, so that every reader counts the same.
create function next_average(average numeric, before numeric, quantity integer, unit_cost bigint) returns numeric language sql immutable as $$
  select case
    when average is null then case when quantity > 0 then unit_cost::numeric end
    when greatest(before, 0) + quantity <= 0 then average
    else greatest(round((greatest(before, 0) * average + quantity * unit_cost::numeric) / (greatest(before, 0) + quantity), 10), 0)
  end
$$;
create aggregate moving_average(numeric, integer, bigint) (sfunc = next_average, stype = numeric);

-- By lot too, as what goes back is taken from what came of it.
drop index stock_movements_costed;
create index stock_movements_costed on stock_movements (tenant_id, branch_id, product_id, occurred_at desc, id desc)
  include (quantity, unit_cost_minor, currency, lot_id, patient_id) where unit_cost_minor is not null;
-- How much was on hand at any time of a branch's life is counted from this alone.
drop index stock_movements_by_time;
create index stock_movements_by_time on stock_movements (tenant_id, branch_id, occurred_at, id)
  include (product_id, quantity, unit_cost_minor, currency, patient_id);

-- Which event an entry opened, to be added to.
create index compliance_events_by_entry on compliance_events (tenant_id, register_entry_id) where register_entry_id is not null;

-- As it was, but that what one document hands out of a lot is one event, however many movements it took: the packs of a dispense that
-- were scanned leave one by one, and are looked at together.
create or replace function write_register(movement stock_movements, entry_kind text, entry_quantity integer, voided uuid) returns void language plpgsql
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
  if entry_kind = 'DISPENSE' and last.kind = entry_kind and last.source_type = entry.source_type and last.source_id = entry.source_id then
    update compliance_events set register_entry_id = entry.id,
        data = data || jsonb_build_object('quantity', (data ->> 'quantity')::integer + entry.quantity, 'balance', entry.balance)
      where tenant_id = entry.tenant_id and register_entry_id = last.id and resolved_at is null;
    if found then return; end if;
  end if;
  if entry_kind in ('DISPENSE', 'LOSS', 'ADJUSTMENT', 'COUNT', 'CLOSING') then
    insert into compliance_events (branch_id, kind, severity, data, product_id, lot_id, register_entry_id)
      values (entry.branch_id,
        case entry_kind when 'DISPENSE' then 'DISPENSED' when 'LOSS' then 'DESTROYED' when 'CLOSING' then 'DELISTED' else 'CORRECTED' end,
        case entry_kind when 'DISPENSE' then 'LOW' when 'CLOSING' then 'HIGH' else 'MODERATE' end,
        jsonb_build_object('quantity', entry.quantity, 'balance', entry.balance, 'reason', entry.reason),
        entry.product_id, entry.lot_id, entry.id);
  end if;
end $$;

-- All lots by their number, and those of a recall.
create index lots_by_number on lots (tenant_id, lot_number, id);
create index lots_by_recall on lots (tenant_id, recall_id, id) where recall_id is not null;
