create table scheduling_settings (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  reminder_lead_minutes integer[] not null,
  reminder_channels text[] not null check (reminder_channels <@ array['EMAIL', 'SMS', 'WHATSAPP', 'LOG']),
  quiet_from time(0) not null,
  quiet_until time(0) not null,
  claim_minutes integer not null check (claim_minutes between 1 and 1440),
  primary key (tenant_id, id),
  constraint scheduling_settings_once unique (tenant_id)
);
select tenant_table('scheduling_settings');

create table notifications (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  appointment_id uuid not null,
  patient_id uuid not null,
  kind text not null check (kind in ('REMINDER')),
  -- The same message is delivered once, whatever is tried again.
  message_key text not null,
  channel text check (channel in ('EMAIL', 'SMS', 'WHATSAPP', 'LOG')),
  recipient text,
  text text,
  status text not null check (status in ('SENT', 'REJECTED', 'SKIPPED')),
  reason text,
  provider_id text,
  primary key (tenant_id, id),
  constraint notifications_message unique (tenant_id, message_key),
  foreign key (tenant_id, appointment_id) references appointments (tenant_id, id)
);
select tenant_table('notifications', branch_owned => true, unlogged => '{recipient,text}');
create index notifications_by_appointment on notifications (tenant_id, appointment_id, created_at, id);
