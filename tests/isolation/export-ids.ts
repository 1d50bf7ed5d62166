import type pg from 'pg';
import { newId, toUuid } from '#kernel/graph/type-id.js';

/** An export that runs; written by hand, for only a client starts one, and this one never ends. */
export async function idsOfExports(owner: pg.Client, found: Map<string, string>): Promise<void> {
  const id = newId('export');
  await owner.query(
    `insert into platform.exports (tenant_id, id, client_id, scope, status, query) values ($1, $2, $3, '{}', 'RUNNING', '{ orders { nodes { id } } }')`,
    [toUuid('tenant', found.get('tenant') ?? ''), toUuid('export', id), toUuid('client', newId('client'))],
  );
  found.set('export', id);
}
