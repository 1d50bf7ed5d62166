alter table sandboxes
  -- Who makes one, so that nobody gives up the claim of another.
  add column claimed_by text,
  -- The tenant that is being made into the next. Its credentials are those of the one that is open and lead there until it takes over,
  -- which only the latest may.
  add column next_tenant_id uuid references tenants (tenant_id);

-- Makes the calling tenant the one that is to be the sandbox next; whichever was to be it before is not any more.
create function prepare_sandbox(wanted_host text) returns void
  language plpgsql security definer set search_path from current as $$
begin
  if not exists (select from tenants where tenants.tenant_id = tenant_id() and tenants.mode = 'TEST') then
    raise exception 'only a sandbox takes over from a sandbox' using errcode = 'integrity_constraint_violation';
  end if;
  insert into sandboxes (host, next_tenant_id) values (wanted_host, tenant_id())
    on conflict (host) do update set next_tenant_id = excluded.next_tenant_id;
end $$;

create or replace function keep_client_tenant() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select from sandboxes where sandboxes.next_tenant_id = new.tenant_id) then return null; end if;
  insert into credential_tenants (credential, tenant_id) values (uuid_send(new.id), new.tenant_id);
  return null;
end $$;

create or replace function keep_key_tenant() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if exists (select from sandboxes where sandboxes.next_tenant_id = new.tenant_id) then return null; end if;
  insert into credential_tenants (credential, tenant_id) values (new.hash, new.tenant_id);
  return null;
end $$;

-- Gives the calling tenant the subdomain of the sandbox before it, and its credentials, which are the same in each. Both are taken from a
-- sandbox only: a name or a key of any other tenant stays where it is.
drop function take_over_sandbox(text, bytea[]);
create function take_over_sandbox(wanted_host text) returns uuid
  language plpgsql security definer set search_path from current as $$
declare
  former uuid;
  made uuid;
  own bytea[];
begin
  select sandboxes.tenant_id, sandboxes.next_tenant_id into former, made from sandboxes where sandboxes.host = wanted_host for update;
  if made is distinct from tenant_id() then
    raise exception 'another tenant is to be the sandbox next' using errcode = 'integrity_constraint_violation', constraint = 'sandboxes_next';
  end if;
  update hosts set tenant_id = made where hosts.host = wanted_host and hosts.kind = 'SUBDOMAIN' and hosts.tenant_id = former;
  if not found then insert into hosts (host, kind, tenant_id) values (wanted_host, 'SUBDOMAIN', made); end if;
  own := array(
    select uuid_send(api_clients.id) from api_clients where api_clients.tenant_id = made
    union all select api_keys.hash from api_keys where api_keys.tenant_id = made
  );
  update credential_tenants set tenant_id = made where credential_tenants.credential = any (own) and credential_tenants.tenant_id = former;
  insert into credential_tenants (credential, tenant_id)
    select credential, made from unnest(own) credential except select credential_tenants.credential, credential_tenants.tenant_id from credential_tenants;
  update sandboxes
    set tenant_id = made, next_tenant_id = null, opened_at = now(), wanted_at = null, claimed_until = null, claimed_by = null
    where sandboxes.host = wanted_host;
  return former;
end $$;
