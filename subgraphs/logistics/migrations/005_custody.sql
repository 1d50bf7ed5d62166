-- The public halves of the keys with which people sign; the private ones never leave their devices. A key is never given back: what it
-- signed is held against it for as long as the chain is kept.
create table signing_keys (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- Whose it is, who is also the one that registered it.
  staff_id uuid not null,
  -- Of the device: "Oyuun's telephone".
  name text not null,
  -- Ed25519: `x` of its JSON Web Key (RFC 8037).
  public_key text not null collate "C",
  -- In whose names its owner signs too.
  branch_ids uuid[] not null default '{}',
  valid_from timestamptz(3) not null default now(),
  revoked_at timestamptz(3),
  revoke_reason text,
  primary key (tenant_id, id),
  constraint signing_keys_public_key unique (tenant_id, public_key),
  constraint signing_keys_revoked check (revoked_at >= valid_from)
);
select tenant_table('signing_keys');
create index signing_keys_of_staff on signing_keys (tenant_id, staff_id, id);

-- Which branches have had an item, or are offered it: they see all of its chain, as part of a chain proves nothing.
create table custody_item_branches (
  tenant_id uuid not null default tenant_id(),
  item_id text not null collate "C",
  branch_id uuid not null,
  primary key (tenant_id, item_id, branch_id)
);
select tenant_detail_table('custody_item_branches');

-- For rows that belong to an item's chain: in place of `branch_owned`. Written before the item's branches are known to it.
create function seen_with_item(relation regclass) returns void language plpgsql set search_path from current as $$
declare
  tenant text := 'tenant_id = (select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)';
begin
  execute format('alter policy tenant on %1$s using (%2$s and ((select current_setting(''app.branch_ids'', true) = ''*'') or exists (
      select from custody_item_branches seen where seen.tenant_id = %1$s.tenant_id and seen.item_id = %1$s.item_id
        and seen.branch_id = any ((select string_to_array(nullif(nullif(current_setting(''app.branch_ids'', true), ''*''), ''''), '',''))::uuid[]))))
    with check (%2$s)', relation, tenant);
end $$;

-- What changes hands. Its last entry is told here too, so that an end that was cut off is missed.
create table custody_items (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- What it is in the graph, as its TypeID: specimen_…, lot_….
  item_id text not null collate "C",
  name text not null,
  -- On its label, to be scanned.
  code text collate "C",
  order_id uuid,
  length integer not null default 0 check (length >= 0),
  head_hash text check (head_hash ~ '^[0-9a-f]{64}$'),
  holder_id text,
  holder_name text,
  held_since timestamptz(3),
  -- Whether it was last taken by one who does not carry it on.
  delivered boolean not null default false,
  primary key (tenant_id, id),
  constraint custody_items_item unique (tenant_id, item_id),
  constraint custody_items_head check ((length = 0) = (head_hash is null) and (length = 0) = (holder_id is null))
);
select tenant_table('custody_items');
select seen_with_item('custody_items');
create index custody_items_of_order on custody_items (tenant_id, order_id) where order_id is not null;

-- When an item's chain is looked at next by the clock, and what was wrong with it at the last look.
create table custody_checks (
  tenant_id uuid not null default tenant_id(),
  item_id text not null collate "C",
  due_at timestamptz(3) not null,
  checked_at timestamptz(3),
  -- {"code", "sequence", "side", "message"}
  fault jsonb,
  primary key (tenant_id, item_id),
  foreign key (tenant_id, item_id) references custody_items (tenant_id, item_id)
);
do $$ begin
  perform isolate('custody_checks', false, true);
  execute format('grant select, insert, update on custody_checks to %I', app_role());
end $$;
create index custody_checks_due on custody_checks (tenant_id, due_at);

-- Items that one side gives to another at one time and place, from when the giver says so until both have signed.
create table handovers (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- The giver's, and the taker's; the same one for a change of hands within a branch.
  branch_id uuid not null,
  other_branch_id uuid not null,
  task_id uuid,
  status text not null check (status in ('PROPOSED', 'SIGNED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN')),
  reason text,
  -- Of a person of the staff, or of a branch in whose name any of its people signs.
  from_id text not null,
  from_name text not null,
  to_id text not null,
  to_name text not null,
  -- Where the taker carries it on.
  to_courier_id uuid,
  place_name text not null,
  place_gln text,
  latitude double precision,
  longitude double precision,
  happened_at timestamptz(3) not null,
  given_by uuid,
  taken_by uuid,
  signed_at timestamptz(3),
  ended_at timestamptz(3),
  primary key (tenant_id, id),
  constraint handovers_place check ((latitude is null) = (longitude is null)),
  constraint handovers_ended check ((status in ('ACCEPTED', 'REFUSED', 'WITHDRAWN')) = (ended_at is not null)),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id)
);
select tenant_table('handovers');
select seen_from_branches('handovers', '{branch_id,other_branch_id}');
create index handovers_by_branch on handovers (tenant_id, branch_id, id);
create index handovers_by_other_branch on handovers (tenant_id, other_branch_id, id);
create index handovers_of_task on handovers (tenant_id, task_id, id) where task_id is not null;

-- What each side signs, item by item.
create table handover_items (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  handover_id uuid not null,
  branch_id uuid not null,
  other_branch_id uuid not null,
  item_id text not null collate "C",
  scan text not null,
  condition text not null check (condition in ('INTACT', 'SEAL_BROKEN', 'DAMAGED', 'INCOMPLETE')),
  remark text,
  celsius double precision,
  thermometer text,
  measured_at timestamptz(3),
  -- RFC 8785; what is hashed behind the hash before it.
  text text not null,
  sequence integer not null,
  previous_hash text not null,
  hash text not null,
  from_key_id text,
  from_signature text,
  primary key (tenant_id, id),
  constraint handover_items_item unique (tenant_id, handover_id, item_id),
  constraint handover_items_signed check ((from_key_id is null) = (from_signature is null)),
  foreign key (tenant_id, handover_id) references handovers (tenant_id, id),
  foreign key (tenant_id, item_id) references custody_items (tenant_id, item_id)
);
select tenant_detail_table('handover_items');
select seen_from_branches('handover_items', '{branch_id,other_branch_id}');

-- The chain: what both sides have signed. Nothing is changed or taken away here.
create table custody_entries (
  tenant_id uuid not null default tenant_id(),
  item_id text not null collate "C",
  sequence integer not null check (sequence > 0),
  handover_id uuid not null,
  text text not null,
  previous_hash text not null collate "C",
  hash text not null collate "C",
  from_key_id text not null,
  from_signature text not null,
  to_key_id text not null,
  to_signature text not null,
  linked_at timestamptz(3) not null default now(),
  primary key (tenant_id, item_id, sequence),
  -- Of two handovers behind the same one, one is in the chain.
  constraint custody_entries_link unique (tenant_id, item_id, previous_hash),
  foreign key (tenant_id, item_id) references custody_items (tenant_id, item_id),
  foreign key (tenant_id, handover_id) references handovers (tenant_id, id)
);
select tenant_detail_table('custody_entries');
select seen_with_item('custody_entries');
do $$ begin execute format('revoke update, delete on custody_entries from %I', app_role()); end $$;
