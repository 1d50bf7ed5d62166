-- Not owned by a branch: what one branch writes, any pharmacy of the tenant may dispense.
create table prescriptions (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- Where it was written, and by which branch it is to be dispensed; any when null.
  branch_id uuid not null,
  dispensing_branch_id uuid,
  -- Where it waits to be dispensed. A column of its own, as coalesce() is not leakproof: row-level security would not let it use an index.
  waits_at uuid not null generated always as (coalesce(dispensing_branch_id, branch_id)) stored,
  -- Given with the signature: a draft that is thrown away takes no number, and can be found by no code.
  number text collate "C",
  -- What the printed code says; nobody guesses it.
  scan_code text collate "C",
  -- FHIR R4 MedicationRequest.status, for the whole.
  status text not null check (status in ('DRAFT', 'ACTIVE', 'ON_HOLD', 'CANCELLED', 'COMPLETED', 'STOPPED', 'ENTERED_IN_ERROR', 'UNKNOWN')),
  status_reason text,
  patient_id uuid not null,
  encounter_id uuid,
  prescriber_id uuid not null,
  -- The prescriber's signature: from then on nothing of it changes but its status.
  signed_at timestamptz(3),
  written_on date not null,
  valid_until date not null,
  diagnosis jsonb,
  note text,
  primary key (tenant_id, id),
  constraint prescriptions_number unique (tenant_id, number),
  constraint prescriptions_scan_code unique (tenant_id, scan_code),
  constraint prescriptions_signed check (status in ('DRAFT', 'CANCELLED', 'ENTERED_IN_ERROR') or signed_at is not null),
  constraint prescriptions_signed_whole check (signed_at is null or (status <> 'DRAFT' and number is not null and scan_code is not null)),
  constraint prescriptions_validity check (valid_until >= written_on)
);
select tenant_table('prescriptions', unlogged => '{scan_code}');
create index prescriptions_by_patient on prescriptions (tenant_id, patient_id, id);
create index prescriptions_by_branch on prescriptions (tenant_id, branch_id, id);
create index prescriptions_by_prescriber on prescriptions (tenant_id, prescriber_id, id);
create index prescriptions_waiting on prescriptions (tenant_id, waits_at, status, id);

-- What bears a signature stays as it was signed. Arguments: the columns that tell what became of it since, and generated ones,
-- which a trigger does not see before they are written.
create function keep_signed() returns trigger language plpgsql as $$
begin
  if old.signed_at is not null and (tg_op = 'DELETE'
    or to_jsonb(new) - '{version,updated_at,updated_by}'::text[] - tg_argv <> to_jsonb(old) - '{version,updated_at,updated_by}'::text[] - tg_argv)
  then
    raise exception 'what is signed in % does not change but for its status', tg_table_name
      using errcode = 'integrity_constraint_violation', constraint = tg_table_name || '_keep_signed';
  end if;
  return coalesce(new, old);
end $$;
create trigger keep_signed before update or delete on prescriptions for each row execute function keep_signed('status', 'status_reason', 'waits_at');

-- One medicine of a prescription: FHIR R4 MedicationRequest. Quantities are packs of the product.
create table medication_requests (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  prescription_id uuid not null,
  patient_id uuid not null,
  position integer not null,
  status text not null check (status in ('DRAFT', 'ACTIVE', 'ON_HOLD', 'CANCELLED', 'COMPLETED', 'STOPPED', 'ENTERED_IN_ERROR', 'UNKNOWN')),
  status_reason text,
  product_id uuid not null,
  -- 2 tablets, 3 times in 1 day, for 7 days (FHIR R4 Dosage and Timing.repeat).
  dose_value numeric check (dose_value > 0),
  dose_unit text,
  route text,
  frequency integer check (frequency > 0),
  period integer check (period > 0),
  period_unit text check (period_unit in ('HOUR', 'DAY', 'WEEK', 'MONTH')),
  as_needed boolean not null default false,
  duration_days integer check (duration_days > 0),
  instructions text,
  -- Of each fill; so many fills more than the first may be asked for.
  quantity integer not null check (quantity > 0),
  refills integer not null default 0 check (refills >= 0),
  substitution_allowed boolean not null,
  -- What was handed over, less what came back, of all fills together.
  dispensed integer not null default 0,
  last_dispensed_at timestamptz(3),
  primary key (tenant_id, id),
  constraint medication_requests_position unique (tenant_id, prescription_id, position),
  constraint medication_requests_not_overdispensed check (dispensed >= 0 and dispensed <= quantity * (refills + 1)),
  constraint medication_requests_dose check ((dose_value is null) = (dose_unit is null)),
  constraint medication_requests_timing check ((frequency is null) = (period is null) and (period is null) = (period_unit is null)),
  foreign key (tenant_id, prescription_id) references prescriptions (tenant_id, id),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
select tenant_table('medication_requests');
create index medication_requests_by_patient on medication_requests (tenant_id, patient_id, status, id);

-- So does what belongs to something signed. Arguments: the table above and the column that names its row, then as for keep_signed().
-- Whatever is brought in signed brings all that belongs to it in the same transaction.
create function keep_signed_part() returns trigger language plpgsql set search_path from current as $$
declare
  was jsonb := to_jsonb(old);
  becomes jsonb := to_jsonb(new);
  told text[] := tg_argv[2:] || '{version,updated_at,updated_by}'::text[];
  signed boolean;
begin
  if tg_op = 'UPDATE' and becomes - told = was - told then return new; end if;
  execute format('select bool_or(signed_at is not null and ($4 <> ''INSERT'' or created_at <> now()::timestamptz(3))) from %I
    where tenant_id = $1 and id in ($2, $3)', tg_argv[0])
    into signed
    using (coalesce(becomes, was) ->> 'tenant_id')::uuid, (was ->> tg_argv[1])::uuid, (becomes ->> tg_argv[1])::uuid, tg_op;
  if signed then
    raise exception 'what belongs to something signed in % does not change but for its status', tg_argv[0]
      using errcode = 'integrity_constraint_violation', constraint = tg_table_name || '_keep_signed';
  end if;
  return coalesce(new, old);
end $$;
create trigger keep_signed before insert or update or delete on medication_requests
  for each row execute function keep_signed_part('prescriptions', 'prescription_id', 'status', 'status_reason', 'dispensed', 'last_dispensed_at');
