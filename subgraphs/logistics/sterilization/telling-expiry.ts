import { systemContext } from '#kernel/context/request-context.js';
import type { Database } from '#kernel/database/database.js';
import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newUuid, toTypeId } from '#kernel/graph/type-id.js';
import { cron } from '#kernel/jobs/job.js';
import { sterilizationExpired } from '../events.js';

const purpose = 'tell-expired-sterility';
const batch = 500;

/** Every hour, as somewhere a day has just ended: each thing is told once, soon after the midnight of its branch. */
export const tellExpiredSterility = cron(purpose, '12 * * * *', tellExpired);

export async function tellExpired(database: Database): Promise<void> {
  // Of no zone is it later than of the one furthest east.
  const due = sql`sterile_until < (now() at time zone 'Pacific/Kiritimati')::date and not expiry_told`;
  const tenants = await database
    .acrossTenants()
    .rows<{ tenant_id: string }>(
      sql`select tenant_id from instrument_sets where ${due} union select tenant_id from instruments where ${due}`,
    );
  const failures: unknown[] = [];
  for (const { tenant_id } of tenants) {
    try {
      await tellTenant(database, toTypeId('tenant', tenant_id));
    } catch (error) {
      // One tenant's trouble is not another's; it is told when all were looked at.
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `The expired sterility of ${failures.length} tenants could not be told`);
}

async function tellTenant(database: Database, id: string): Promise<void> {
  const request = systemContext({ id, subdomain: '' }, purpose, newUuid());
  for (const table of ['sets', 'instruments'] as const) {
    let told = batch;
    while (told === batch) {
      told = await database.transaction(request, scopeOf(request, purpose), 'command', (transaction) => tellBatch(transaction, table));
    }
  }
}

interface ExpiredRow {
  readonly id: string;
  readonly place_id: string;
  readonly code: string;
  readonly name: string;
  readonly sterile_until: string;
}

/** Instruments of a set expire with it, and are not told apart. */
async function tellBatch(transaction: Transaction, table: 'sets' | 'instruments'): Promise<number> {
  const due = sql`sterile_until < branch_day(coalesce(other_branch_id, branch_id)) and not expiry_told`;
  const told = sql`id, coalesce(other_branch_id, branch_id) as place_id, code, name, sterile_until::text as sterile_until`;
  const rows = await transaction.rows<ExpiredRow>(
    table === 'sets'
      ? sql`update instrument_sets set expiry_told = true where id in (select id from instrument_sets where ${due} order by id limit ${batch}
          for update skip locked) returning ${told}`
      : sql`update instruments set expiry_told = true where id in (select id from instruments where set_id is null and ${due} order by id
          limit ${batch} for update skip locked) returning ${told}`,
  );
  const prefix = table === 'sets' ? 'instrumentset' : 'instrument';
  await transaction.publishAll(
    sterilizationExpired,
    rows.map(({ id, place_id, code, name, sterile_until }) => ({
      subject: toTypeId(prefix, id),
      branch: toTypeId('branch', place_id),
      data: { code, name, sterileUntil: sterile_until },
    })),
  );
  return rows.length;
}
