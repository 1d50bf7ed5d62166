alter table tasks
  -- Without all of these, and one of those, it cannot be completed as done.
  add column required_proofs text[] not null default '{}',
  add column accepted_proofs text[] not null default '{}',
  -- By which event its order asked for it last: ids of events of one order grow in the order in which they were published.
  add column asked_event uuid,
  -- Whether it was its order that called it off; it comes back when the order asks for it again.
  add column withdrawn boolean not null default false,
  add constraint tasks_proofs check (required_proofs <@ '{PHOTO,SIGNATURE,CODE,SCAN}' and accepted_proofs <@ '{PHOTO,SIGNATURE,CODE,SCAN}'),
  add constraint tasks_withdrawn check (not withdrawn or status = 'CANCELLED');
create index tasks_open_elsewhere on tasks (tenant_id, other_branch_id, id) where ended_at is null and other_branch_id is not null;

-- The orders that have asked for tasks, or taken them back before they asked: who asks and who takes back wait for each other here.
create table task_orders (
  tenant_id uuid not null default tenant_id(),
  order_id uuid not null,
  -- By which event the order took its tasks back last; what it asked for before that is not wanted.
  withdrawn_event uuid,
  primary key (tenant_id, order_id)
);
select tenant_detail_table('task_orders');

-- Who was sent and would not go.
create table task_declines (
  tenant_id uuid not null default tenant_id(),
  task_id uuid not null,
  courier_id uuid not null,
  branch_id uuid not null,
  other_branch_id uuid,
  reason text,
  declined_at timestamptz(3) not null default now(),
  primary key (tenant_id, task_id, courier_id),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id),
  foreign key (tenant_id, courier_id) references couriers (tenant_id, id)
);
select tenant_detail_table('task_declines');
select seen_from_branches('task_declines', '{branch_id,other_branch_id}');

-- What the one to whom something is brought says to the courier. The code itself is told once and not kept.
create table task_codes (
  tenant_id uuid not null default tenant_id(),
  task_id uuid not null,
  branch_id uuid not null,
  other_branch_id uuid,
  salt bytea not null,
  hash bytea not null,
  wrong_tries integer not null default 0,
  issued_at timestamptz(3) not null default now(),
  primary key (tenant_id, task_id),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id)
);
select tenant_detail_table('task_codes');
select seen_from_branches('task_codes', '{branch_id,other_branch_id}');

-- That a task was done. Nothing is changed or taken away here.
create table task_proofs (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  task_id uuid not null,
  branch_id uuid not null,
  other_branch_id uuid,
  kind text not null check (kind in ('PHOTO', 'SIGNATURE', 'CODE', 'SCAN')),
  -- Of a signature: who signed.
  signer text,
  -- What was scanned.
  codes text[] not null default '{}',
  -- Of a photo or signature.
  media_type text check (media_type in ('image/jpeg', 'image/png', 'image/svg+xml')),
  size integer check (size between 1 and 2097152),
  sha256 text,
  content bytea,
  taken_by text,
  taken_at timestamptz(3) not null default now(),
  primary key (tenant_id, id),
  constraint task_proofs_content check ((kind in ('PHOTO', 'SIGNATURE')) = (content is not null) and num_nulls(media_type, size, sha256, content) in (0, 4)),
  constraint task_proofs_signer check ((kind = 'SIGNATURE') = (signer is not null)),
  foreign key (tenant_id, task_id) references tasks (tenant_id, id)
);
select tenant_detail_table('task_proofs');
select seen_from_branches('task_proofs', '{branch_id,other_branch_id}');
create index task_proofs_by_task on task_proofs (tenant_id, task_id, id);
do $$ begin execute format('revoke update, delete on task_proofs from %I', app_role()); end $$;
