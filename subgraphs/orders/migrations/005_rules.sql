select team_tables();

create table order_rules (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  name text not null,
  -- The lowest is looked at first; among equals the older one.
  position integer not null,
  active boolean not null,
  revision integer not null check (revision > 0),
  definition jsonb not null,
  primary key (tenant_id, id)
);
select tenant_table('order_rules');
create index order_rules_in_order on order_rules (tenant_id, position, id);

-- Every wording that a rule has had: an order is explained by those that it met.
create table order_rule_revisions (
  tenant_id uuid not null default tenant_id(),
  rule_id uuid not null,
  revision integer not null,
  definition jsonb not null,
  written_by text,
  written_at timestamptz(3) not null default now(),
  primary key (tenant_id, rule_id, revision),
  foreign key (tenant_id, rule_id) references order_rules (tenant_id, id)
);
select tenant_detail_table('order_rule_revisions');

-- What the rules were given when an order was placed, and which they were: with it what they did can be explained ever after.
create table order_decisions (
  tenant_id uuid not null default tenant_id(),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  decided_at timestamptz(3) not null,
  time_zone text not null,
  facts jsonb not null,
  -- [{"id", "revision", "position"}]
  rules jsonb not null,
  primary key (tenant_id, order_id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_detail_table('order_decisions');
select seen_from_branches('order_decisions', '{branch_id,performer_branch_id}');
do $$ begin execute format('revoke update, delete on order_rule_revisions, order_decisions from %I', app_role()); end $$;

create table order_approvals (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid,
  -- The team of which one has to approve.
  team text not null collate "C",
  reason text,
  rule_name text not null,
  status text not null check (status in ('REQUESTED', 'APPROVED', 'REFUSED')),
  decided_by text,
  decided_at timestamptz(3),
  note text,
  primary key (tenant_id, id),
  constraint order_approvals_decided check ((status = 'REQUESTED') = (decided_at is null)),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_table('order_approvals');
select seen_from_branches('order_approvals', '{branch_id,performer_branch_id}');
create index order_approvals_of_order on order_approvals (tenant_id, order_id, id);
create index order_approvals_open on order_approvals (tenant_id, branch_id, id) where status = 'REQUESTED';
