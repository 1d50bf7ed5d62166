select consent_tables();

-- Of a patient, or of somebody who is not known.
create table visits (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  patient_id uuid,
  reason text not null collate "C",
  primary key (tenant_id, id)
);
select tenant_table('visits');
create index visits_by_patient on visits (tenant_id, patient_id, id);
create index visits_by_reason on visits (tenant_id, reason, id);
select guard_patients('visits');

create table visit_notes (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  visit_id uuid not null,
  text text not null collate "C",
  primary key (tenant_id, id),
  foreign key (tenant_id, visit_id) references visits (tenant_id, id)
);
select tenant_table('visit_notes');
create index visit_notes_by_visit on visit_notes (tenant_id, visit_id, id);
select guard_patients_through('visit_notes', 'visits', 'visit_id');
