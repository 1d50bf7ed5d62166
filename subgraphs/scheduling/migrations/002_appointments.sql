create table appointment_series (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  patient_id uuid not null,
  rule text not null,
  primary key (tenant_id, id)
);
select tenant_table('appointment_series', branch_owned => true);

create table appointments (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  status text not null check (status in ('PROPOSED', 'PENDING', 'BOOKED', 'ARRIVED', 'CHECKED_IN', 'FULFILLED', 'CANCELLED', 'NOSHOW', 'ENTERED_IN_ERROR')),
  patient_id uuid not null,
  service_id uuid not null,
  practitioner_id uuid,
  resource_ids uuid[] not null default '{}',
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  -- The day and the zone on whose wall clock it was made: the branch's, as they were then.
  local_date date not null,
  time_zone text not null,
  reason text,
  hold_expires_at timestamptz(3),
  price_reference text,
  series_id uuid,
  follow_up_of_id uuid,
  free_follow_up boolean not null default false,
  waitlist_entry_id uuid,
  booked_at timestamptz(3),
  arrived_at timestamptz(3),
  checked_in_at timestamptz(3),
  fulfilled_at timestamptz(3),
  cancelled_at timestamptz(3),
  cancelled_by text check (cancelled_by in ('PATIENT', 'PROVIDER', 'SYSTEM')),
  cancellation_reason text,
  primary key (tenant_id, id),
  constraint appointments_period check (ends_at > starts_at and ends_at <= starts_at + interval '1 day'),
  constraint appointments_hold check ((status in ('PENDING', 'PROPOSED')) = (hold_expires_at is not null)),
  constraint appointments_cancelled check (status <> 'CANCELLED' or (cancelled_at is not null and cancelled_by is not null)),
  foreign key (tenant_id, service_id) references healthcare_services (tenant_id, id),
  foreign key (tenant_id, practitioner_id) references practitioners (tenant_id, id),
  foreign key (tenant_id, series_id) references appointment_series (tenant_id, id),
  foreign key (tenant_id, follow_up_of_id) references appointments (tenant_id, id)
);
select tenant_table('appointments', branch_owned => true);
-- A visit makes one other free, whoever asks first.
create unique index appointments_one_free_follow_up on appointments (tenant_id, follow_up_of_id)
  where free_follow_up and status not in ('CANCELLED', 'ENTERED_IN_ERROR');
create index appointments_by_patient on appointments (tenant_id, patient_id, starts_at, id);
create index appointments_by_practitioner on appointments (tenant_id, practitioner_id, starts_at, id);
create index appointments_by_start on appointments (tenant_id, starts_at, id);
create index appointments_by_day on appointments (tenant_id, branch_id, local_date, starts_at, id)
  include (status, practitioner_id, ends_at, booked_at, arrived_at, checked_in_at);
create index appointments_by_series on appointments (tenant_id, series_id, starts_at) where series_id is not null;

-- What happened to an appointment, each entry as it stood afterwards; never changed.
create table appointment_changes (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  appointment_id uuid not null,
  kind text not null check (kind in ('HELD', 'OFFERED', 'BOOKED', 'RESCHEDULED', 'ARRIVED', 'CHECKED_IN', 'FULFILLED', 'REOPENED', 'CANCELLED', 'EXPIRED', 'NOSHOW', 'ENTERED_IN_ERROR')),
  status text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  practitioner_id uuid,
  resource_ids uuid[] not null,
  reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, appointment_id) references appointments (tenant_id, id)
);
select tenant_table('appointment_changes', branch_owned => true, audited => false);
create index appointment_changes_by_appointment on appointment_changes (tenant_id, appointment_id, id);

-- Who and what is taken, and when: one row for the practitioner, the patient and each resource of an appointment, with the
-- buffers in its time. Not owned by a branch, because a person is in one place at a time; it says nothing but that.
create table reservations (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  appointment_id uuid not null,
  -- A practitioner, room, device or patient.
  subject_id uuid not null,
  -- Those of one session share the subject, each in a lane of its own: a group, or the places of a room.
  session uuid not null,
  lane integer not null check (lane >= 0),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  during tstzrange not null generated always as (tstzrange(starts_at, ends_at)) stored,
  -- A hold that nobody confirmed in time; null when it is firm.
  expires_at timestamptz(3),
  primary key (tenant_id, id),
  constraint reservations_length check (ends_at > starts_at and ends_at <= starts_at + interval '2 days'),
  constraint reservations_once unique (tenant_id, appointment_id, subject_id),
  constraint reservations_overlap exclude using gist (tenant_id with =, subject_id with =, session with <>, during with &&),
  constraint reservations_lane exclude using gist (tenant_id with =, subject_id with =, session with =, lane with =, during with &&),
  foreign key (tenant_id, appointment_id) references appointments (tenant_id, id)
);
select tenant_detail_table('reservations');
create index reservations_by_subject on reservations (tenant_id, subject_id, starts_at);
