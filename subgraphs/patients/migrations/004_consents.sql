select consent_tables();

select guard_patients('patients', 'id');
select guard_patients('patient_identifiers');
select guard_patients('patient_search_keys');
select guard_patients('allergies');
select guard_patients('conditions');
select guard_patients('coverages');
select guard_patients('encounters');
select guard_patients_through('encounter_notes', 'encounters', 'encounter_id');
select guard_patients_through('encounter_diagnoses', 'encounters', 'encounter_id');

create table consents (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  patient_id uuid not null,
  client_id uuid not null,
  status text not null check (status in ('ACTIVE', 'INACTIVE', 'ENTERED_IN_ERROR')),
  -- Sorted and each once, so that equal ones are equal.
  purposes text[] not null,
  scopes text[] not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3),
  method text not null check (method in ('STAFF_RECORDED', 'PATIENT_VERIFIED')),
  document_reference text,
  note text,
  withdrawn_at timestamptz(3),
  withdrawal_reason text,
  primary key (tenant_id, id),
  constraint consents_something check (cardinality(purposes) > 0 and cardinality(scopes) > 0),
  constraint consents_period check (ends_at > starts_at),
  constraint consents_withdrawn check ((status = 'ACTIVE') = (withdrawn_at is null)),
  foreign key (tenant_id, patient_id) references patients (tenant_id, id)
);
select tenant_table('consents');
create index consents_by_patient on consents (tenant_id, patient_id, created_at, id);
create index consents_by_client on consents (tenant_id, client_id, created_at, id);
create index consents_by_creation on consents (tenant_id, created_at, id);
select guard_patients('consents');

-- A telephone number that a client wants to be shown to be its patient's, by a code that is sent there. There is a row also for
-- numbers that no patient has: nothing that a client can see tells them apart.
create table patient_verifications (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  phone text not null collate "C",
  -- Whose number it is; none, or so many that the number is nobody's own.
  patient_ids uuid[] not null,
  purpose text not null,
  scopes text[] not null,
  consent_ends_at timestamptz(3) not null,
  -- Null until the code is sent.
  code_salt bytea,
  code_hash bytea,
  expires_at timestamptz(3) not null,
  attempts integer not null default 0,
  confirmed_at timestamptz(3),
  primary key (tenant_id, id)
);
-- Not audited: it is forgotten after some days, and what came of it is a consent.
select tenant_table('patient_verifications', operator => true, audited => false);
create index patient_verifications_by_phone on patient_verifications (tenant_id, phone, created_at);
