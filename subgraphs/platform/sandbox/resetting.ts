import { toTypeId } from '#kernel/graph/type-id.js';
import { sql } from '#kernel/database/sql.js';
import type { PlatformContext } from '../services.js';
import type { SandboxState } from './sandbox.inputs.js';

/** How long whoever makes a sandbox has for it: after that another may try. */
const claimMinutes = 10;

/**
 * Whether the caller, alone of all processes, is to make a new sandbox now: there is none yet, the present one is older than it may be, or
 * somebody wants another.
 */
export async function claimSandboxReset(
  { acrossTenants }: PlatformContext,
  subdomain: string,
  openedBefore: Date,
  by: string,
): Promise<boolean> {
  await acrossTenants.rows(sql`insert into sandboxes (host) values (${subdomain}) on conflict (host) do nothing`);
  const claimed = await acrossTenants.rows(sql`
    update sandboxes set claimed_until = now() + ${claimMinutes}::int * interval '1 minute', claimed_by = ${by}
    where host = ${subdomain} and (claimed_until is null or claimed_until < now())
      and (tenant_id is null or opened_at < ${openedBefore}::timestamptz or wanted_at is not null)
    returning 1`);
  return claimed.length > 0;
}

/** Lets another make a sandbox at once: whoever had claimed it goes away. Whether the claim was still theirs. */
export async function releaseSandboxClaim({ acrossTenants }: PlatformContext, subdomain: string, by: string): Promise<boolean> {
  const released = await acrossTenants.rows(sql`
    update sandboxes set claimed_until = null, claimed_by = null where host = ${subdomain} and claimed_by = ${by} returning 1`);
  return released.length > 0;
}

/** Asks whoever keeps the sandbox for a new one. */
export async function wantSandboxReset({ acrossTenants }: PlatformContext, subdomain: string): Promise<boolean> {
  await acrossTenants.rows(sql`
    insert into sandboxes (host, wanted_at) values (${subdomain}, now()) on conflict (host) do update set wanted_at = now()`);
  return true;
}

export async function sandboxState({ acrossTenants }: PlatformContext, subdomain: string): Promise<SandboxState | null> {
  const [row] = await acrossTenants.rows<{ tenant_id: string | null; opened_at: Date | null }>(
    sql`select tenant_id, opened_at from sandboxes where host = ${subdomain}`,
  );
  return row ? { tenantId: row.tenant_id === null ? null : toTypeId('tenant', row.tenant_id), openedAt: row.opened_at } : null;
}
