-- Live feeds: which events each topic heard, counted without gaps. The relay writes it, one at a time, in the transaction in
-- which it hands an event on; followers that missed a message on the way read it here.
create table live_heads (
  tenant_id uuid not null,
  topic text collate "C" not null,
  sequence bigint not null,
  primary key (tenant_id, topic)
);
create table live_messages (
  tenant_id uuid not null,
  topic text collate "C" not null,
  sequence bigint not null,
  subject text not null,
  type text not null,
  data jsonb not null,
  occurred_at timestamptz(3) not null,
  heard_at timestamptz(3) not null default now(),
  primary key (tenant_id, topic, sequence)
);
create index live_messages_age on live_messages (heard_at);

do $$ begin
  perform isolate('live_heads', false, true);
  perform isolate('live_messages', false, true);
  execute format('grant select on live_heads, live_messages to %I', app_role());
end $$;
