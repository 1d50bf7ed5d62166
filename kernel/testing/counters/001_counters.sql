create table counters (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  name text not null,
  total integer not null default 0,
  log text[] not null default '{}',
  primary key (tenant_id, id),
  constraint counters_name unique (tenant_id, name)
);
select tenant_table('counters');
