create table staff (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  email text not null,
  display_name text not null,
  name_key text collate "C" not null,
  phone text,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DEACTIVATED')),
  password_hash text not null,
  password_temporary boolean not null default false,
  primary key (tenant_id, id),
  constraint staff_email unique (tenant_id, email)
);
select tenant_table('staff', unlogged => '{password_hash,name_key}');
create index staff_by_name on staff (tenant_id, name_key, id);

create table roles (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  code text not null,
  name text not null,
  description text not null default '',
  permissions text[] not null,
  primary key (tenant_id, id),
  constraint roles_code unique (tenant_id, code)
);
select tenant_table('roles');

create table staff_grants (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  staff_id uuid not null,
  -- A built-in role or one of the tenant's own.
  role text not null,
  -- Null: at all branches, present and future.
  branch_id uuid,
  primary key (tenant_id, id),
  constraint staff_grants_once unique nulls not distinct (tenant_id, staff_id, role, branch_id),
  foreign key (tenant_id, staff_id) references staff (tenant_id, id) on delete cascade,
  foreign key (tenant_id, branch_id) references branches (tenant_id, id)
);
select tenant_table('staff_grants');
create index staff_grants_by_role on staff_grants (tenant_id, role);

create table sessions (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  staff_id uuid not null,
  address text,
  user_agent text,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  revoked_reason text check (revoked_reason in ('LOGOUT', 'REVOKED', 'TOKEN_REUSED', 'PASSWORD_CHANGED', 'DEACTIVATED')),
  primary key (tenant_id, id),
  foreign key (tenant_id, staff_id) references staff (tenant_id, id) on delete cascade
);
select tenant_table('sessions', operator => true);
create index sessions_by_staff on sessions (tenant_id, staff_id, created_at);

-- One row a rotation. A token that is presented after it was used is in two hands, and ends its session.
create table refresh_tokens (
  tenant_id uuid not null default tenant_id(),
  token_hash bytea not null,
  session_id uuid not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade
);
select tenant_detail_table('refresh_tokens');
create index refresh_tokens_by_session on refresh_tokens (tenant_id, session_id);

-- Tries to sign in, by account and by where they come from, so that a stranger's tries never count against the owner's.
create table login_attempts (
  tenant_id uuid not null default tenant_id(),
  account_hash bytea not null,
  source text not null,
  failures integer not null,
  last_at timestamptz(3) not null default now(),
  primary key (tenant_id, account_hash, source)
);
select tenant_detail_table('login_attempts');

-- The platform's own: no tenant has any part in them, only the operator role does.
create table signing_keys (
  id text primary key,
  public_jwk jsonb not null,
  private_sealed bytea not null,
  created_at timestamptz(3) not null default now()
);
do $$ begin
  execute format('grant select, insert, delete on signing_keys to %I', operator_role());
end $$;
