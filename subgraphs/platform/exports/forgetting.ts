import { systemContext } from '#kernel/context/request-context.js';
import type { Database } from '#kernel/database/database.js';
import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import { newUuid, toTypeId } from '#kernel/graph/type-id.js';
import { cron } from '#kernel/jobs/job.js';

const purpose = 'forget-exports';
const batch = 500;
/** One that is COMPLETED still has its file. */
const old = sql`ended_at < now() - interval '30 days' and status <> 'COMPLETED'`;

/** What was asked for may name patients: it is kept as long as what was told to webhooks, and no longer. */
export const forgetExports = cron(purpose, '47 3 * * *', async (database) => {
  const tenants = await database.acrossTenants().rows<{ tenant_id: string }>(sql`select distinct tenant_id from exports where ${old}`);
  for (const { tenant_id } of tenants) await forgetOf(database, toTypeId('tenant', tenant_id));
});

/** As the tenant itself, in whose audit it stands. */
async function forgetOf(database: Database, tenantId: string): Promise<void> {
  const request = systemContext({ id: tenantId, subdomain: '' }, purpose, newUuid());
  let forgotten = batch;
  while (forgotten === batch) {
    forgotten = await database.transaction(request, scopeOf(request, purpose), 'command', async (transaction) => {
      const rows = await transaction.rows(
        sql`delete from exports where id in (select id from exports where ${old} order by id limit ${batch}) returning id`,
      );
      return rows.length;
    });
  }
}
