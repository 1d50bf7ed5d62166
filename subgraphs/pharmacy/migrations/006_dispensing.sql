-- Temporary tables come last, so that what runs with the owner's rights never takes a caller's table for its own.
select set_config('search_path', current_setting('search_path') || ', pg_temp', true);

-- One handing out of one medicine of a prescription: FHIR R4 MedicationDispense. Quantities are packs of the product.
create table dispenses (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  number text not null collate "C",
  status text not null check (status in ('PREPARATION', 'IN_PROGRESS', 'CANCELLED', 'ON_HOLD', 'COMPLETED', 'ENTERED_IN_ERROR', 'STOPPED',
    'DECLINED', 'UNKNOWN')),
  status_reason text,
  prescription_id uuid not null,
  request_id uuid not null,
  patient_id uuid not null,
  product_id uuid not null,
  prescribed_product_id uuid not null,
  substitution_reason text,
  -- Which fill it belongs to, from 1; and what of that fill is still owed after it.
  fill integer not null check (fill > 0),
  quantity integer not null check (quantity > 0),
  owed integer not null check (owed >= 0),
  prepared_by_id text,
  checked_by_id text,
  checked_at timestamptz(3),
  handed_over_by_id text,
  handed_over_at timestamptz(3),
  -- Who took it, when it was not the patient.
  collected_by text,
  primary key (tenant_id, id),
  constraint dispenses_number unique (tenant_id, number),
  constraint dispenses_substitution check ((product_id = prescribed_product_id) = (substitution_reason is null)),
  constraint dispenses_handed_over check ((status = 'COMPLETED') = (handed_over_at is not null) or status in ('ENTERED_IN_ERROR', 'UNKNOWN')),
  constraint dispenses_checked check ((checked_by_id is null) = (checked_at is null)),
  foreign key (tenant_id, prescription_id) references prescriptions (tenant_id, id),
  foreign key (tenant_id, request_id) references medication_requests (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id),
  foreign key (tenant_id, prescribed_product_id) references products (tenant_id, id)
);
select tenant_table('dispenses', branch_owned => true);
create index dispenses_by_request on dispenses (tenant_id, request_id, id);
create index dispenses_by_prescription on dispenses (tenant_id, prescription_id, id);
create index dispenses_by_patient on dispenses (tenant_id, patient_id, id);
create index dispenses_by_branch on dispenses (tenant_id, branch_id, id);
create index dispenses_by_status on dispenses (tenant_id, status, branch_id, id);

-- From which lots, and what of it came back.
create table dispense_lots (
  tenant_id uuid not null default tenant_id(),
  branch_id uuid not null,
  dispense_id uuid not null,
  lot_id uuid not null,
  location_id uuid not null,
  quantity integer not null check (quantity > 0),
  returned integer not null default 0,
  primary key (tenant_id, dispense_id, lot_id, location_id),
  constraint dispense_lots_returned check (returned between 0 and quantity),
  foreign key (tenant_id, dispense_id) references dispenses (tenant_id, id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id),
  foreign key (tenant_id, location_id) references stock_locations (tenant_id, id)
);
select tenant_detail_table('dispense_lots', branch_owned => true);
create index dispense_lots_by_lot on dispense_lots (tenant_id, lot_id, dispense_id);

-- Packs that were scanned against a dispense before it was handed over.
create table dispense_packs (
  tenant_id uuid not null default tenant_id(),
  branch_id uuid not null,
  dispense_id uuid not null,
  position integer not null,
  lot_id uuid not null,
  serial_number text collate "C",
  verified_at timestamptz(3) not null default now(),
  verified_by text default actor_id(),
  primary key (tenant_id, dispense_id, position),
  constraint dispense_packs_once unique (tenant_id, dispense_id, serial_number),
  foreign key (tenant_id, dispense_id) references dispenses (tenant_id, id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id)
);
select tenant_detail_table('dispense_packs', branch_owned => true);
create index dispense_packs_by_serial on dispense_packs (tenant_id, serial_number, lot_id) where serial_number is not null;

-- What patients gave back: never changed.
create table dispense_returns (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  dispense_id uuid not null,
  lot_id uuid not null,
  quantity integer not null check (quantity > 0),
  reason text not null,
  -- Whether the patient may be given as much again.
  credited boolean not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, dispense_id) references dispenses (tenant_id, id),
  foreign key (tenant_id, lot_id) references lots (tenant_id, id)
);
select tenant_table('dispense_returns', branch_owned => true);
create index dispense_returns_by_dispense on dispense_returns (tenant_id, dispense_id, id);

