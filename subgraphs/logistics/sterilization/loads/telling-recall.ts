import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { sterilizationRecalled } from '../../events.js';
import { reachOfLoads } from './reach-queries.js';
import type { SterilizationLoad } from './sterilization-load.js';

/** Tells whom loads that are called back have reached by now. For a transaction that sees everywhere; three statements, however many. */
export async function tellRecalls(transaction: Transaction, loads: readonly SterilizationLoad[]): Promise<void> {
  const uuids = loads.map(({ id }) => toUuid('sterilizationload', id));
  const reach = await reachOfLoads((statement) => transaction.rows(statement), uuids);
  const quarantined = await quarantinedOf(transaction, uuids);
  await transaction.publishAll(
    sterilizationRecalled,
    loads.map((load, index) => {
      const reached = reach.get(uuids[index] ?? '');
      return {
        subject: load.id,
        branch: load.branchId,
        data: {
          loadId: load.id,
          number: load.number,
          reason: load.recallReason ?? '',
          patients: reached?.patients.size ?? 0,
          orders: reached?.orders.size ?? 0,
          uses: reached?.uses ?? 0,
          quarantined: quarantined.get(load.id) ?? 0,
        },
      };
    }),
  );
}

/** How many sets, and instruments alone, are set aside of what these loads made sterile last. */
async function quarantinedOf(transaction: Transaction, uuids: readonly string[]): Promise<Map<string, number>> {
  const rows = await transaction.rows<{ load_id: string; things: number }>(
    sql`select sterile_load_id as load_id, count(distinct coalesce(set_id, id))::int as things from instruments
      where sterile_load_id = any (${uuids}::uuid[]) and status = 'QUARANTINED' group by sterile_load_id`,
  );
  return new Map(rows.map(({ load_id, things }) => [toTypeId('sterilizationload', load_id), things]));
}
