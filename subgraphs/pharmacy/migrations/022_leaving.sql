-- What leaves a branch, by an order or for another branch.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- As it was, but that what an order takes of a controlled substance opens an event too.
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
  if entry_kind in ('DISPENSE', 'SALE') and last.kind = entry_kind and last.source_type = entry.source_type and last.source_id = entry.source_id then
    update compliance_events set register_entry_id = entry.id,
        data = data || jsonb_build_object('quantity', (data ->> 'quantity')::integer + entry.quantity, 'balance', entry.balance)
      where tenant_id = entry.tenant_id and register_entry_id = last.id and resolved_at is null;
    if found then return; end if;
  end if;
  if entry_kind in ('DISPENSE', 'SALE', 'LOSS', 'ADJUSTMENT', 'COUNT', 'CLOSING') then
    insert into compliance_events (branch_id, kind, severity, data, product_id, lot_id, register_entry_id)
      values (entry.branch_id,
        case when entry_kind in ('DISPENSE', 'SALE') then 'DISPENSED' when entry_kind = 'LOSS' then 'DESTROYED' when entry_kind = 'CLOSING' then 'DELISTED'
          else 'CORRECTED' end,
        case when entry_kind in ('DISPENSE', 'SALE') then 'LOW' when entry_kind = 'CLOSING' then 'HIGH' else 'MODERATE' end,
        jsonb_build_object('quantity', entry.quantity, 'balance', entry.balance, 'reason', entry.reason),
        entry.product_id, entry.lot_id, entry.id);
  end if;
end $$;

-- Packs of a lot that cost differently are a shipment each.
alter table transfer_shipments drop constraint transfer_shipments_lot;
alter table transfer_shipments add constraint transfer_shipments_lot
  unique nulls not distinct (tenant_id, line_id, lot_id, unit_cost_minor, currency);
