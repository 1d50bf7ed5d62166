create table tenants (
  tenant_id uuid primary key default tenant_id(),
  name text not null,
  subdomain text not null,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED')),
  plan text not null check (plan in ('STARTER', 'GROWTH', 'ENTERPRISE')),
  locale text not null default 'en',
  logo_url text,
  primary_color text,
  company_name text,
  workflow jsonb not null default '{}',
  features text[] not null default '{}'
);
select tenant_table('tenants', operator => true);

-- Names by which tenants are reached. Unique over all tenants, so no tenant may read it: only the two functions do.
create table hosts (
  host text primary key,
  kind text not null check (kind in ('SUBDOMAIN', 'DOMAIN')),
  tenant_id uuid not null references tenants (tenant_id)
);
create index hosts_by_tenant on hosts (tenant_id);

create function tenant_of_host(wanted_kind text, wanted_host text) returns uuid
  language sql stable security definer set search_path from current
  as $$ select hosts.tenant_id from hosts where hosts.kind = wanted_kind and hosts.host = wanted_host $$;

create function claim_host(wanted_kind text, wanted_host text) returns void
  language sql security definer set search_path from current
  as $$ insert into hosts (kind, host, tenant_id) values (wanted_kind, wanted_host, tenant_id()) $$;

create function release_host(unwanted_host text) returns boolean
  language sql security definer set search_path from current as $$
    with gone as (delete from hosts where hosts.host = unwanted_host and hosts.kind = 'DOMAIN' and hosts.tenant_id = tenant_id() returning 1)
    select exists (select from gone)
  $$;

create function own_domains() returns setof text
  language sql stable security definer set search_path from current
  as $$ select hosts.host from hosts where hosts.kind = 'DOMAIN' and hosts.tenant_id = tenant_id() order by hosts.host $$;

create table branches (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  code text not null,
  name text not null,
  name_key text collate "C" not null,
  type text not null check (type in ('CLINIC', 'HOSPITAL', 'LAB', 'PHARMACY', 'SUPPLIER', 'STERILIZATION', 'OPTICS')),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'CLOSED')),
  address jsonb,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  time_zone text not null,
  opening_hours jsonb not null default '[]',
  licence_number text,
  phone text,
  primary key (tenant_id, id),
  constraint branches_code unique (tenant_id, code)
);
select tenant_table('branches', unlogged => '{name_key}');
create index branches_by_name on branches (tenant_id, name_key, id);

create table departments (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  name text not null,
  primary key (tenant_id, id),
  constraint departments_name unique (tenant_id, branch_id, name),
  foreign key (tenant_id, branch_id) references branches (tenant_id, id)
);
select tenant_table('departments');
