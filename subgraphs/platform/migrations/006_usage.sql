-- What clients used of the public graph. The gateways report it every second and it is added up here, so nothing of it is audited.
create table api_usage_days (
  tenant_id uuid not null default tenant_id(),
  client_id uuid not null,
  -- In UTC, as quotas are.
  day date not null,
  requests bigint not null,
  errors bigint not null,
  refused bigint not null,
  cost bigint not null,
  primary key (tenant_id, client_id, day),
  foreign key (tenant_id, client_id) references api_clients (tenant_id, id)
);

create table api_usage_operations (
  tenant_id uuid not null default tenant_id(),
  client_id uuid not null,
  day date not null,
  operation text not null collate "C",
  requests bigint not null,
  errors bigint not null,
  refused bigint not null,
  cost bigint not null,
  primary key (tenant_id, client_id, day, operation),
  foreign key (tenant_id, client_id, day) references api_usage_days (tenant_id, client_id, day) on delete cascade
);

do $$ begin
  perform isolate('api_usage_days', false, true);
  perform isolate('api_usage_operations', false, true);
  execute format('grant select, insert, update on api_usage_days, api_usage_operations to %I', app_role());
end $$;
