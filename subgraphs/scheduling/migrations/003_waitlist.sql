create table waitlist_entries (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  patient_id uuid not null,
  service_id uuid not null,
  -- Any of these; null for anybody who offers the service.
  practitioner_ids uuid[],
  priority text not null check (priority in ('ROUTINE', 'URGENT', 'ASAP', 'STAT')),
  -- For order: 0 is the most urgent.
  rank integer not null generated always as (case priority when 'STAT' then 0 when 'ASAP' then 1 when 'URGENT' then 2 else 3 end) stored,
  earliest_on date not null,
  latest_on date not null,
  status text not null check (status in ('WAITING', 'OFFERED', 'BOOKED', 'CANCELLED')),
  note text,
  primary key (tenant_id, id),
  constraint waitlist_entries_days check (latest_on >= earliest_on),
  foreign key (tenant_id, service_id) references healthcare_services (tenant_id, id)
);
select tenant_table('waitlist_entries', branch_owned => true);
create unique index waitlist_entries_once on waitlist_entries (tenant_id, branch_id, patient_id, service_id) where status in ('WAITING', 'OFFERED');
create index waitlist_entries_by_order on waitlist_entries (tenant_id, branch_id, status, rank, created_at, id);

create table waitlist_offers (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  entry_id uuid not null,
  appointment_id uuid not null,
  status text not null check (status in ('OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN')),
  expires_at timestamptz(3) not null,
  answered_at timestamptz(3),
  primary key (tenant_id, id),
  constraint waitlist_offers_appointment unique (tenant_id, appointment_id),
  foreign key (tenant_id, entry_id) references waitlist_entries (tenant_id, id),
  foreign key (tenant_id, appointment_id) references appointments (tenant_id, id)
);
select tenant_table('waitlist_offers', branch_owned => true);
create unique index waitlist_offers_one_open on waitlist_offers (tenant_id, entry_id) where status = 'OPEN';
create index waitlist_offers_by_entry on waitlist_offers (tenant_id, entry_id, created_at, id);
create index waitlist_offers_by_status on waitlist_offers (tenant_id, branch_id, status, created_at, id);
alter table appointments add foreign key (tenant_id, waitlist_entry_id) references waitlist_entries (tenant_id, id);
