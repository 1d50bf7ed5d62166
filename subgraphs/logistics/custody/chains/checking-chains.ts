import { systemContext } from '#kernel/context/request-context.js';
import type { Database } from '#kernel/database/database.js';
import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newUuid, toTypeId } from '#kernel/graph/type-id.js';
import { cron } from '#kernel/jobs/job.js';
import { custodyBroken } from '../../events.js';
import type { ChainFault } from '../chain-fault.js';
import { readChains, verdictOf } from './stored-chain.js';

const purpose = 'check-custody-chains';
const batch = 200;
/** A chain in which nothing is said to have happened is looked at so often all the same: who tampers with one does not say so. */
const everyDays = 7;

/** Every hour the chains that changed hands since the last look, and those at which nobody looked for a week. */
export const checkCustodyChains = cron(purpose, '37 * * * *', checkChains);

export async function checkChains(database: Database): Promise<void> {
  const tenants = await database
    .acrossTenants()
    .rows<{ tenant_id: string }>(sql`select distinct tenant_id from custody_checks where due_at <= now()`);
  const failures: unknown[] = [];
  for (const { tenant_id } of tenants) {
    try {
      await checkTenant(database, toTypeId('tenant', tenant_id));
    } catch (error) {
      // One tenant's trouble is not another's; it is told when all were looked at.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `The chains of custody of ${failures.length} tenants could not be checked`);
}

async function checkTenant(database: Database, id: string): Promise<void> {
  const request = systemContext({ id, subdomain: '' }, purpose, newUuid());
  let checked = batch;
  while (checked === batch) {
    checked = await database.transaction(request, scopeOf(request, purpose), 'command', checkBatch);
  }
}

interface DueRow {
  readonly item_id: string;
  readonly head_hash: string | null;
  readonly fault: ChainFault | null;
}

async function checkBatch(transaction: Transaction): Promise<number> {
  const due = await transaction.rows<DueRow>(sql`select item_id, head_hash, fault from custody_checks
    join custody_items using (tenant_id, item_id) where due_at <= now() order by due_at, item_id limit ${batch}
    for update of custody_checks skip locked`);
  const chains = await readChains(
    (statement) => transaction.rows(statement),
    due.map(({ item_id }) => item_id),
  );
  const looked = due.map(({ item_id, head_hash, fault }) => {
    const chain = chains.get(item_id) ?? { entries: [], keys: new Map() };
    const verdict = verdictOf({ itemId: item_id, headHash: head_hash }, chain);
    return { itemId: item_id, before: fault, fault: verdict.isWhole ? null : verdict.fault };
  });
  const rows = looked.map(({ itemId, fault }) => ({ item_id: itemId, fault }));
  await transaction.rows(sql`update custody_checks checked set checked_at = now(), due_at = now() + make_interval(days => ${everyDays}),
      fault = nullif(found.fault, 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as found (item_id text, fault jsonb) where checked.item_id = found.item_id`);
  const broken = looked.flatMap(({ itemId, before, fault }) => (fault && !isSame(before, fault) ? [{ itemId, fault }] : []));
  await transaction.publishAll(
    custodyBroken,
    broken.map(({ itemId, fault: { code, sequence, side, message } }) => ({
      subject: itemId,
      data: { itemId, code, sequence, side, message },
    })),
  );
  return due.length;
}

/** What was told once is not told every week. */
function isSame(before: ChainFault | null, { code, sequence, side }: ChainFault): boolean {
  return before?.code === code && before.sequence === sequence && before.side === side;
}
