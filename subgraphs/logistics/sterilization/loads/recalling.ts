import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { seeEverywhere } from '../everywhere.js';
import { InstrumentStatus } from '../instruments/instrument-terms.js';
import { changePackages, lockPackages, type Package } from '../instruments/packages.js';
import { releasePermission } from '../sterilization-permission.js';
import { RecallLoadPayload, type RecallLoadInput } from './load.inputs.js';
import { LoadStatus } from './load-terms.js';
import { atLoad, noLoad } from './at-load.js';
import type { SterilizationLoad } from './sterilization-load.js';
import { tellRecalls } from './telling-recall.js';

/** Calls back a load that was released. */
export function recallLoad(context: Context, input: RecallLoadInput): Promise<RecallLoadPayload> {
  const from = [LoadStatus.RELEASED];
  const step = { name: 'recallLoad', permission: releasePermission, id: input.id, expectedVersion: null, from };
  return atLoad(context, RecallLoadPayload, noLoad, step, async (transaction, load) => {
    const reason = input.reason.trim();
    if (!reason) return refuse('REQUIRED', 'Say why the load is called back.', ['input', 'reason'], noLoad);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, noLoad);
    return { load: await callBack(transaction, load, reason) };
  });
}

/**
 * Sets aside, at every branch, all that a load that is locked made sterile last: its instruments in whatever set they are by now, and so
 * that whole set. What another load has made sterile since, or is in one, is for that load to decide. Tells whom it reached.
 */
export async function callBack(transaction: Transaction, load: SterilizationLoad, reason: string): Promise<SterilizationLoad> {
  await seeEverywhere(transaction);
  const packages = await lockContents(transaction, load);
  const why = `Load ${load.number} was recalled: ${reason}`;
  await changePackages(
    transaction,
    packages,
    sql`status = ${InstrumentStatus.QUARANTINED}`,
    sql`status_reason = ${why.slice(0, mostLetters.text)}`,
    sql`sterile_until = null`,
  );
  Object.assign(load, {
    status: LoadStatus.RECALLED,
    recalledAt: new Date(),
    recalledBy: transaction.context.actor.id,
    recallReason: reason,
  });
  await transaction.save(load);
  await tellRecalls(transaction, [load]);
  return load;
}

async function lockContents(transaction: Transaction, load: SterilizationLoad): Promise<Package[]> {
  const uuid = toUuid('sterilizationload', load.id);
  // Who changes a set between the two statements has locked it, and the second look sees what came of it.
  for (let known = '', tries = 0; tries < 3; tries += 1) {
    const rows = await transaction.rows<{ id: string; set_id: string | null }>(
      sql`select id, set_id from instruments where sterile_load_id = ${uuid} and status not in ('IN_LOAD', 'RETIRED') order by id`,
    );
    const setIds = [...new Set(rows.flatMap(({ set_id }) => set_id ?? []))];
    const instrumentIds = rows.filter(({ set_id }) => set_id === null).map(({ id }) => id);
    const packages = await lockPackages(transaction, setIds, instrumentIds);
    const seen = JSON.stringify([setIds, instrumentIds]);
    if (seen === known) return packages;
    known = seen;
  }
  throw Object.assign(new Error(`The contents of ${load.id} keep moving`), { code: '40001' });
}