-- What was found when a dispense was looked at, with all that was compared: never changed.
create table dispense_checks (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  dispense_id uuid not null,
  kind text not null check (kind in ('INTERACTION', 'ALLERGY', 'DUPLICATE_THERAPY', 'DOSE_RANGE', 'EXPIRED_PRESCRIPTION', 'QUANTITY', 'LOT_EXPIRES_SOON')),
  severity text not null check (severity in ('LOW', 'MODERATE', 'HIGH')),
  message text not null,
  source text,
  inputs jsonb not null,
  -- What it is about: the same finding of a later look is not kept again.
  subject text not null collate "C",
  primary key (tenant_id, id),
  constraint dispense_checks_once unique (tenant_id, dispense_id, subject),
  foreign key (tenant_id, dispense_id) references dispenses (tenant_id, id)
);
select tenant_table('dispense_checks', branch_owned => true);

-- Who answers for handing out in spite of a check; created_by is the person's own id, as the database saw it.
create table check_overrides (
  tenant_id uuid not null default tenant_id(),
  check_id uuid not null,
  branch_id uuid not null,
  reason text not null check (reason ~ '[[:alpha:]]{3}'),
  primary key (tenant_id, check_id),
  foreign key (tenant_id, check_id) references dispense_checks (tenant_id, id)
);
select tenant_table('check_overrides', branch_owned => true);
-- keep_books fills the author before this is looked at: a job or a machine answers for nothing.
alter table check_overrides add constraint check_overrides_by_person check (created_by is not null and created_by like 'staff\_%');

-- What is being prepared of a medicine, at all branches together: each branch sees its own dispenses only.
create table request_claims (
  tenant_id uuid not null default tenant_id(),
  dispense_id uuid not null,
  request_id uuid not null,
  quantity integer not null check (quantity > 0),
  primary key (tenant_id, dispense_id),
  foreign key (tenant_id, request_id) references medication_requests (tenant_id, id)
);
select tenant_detail_table('request_claims');
create index request_claims_by_request on request_claims (tenant_id, request_id);

create function claim_request() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if new.status in ('PREPARATION', 'IN_PROGRESS', 'ON_HOLD') then
    insert into request_claims (tenant_id, dispense_id, request_id, quantity) values (new.tenant_id, new.id, new.request_id, new.quantity)
      on conflict (tenant_id, dispense_id) do update set quantity = excluded.quantity;
  else
    delete from request_claims where tenant_id = new.tenant_id and dispense_id = new.id;
  end if;
  return null;
end $$;
create trigger claim after insert or update on dispenses for each row execute function claim_request();

-- Nothing is handed over while a check of high severity is open, whichever way it comes here; and what was handed over stays so.
create function guard_dispense() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' and new.status = 'COMPLETED' then
    raise exception 'a dispense is prepared before it is handed over' using errcode = 'check_violation', constraint = 'dispenses_prepared_first';
  end if;
  if tg_op = 'UPDATE' and old.status = 'COMPLETED' and (new.status, new.quantity, new.product_id, new.patient_id, new.request_id, new.handed_over_by_id, new.handed_over_at)
    is distinct from (old.status, old.quantity, old.product_id, old.patient_id, old.request_id, old.handed_over_by_id, old.handed_over_at) then
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
create trigger guard before insert or update on dispenses for each row execute function guard_dispense();

-- How much of a substance is given; by one way of giving it, or by any when that is null.
create table dose_ranges (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  substance_id uuid not null,
  route text,
  route_key text collate "C",
  min_single numeric check (min_single > 0),
  max_single numeric check (max_single > 0),
  max_daily numeric check (max_daily > 0),
  -- UCUM: mg.
  unit text not null,
  source text not null,
  primary key (tenant_id, id),
  constraint dose_ranges_once unique nulls not distinct (tenant_id, substance_id, route_key),
  constraint dose_ranges_bounds check (min_single <= max_single and max_single <= max_daily and coalesce(min_single, max_single, max_daily) is not null),
  foreign key (tenant_id, substance_id) references substances (tenant_id, id)
);
select tenant_table('dose_ranges', unlogged => '{route_key}');

do $$ begin
  execute format('revoke update, delete on dispense_checks, check_overrides, dispense_returns, dispense_packs from %I', app_role());
  execute format('revoke insert, update, delete on request_claims from %I', app_role());
  execute format('revoke delete on dispenses, dispense_lots from %I', app_role());
end $$;
