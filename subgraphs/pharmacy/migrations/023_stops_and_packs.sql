select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- Whether the prescriber ended it as a whole. One that is over because its medicines are goes on when packs of one of them come back.
alter table prescriptions add column stopped_whole boolean not null default false;

drop trigger keep_signed on prescriptions;
create trigger keep_signed before update or delete on prescriptions for each row
  execute function keep_signed('status', 'status_reason', 'waits_at', 'stopped_whole');

-- For what was ended before, with a reason: by whom it was ended was not kept, and nothing is to be handed over against a prescriber's
-- word. Else an owner who is no superuser would see no row here, having no tenant; and nobody changed a prescription by it.
alter table prescriptions no force row level security;
alter table prescriptions disable trigger user;
update prescriptions set stopped_whole = true where status = 'STOPPED' and status_reason is not null;
alter table prescriptions enable trigger user;
alter table prescriptions force row level security;

-- How many packs as prescribed a substitute counts for that comes in packs of another size; null where each pack counts as one.
alter table dispenses add column counts_as integer check (counts_as > 0);
alter table dispenses add constraint dispenses_counts_as check (counts_as is null or product_id <> prescribed_product_id);

-- As they were, but by what is counted.
create or replace function claim_request() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.status in ('PREPARATION', 'IN_PROGRESS', 'ON_HOLD') then
    insert into request_claims (tenant_id, dispense_id, request_id, quantity)
      values (new.tenant_id, new.id, new.request_id, coalesce(new.counts_as, new.quantity))
      on conflict (tenant_id, dispense_id) do update set quantity = excluded.quantity;
  else
    delete from request_claims where tenant_id = new.tenant_id and dispense_id = new.id;
  end if;
  return null;
end $$;

create or replace function guard_dispense() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' and new.status = 'COMPLETED' then
    raise exception 'a dispense is prepared before it is handed over' using errcode = 'check_violation', constraint = 'dispenses_prepared_first';
  end if;
  if tg_op = 'UPDATE' and old.status = 'COMPLETED' and (new.status, new.quantity, new.counts_as, new.product_id, new.patient_id, new.request_id,
      new.handed_over_by_id, new.handed_over_at)
    is distinct from (old.status, old.quantity, old.counts_as, old.product_id, old.patient_id, old.request_id, old.handed_over_by_id,
      old.handed_over_at) then
    raise exception 'what was handed over is not changed' using errcode = 'check_violation', constraint = 'dispenses_handed_over_for_good';
  end if;
  if new.status = 'COMPLETED' and exists (
    select from dispense_checks found left join check_overrides answer on answer.tenant_id = found.tenant_id and answer.check_id = found.id
    where found.tenant_id = new.tenant_id and found.dispense_id = new.id and found.severity = 'HIGH' and answer.check_id is null
  ) then
    raise exception 'a check of high severity is open' using errcode = 'check_violation', constraint = 'dispenses_checks_answered';
  end if;
  return new;
end $$;
