create table rooms (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  name text not null,
  primary key (tenant_id, id)
);
select tenant_table('rooms', branch_owned => true);
