import pg from 'pg';
import type { TenantReference } from '#kernel/context/request-context.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';

/** The owner's hands on the database, without triggers: time that has passed, rows by the thousand, and what nobody may do. */
export async function openBehindTheGraph({ ownerUrl }: TestSubgraph): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('set search_path = pharmacy, public; set session_replication_role = replica');
  return owner;
}

/** What is done in a tenant's name, at all of its branches, in one transaction: the name is gone when it ends. */
export async function inTenant<R>(client: pg.Client, tenant: TenantReference, body: () => Promise<R>): Promise<R> {
  await client.query('begin');
  try {
    await client.query(`select set_config('app.tenant_id', $1, true), set_config('app.branch_ids', '*', true)`, [
      toUuid('tenant', tenant.id),
    ]);
    const result = await body();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
