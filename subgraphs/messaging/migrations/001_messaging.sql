-- A tenant's numbers on WhatsApp. What is sealed is opened by a secret that is not in this database.
create table whatsapp_channels (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  name text not null check (name <> ''),
  -- WhatsApp's id of the number, not the number.
  phone_number_id text not null collate "C" check (phone_number_id ~ '^[0-9]{1,32}$'),
  display_phone text not null collate "C",
  -- In whose name visits are booked.
  client_id uuid not null,
  default_language text not null check (default_language in ('en', 'mn', 'th', 'ur')),
  app_secret bytea not null,
  verify_token bytea not null,
  access_token bytea not null,
  -- An approved template without parameters that asks a person to write again, for when nothing else may be sent.
  reopening_template text check (reopening_template ~ '^[a-z0-9_]+$' and length(reopening_template) <= 512),
  active boolean not null,
  primary key (tenant_id, id),
  constraint whatsapp_channels_number unique (tenant_id, phone_number_id)
);
select tenant_table('whatsapp_channels', unlogged => '{app_secret,verify_token,access_token}');

-- The thread with one person at one of our numbers. Not audited, nor are its messages: they are themselves the record.
create table conversations (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  channel_id uuid not null,
  -- Who writes, as E.164.
  contact text not null collate "C",
  contact_name text,
  language text check (language in ('en', 'mn', 'th', 'ur')),
  -- Where the talk stands; null when none is going on.
  dialogue jsonb,
  heard_at timestamptz(3) not null,
  -- Who answers just now, and until when nobody else does: one after the other, also when somebody dies meanwhile.
  attendant uuid,
  attended_until timestamptz(3),
  primary key (tenant_id, id),
  constraint conversations_person unique (tenant_id, channel_id, contact),
  foreign key (tenant_id, channel_id) references whatsapp_channels (tenant_id, id)
);
select tenant_table('conversations', audited => false, operator => true);
create index conversations_heard on conversations (tenant_id, heard_at);

create table inbound_messages (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  conversation_id uuid not null,
  channel_id uuid not null,
  -- WhatsApp's id of it: the same message comes as often as WhatsApp likes, and is kept once.
  provider_id text not null collate "C",
  kind text not null check (kind in ('TEXT', 'TAP', 'OTHER')),
  text text,
  -- The id of what was tapped.
  choice text,
  sent_at timestamptz(3) not null,
  -- How often the graph could not be asked.
  attempts integer not null default 0,
  answered_at timestamptz(3),
  primary key (tenant_id, id),
  constraint inbound_messages_once unique (tenant_id, channel_id, provider_id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id) on delete cascade
);
select tenant_table('inbound_messages', audited => false, operator => true);
create index inbound_messages_waiting on inbound_messages (tenant_id, conversation_id, sent_at, id) where answered_at is null;
create index inbound_messages_thread on inbound_messages (tenant_id, conversation_id, sent_at, id);

create table outgoing_messages (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  conversation_id uuid not null,
  -- What it answers; null when we began.
  answers uuid,
  content jsonb not null,
  status text not null check (status in ('QUEUED', 'SENT', 'DELIVERED', 'READ', 'FAILED')),
  -- Until when whoever sends it just now is waited for.
  sending_until timestamptz(3),
  attempts integer not null default 0,
  provider_id text collate "C",
  reason text,
  sent_at timestamptz(3),
  primary key (tenant_id, id),
  -- A message is answered once.
  constraint outgoing_messages_answer unique (tenant_id, answers),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id) on delete cascade
);
select tenant_table('outgoing_messages', audited => false, operator => true);
create index outgoing_messages_queued on outgoing_messages (tenant_id, conversation_id, id) where status = 'QUEUED';
create index outgoing_messages_thread on outgoing_messages (tenant_id, conversation_id, created_at, id);
create index outgoing_messages_provider on outgoing_messages (tenant_id, provider_id) where provider_id is not null;

-- Who is to be called by a person of the staff, and why.
create table callback_requests (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- The clinic that was chosen, when one was: its staff call. Before that, whoever may at any branch.
  branch_id uuid,
  conversation_id uuid,
  phone text not null collate "C",
  contact_name text,
  language text not null,
  -- Only when the code proved who it is.
  patient_id uuid,
  reason text not null check (reason in
    ('ASKED_FOR_PERSON', 'NOT_UNDERSTOOD', 'NOT_VERIFIED', 'NOTHING_TO_BOOK', 'BOOKING_FAILED', 'NOT_DELIVERED', 'WINDOW_CLOSED')),
  step text,
  status text not null check (status in ('OPEN', 'CLAIMED', 'RESOLVED')),
  claimed_by uuid,
  claimed_at timestamptz(3),
  resolved_by uuid,
  resolved_at timestamptz(3),
  resolution text,
  primary key (tenant_id, id),
  foreign key (tenant_id, conversation_id) references conversations (tenant_id, id) on delete set null (conversation_id)
);
select tenant_table('callback_requests', branch_owned => true, unlogged => '{phone,contact_name}');
create index callback_requests_queue on callback_requests (tenant_id, status, created_at, id);
create index callback_requests_conversation on callback_requests (tenant_id, conversation_id);

create table callback_comments (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid,
  callback_id uuid not null,
  author_id uuid not null,
  text text not null check (text <> ''),
  primary key (tenant_id, id),
  foreign key (tenant_id, callback_id) references callback_requests (tenant_id, id)
);
select tenant_table('callback_comments', branch_owned => true);
create index callback_comments_of on callback_comments (tenant_id, callback_id, created_at, id);

-- Whom no clinic was chosen for is everybody's to call.
do $$
declare
  relation regclass;
  rule text := 'tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid) and ('
    || 'branch_id is null or (select current_setting(''app.branch_ids'', true) = ''*'') or branch_id = any ((select string_to_array('
    || 'nullif(nullif(current_setting(''app.branch_ids'', true), ''*''), ''''), '',''))::uuid[]))';
begin
  foreach relation in array array['callback_requests', 'callback_comments']::regclass[] loop
    execute format('alter policy tenant on %s using (%s) with check (%s)', relation, rule, rule);
  end loop;
end $$;
