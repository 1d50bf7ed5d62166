create table allergies (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  patient_id uuid not null,
  clinical_status text not null check (clinical_status in ('ACTIVE', 'INACTIVE', 'RESOLVED')),
  verification_status text not null check (verification_status in ('UNCONFIRMED', 'CONFIRMED', 'REFUTED', 'ENTERED_IN_ERROR')),
  type text check (type in ('ALLERGY', 'INTOLERANCE')),
  categories text[] not null default '{}' check (categories <@ array['FOOD', 'MEDICATION', 'ENVIRONMENT', 'BIOLOGIC']),
  criticality text check (criticality in ('LOW', 'HIGH', 'UNABLE_TO_ASSESS')),
  code jsonb not null,
  reactions jsonb not null default '[]',
  onset_date date,
  note text,
  external_id text,
  primary key (tenant_id, id),
  constraint allergies_external_id unique (tenant_id, external_id),
  foreign key (tenant_id, patient_id) references patients (tenant_id, id)
);
select tenant_table('allergies');
create index allergies_by_patient on allergies (tenant_id, patient_id, created_at, id);

create table conditions (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  patient_id uuid not null,
  encounter_id uuid,
  clinical_status text not null check (clinical_status in ('ACTIVE', 'RECURRENCE', 'RELAPSE', 'INACTIVE', 'REMISSION', 'RESOLVED')),
  verification_status text not null
    check (verification_status in ('UNCONFIRMED', 'PROVISIONAL', 'DIFFERENTIAL', 'CONFIRMED', 'REFUTED', 'ENTERED_IN_ERROR')),
  severity text check (severity in ('MILD', 'MODERATE', 'SEVERE')),
  code jsonb not null,
  onset_at timestamptz(3),
  abated_at timestamptz(3),
  note text,
  external_id text,
  primary key (tenant_id, id),
  constraint conditions_external_id unique (tenant_id, external_id),
  constraint conditions_period check (abated_at >= onset_at),
  foreign key (tenant_id, patient_id) references patients (tenant_id, id)
);
select tenant_table('conditions');
create index conditions_by_patient on conditions (tenant_id, patient_id, created_at, id);

create table coverages (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  patient_id uuid not null,
  -- 1 pays first.
  rank integer not null check (rank > 0),
  status text not null check (status in ('ACTIVE', 'CANCELLED', 'DRAFT', 'ENTERED_IN_ERROR')),
  payor text not null,
  plan text,
  subscriber_id text,
  relationship text check (relationship in ('SELF', 'SPOUSE', 'CHILD', 'PARENT', 'COMMON', 'OTHER', 'INJURED')),
  starts_on date,
  ends_on date,
  primary key (tenant_id, id),
  constraint coverages_rank unique (tenant_id, patient_id, rank) deferrable initially deferred,
  constraint coverages_period check (ends_on >= starts_on),
  foreign key (tenant_id, patient_id) references patients (tenant_id, id)
);
select tenant_table('coverages');

create table encounters (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  patient_id uuid not null,
  status text not null
    check (status in ('PLANNED', 'ARRIVED', 'TRIAGED', 'IN_PROGRESS', 'ONLEAVE', 'FINISHED', 'CANCELLED', 'ENTERED_IN_ERROR', 'UNKNOWN')),
  class text not null check (class in ('AMB', 'EMER', 'FLD', 'HH', 'IMP', 'ACUTE', 'NONAC', 'OBSENC', 'PRENC', 'SS', 'VR')),
  type jsonb,
  reason jsonb,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3),
  external_id text,
  primary key (tenant_id, id),
  constraint encounters_external_id unique (tenant_id, external_id),
  constraint encounters_period check (ends_at >= starts_at),
  foreign key (tenant_id, patient_id) references patients (tenant_id, id)
);
select tenant_table('encounters', branch_owned => true);
create index encounters_by_patient on encounters (tenant_id, patient_id, starts_at, id);
create index encounters_by_branch on encounters (tenant_id, branch_id, starts_at, id);

create table encounter_notes (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  encounter_id uuid not null,
  text text not null,
  author_id text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, encounter_id) references encounters (tenant_id, id)
);
select tenant_table('encounter_notes', branch_owned => true);
create index encounter_notes_by_encounter on encounter_notes (tenant_id, encounter_id, created_at, id);

create table encounter_diagnoses (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  encounter_id uuid not null,
  condition_id uuid,
  code jsonb not null,
  use text not null check (use in ('ADMISSION', 'DISCHARGE', 'CHIEF_COMPLAINT', 'COMORBIDITY', 'PRE_OP', 'POST_OP', 'BILLING')),
  rank integer not null check (rank > 0),
  external_id text,
  primary key (tenant_id, id),
  constraint encounter_diagnoses_rank unique (tenant_id, encounter_id, rank),
  constraint encounter_diagnoses_external_id unique (tenant_id, external_id),
  foreign key (tenant_id, encounter_id) references encounters (tenant_id, id),
  foreign key (tenant_id, condition_id) references conditions (tenant_id, id)
);
select tenant_table('encounter_diagnoses', branch_owned => true);
