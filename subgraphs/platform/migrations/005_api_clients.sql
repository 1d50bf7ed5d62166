-- Whether a tenant is real or a sandbox. It is one for life: what its clients were given would else work in the other's place.
alter table tenants add column mode text not null default 'LIVE' check (mode in ('LIVE', 'TEST'));

create function keep_mode() returns trigger language plpgsql as $$
begin
  raise exception 'a tenant is real or a sandbox for life' using errcode = 'integrity_constraint_violation';
end $$;
create trigger keep_mode before update on tenants for each row when (new.mode is distinct from old.mode) execute function keep_mode();

-- Programs of third parties.
create table api_clients (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  name text not null,
  name_key text collate "C" not null,
  description text,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DEACTIVATED')),
  -- As its tenant was when it was made, and is for life.
  kind text not null check (kind in ('LIVE', 'TEST')),
  purpose text not null check (purpose in ('TREAT', 'ETREAT', 'HPAYMT', 'HOPERAT', 'HRESCH', 'PATRQT')),
  -- Permissions of the graph: orders:place.
  scopes text[] not null,
  every_branch boolean not null,
  branch_ids uuid[] not null default '{}',
  -- By which its own assertions are checked (RFC 7523): public halves only.
  public_keys jsonb not null default '[]',
  primary key (tenant_id, id),
  constraint api_clients_name unique (tenant_id, name_key),
  constraint api_clients_branches check (every_branch = (branch_ids = '{}'))
);
select tenant_table('api_clients', unlogged => '{name_key}');

create table client_secrets (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  -- How it begins, to tell it from others.
  prefix text not null,
  hash bytea not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references api_clients (tenant_id, id)
);
select tenant_table('client_secrets', unlogged => '{hash}');
create index client_secrets_of_client on client_secrets (tenant_id, client_id, created_at);

create table api_keys (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  name text not null,
  prefix text not null,
  hash bytea not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references api_clients (tenant_id, id)
);
select tenant_table('api_keys', unlogged => '{hash}');
create index api_keys_of_client on api_keys (tenant_id, client_id, created_at);
create index api_keys_by_hash on api_keys (tenant_id, hash);

-- When a client, a secret or a key was last used, to the minute: beside them, so that using one is no change of it.
create table credential_uses (
  tenant_id uuid not null default tenant_id(),
  used_id uuid not null,
  last_used_at timestamptz(3) not null default now(),
  primary key (tenant_id, used_id)
);
select tenant_detail_table('credential_uses');

-- Assertions that clients have shown, until they expire: each is good for once.
create table client_assertions (
  tenant_id uuid not null default tenant_id(),
  client_id uuid not null,
  jti_hash bytea not null,
  expires_at timestamptz(3) not null,
  primary key (tenant_id, client_id, jti_hash),
  foreign key (tenant_id, client_id) references api_clients (tenant_id, id)
);
select tenant_detail_table('client_assertions');
create index client_assertions_by_end on client_assertions (tenant_id, client_id, expires_at);

-- Access tokens that were taken back before their time, until it comes.
create table revoked_tokens (
  tenant_id uuid not null default tenant_id(),
  jti text not null collate "C",
  expires_at timestamptz(3) not null,
  primary key (tenant_id, jti)
);
select tenant_detail_table('revoked_tokens');
create index revoked_tokens_by_end on revoked_tokens (tenant_id, expires_at);

-- Whose a client or a key is. A credential comes without its tenant, so this is asked of all tenants: none may read it, only the
-- function does.
create table credential_tenants (
  -- The id of a client, or the hash of a key.
  credential bytea primary key,
  tenant_id uuid not null references tenants (tenant_id)
);

create function tenant_of_credential(wanted bytea) returns uuid
  language sql stable security definer set search_path from current
  as $$ select credential_tenants.tenant_id from credential_tenants where credential_tenants.credential = wanted $$;

create function keep_client_tenant() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into credential_tenants (credential, tenant_id) values (uuid_send(new.id), new.tenant_id);
  return null;
end $$;
create trigger keep_tenant after insert on api_clients for each row execute function keep_client_tenant();

create function keep_key_tenant() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into credential_tenants (credential, tenant_id) values (new.hash, new.tenant_id);
  return null;
end $$;
create trigger keep_tenant after insert on api_keys for each row execute function keep_key_tenant();
