-- To which tenant the sandbox's subdomain leads, and who is making it anew. Beside the tenants, as hosts are: only the platform's own
-- operators see it.
create table sandboxes (
  host text primary key,
  tenant_id uuid references tenants (tenant_id),
  opened_at timestamptz(3),
  -- Somebody has asked for a new one.
  wanted_at timestamptz(3),
  -- A process makes one, and nobody else does before this.
  claimed_until timestamptz(3)
);
do $$ begin execute format('grant select, insert, update on sandboxes to %I', operator_role()); end $$;

-- Gives the calling tenant the subdomain of the sandbox before it, and frees the public credentials, which are the same in each. Both are
-- taken from a sandbox only: a name or a key of any other tenant stays where it is.
create function take_over_sandbox(wanted_host text, credentials bytea[]) returns uuid
  language plpgsql security definer set search_path from current as $$
declare
  former uuid;
begin
  if not exists (select from tenants where tenants.tenant_id = tenant_id() and tenants.mode = 'TEST') then
    raise exception 'only a sandbox takes over from a sandbox' using errcode = 'integrity_constraint_violation';
  end if;
  insert into sandboxes (host) values (wanted_host) on conflict (host) do nothing;
  select sandboxes.tenant_id into former from sandboxes where sandboxes.host = wanted_host for update;
  update hosts set tenant_id = tenant_id() where hosts.host = wanted_host and hosts.kind = 'SUBDOMAIN' and hosts.tenant_id = former;
  if not found then insert into hosts (host, kind, tenant_id) values (wanted_host, 'SUBDOMAIN', tenant_id()); end if;
  delete from credential_tenants where credential_tenants.credential = any (credentials) and credential_tenants.tenant_id = former;
  update sandboxes set tenant_id = tenant_id(), opened_at = now(), wanted_at = null, claimed_until = null where sandboxes.host = wanted_host;
  return former;
end $$;
