create table patient_counters (
  tenant_id uuid primary key default tenant_id(),
  last_number bigint not null
);
select tenant_detail_table('patient_counters');

create table patients (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  number text not null,
  -- For people: the official name in one line. For order: the same, folded by search-key.ts.
  name text not null,
  name_key text collate "C" not null,
  names jsonb not null,
  gender text check (gender in ('MALE', 'FEMALE', 'OTHER', 'UNKNOWN')),
  birth_date date,
  deceased boolean not null default false,
  deceased_at timestamptz(3),
  telecom jsonb not null default '[]',
  addresses jsonb not null default '[]',
  contacts jsonb not null default '[]',
  language text,
  photo_url text,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'INACTIVE')),
  tags text[] not null default '{}',
  branch_id uuid,
  external_id text,
  deleted_at timestamptz(3),
  primary key (tenant_id, id),
  constraint patients_number unique (tenant_id, number),
  constraint patients_external_id unique (tenant_id, external_id),
  constraint patients_deceased check (deceased or deceased_at is null)
);
select tenant_table('patients', unlogged => '{name_key}');
create index patients_by_name on patients (tenant_id, name_key, id);
create index patients_by_creation on patients (tenant_id, created_at, id);
create index patients_by_birth_date on patients (tenant_id, birth_date, name_key, id);

create table patient_identifiers (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  patient_id uuid not null,
  system text not null,
  value text not null,
  type text,
  primary key (tenant_id, id),
  constraint patient_identifiers_value unique (tenant_id, system, value),
  foreign key (tenant_id, patient_id) references patients (tenant_id, id) on delete cascade
);
select tenant_table('patient_identifiers');
create index patient_identifiers_by_patient on patient_identifiers (tenant_id, patient_id);
create index patient_identifiers_by_value on patient_identifiers (tenant_id, value);

-- What a patient is found by, folded so that plain comparisons on text suffice: under row-level security only those use an index.
create table patient_search_keys (
  tenant_id uuid not null default tenant_id(),
  kind text collate "C" not null check (kind in ('NAME', 'PHONE')),
  key text collate "C" not null,
  patient_id uuid not null,
  primary key (tenant_id, kind, key, patient_id),
  foreign key (tenant_id, patient_id) references patients (tenant_id, id) on delete cascade
);
select tenant_detail_table('patient_search_keys');
create index patient_search_keys_by_patient on patient_search_keys (tenant_id, patient_id);
