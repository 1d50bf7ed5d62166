-- Who is told things and asked for approvals: people by name, and all who hold one of the roles.
create table teams (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- By which rules, service levels and alerts name it: courier_team.
  code text not null collate "C",
  name text not null,
  roles text[] not null default '{}',
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint teams_code unique (tenant_id, code)
);
select tenant_table('teams');

create table team_members (
  tenant_id uuid not null default tenant_id(),
  team_id uuid not null,
  staff_id uuid not null,
  primary key (tenant_id, team_id, staff_id),
  foreign key (tenant_id, team_id) references teams (tenant_id, id) on delete cascade,
  foreign key (tenant_id, staff_id) references staff (tenant_id, id) on delete cascade
);
select tenant_detail_table('team_members');
create index team_members_by_staff on team_members (tenant_id, staff_id);

-- What people were told.
create table notices (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  title text not null,
  text text not null,
  -- What it is about, in the graph: order_…
  about text,
  -- Codes of the teams that were to be told.
  teams text[] not null,
  primary key (tenant_id, id)
);
select tenant_table('notices', audited => false);

create table notice_receipts (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  notice_id uuid not null,
  staff_id uuid not null,
  read_at timestamptz(3),
  -- What became of the message that was sent beside: SENT or REJECTED, null where none was.
  mail_status text check (mail_status in ('SENT', 'REJECTED')),
  mail_reason text,
  primary key (tenant_id, id),
  constraint notice_receipts_once unique (tenant_id, notice_id, staff_id),
  foreign key (tenant_id, notice_id) references notices (tenant_id, id) on delete cascade,
  foreign key (tenant_id, staff_id) references staff (tenant_id, id) on delete cascade
);
select tenant_table('notice_receipts', audited => false);
create index notice_receipts_of_staff on notice_receipts (tenant_id, staff_id, id);
create index notice_receipts_unread on notice_receipts (tenant_id, staff_id, id) where read_at is null;
