import { branchOf } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { readInstrumentCode } from '../instruments/instrument-code.js';
import { InstrumentSet } from '../instruments/instrument-set.js';
import { Instrument } from '../instruments/instrument.js';
import { packagesScanned, type Package } from '../instruments/packages.js';
import { SterilePackaging } from '../instruments/sterile-packaging.js';
import { runPermission } from '../sterilization-permission.js';
import { SterilizationProgramme, Sterilizer } from '../sterilizers/sterilizer.js';
import { atLoad, noLoad } from './at-load.js';
import { ChangeLoadPayload, PrepareLoadPayload, type ChangeLoadInput, type LoadItemInput, type PrepareLoadInput } from './load.inputs.js';
import { LoadStatus } from './load-terms.js';
import { SterilizationLoad } from './sterilization-load.js';

/** Puts a load together; nothing is in it before it begins, so that the same thing may be planned for two. */
export async function prepareLoad(context: Context, input: PrepareLoadInput): Promise<PrepareLoadPayload> {
  const { taskId, orderId, programmeId } = input;
  const isOrder = !orderId || (await context.exists('Order', orderId));
  return context.db.command(PrepareLoadPayload, { name: 'prepareLoad', permission: runPermission }, async (transaction) => {
    const found = await runnable(transaction, programmeId);
    if (found instanceof Refusal) return found;
    if (!isOrder) return refuse('NOT_FOUND', 'There is no such order.', ['input', 'orderId'], noLoad);
    const task = taskId ? await taskNamed(transaction, taskId) : null;
    if (taskId && !task) return refuse('NOT_FOUND', 'There is no such task at your branches.', ['input', 'taskId'], noLoad);
    const note = input.note?.trim() || null;
    const tooLong = lengthErrors(mostLetters.text, { note });
    if (tooLong.length > 0) return new Refusal(tooLong, noLoad);
    const { sterilizer, programme } = found;
    const planned = await plannedItems(transaction, sterilizer.branchId, input.items);
    if (planned instanceof Refusal) return planned;
    const branch = await branchOf(transaction, sterilizer);
    const cycleNumber = await nextCycle(transaction, sterilizer);
    const load = Object.assign(new SterilizationLoad(), {
      id: newId('sterilizationload'),
      branchId: sterilizer.branchId,
      sterilizerId: sterilizer.id,
      programmeId: programme.id,
      cycleNumber,
      number: `${branch.code}-${sterilizer.code}-${String(cycleNumber).padStart(6, '0')}`,
      status: LoadStatus.PREPARED,
      taskId: taskId ?? null,
      orderId: orderId ?? task?.orderId ?? null,
      note,
      ...wantedOf(programme),
      readings: 0,
      ...nothingMeasured,
      ...nothingDone,
    });
    await transaction.insert(load);
    await insertItems(transaction, load, planned);
    return { load };
  });
}

export const nothingMeasured = { f0: null, heldMinutes: null, highestCelsius: null };
const nothingDone = {
  startedAt: null,
  startedBy: null,
  finishedAt: null,
  finishedBy: null,
  decidedAt: null,
  decidedBy: null,
  decisionReason: null,
  earlyReleaseReason: null,
  recalledAt: null,
  recalledBy: null,
  recallReason: null,
};

/** What a programme asks of a load. */
export function wantedOf({
  celsius,
  holdingMinutes,
  minimumF0,
  biologicalIndicator,
}: SterilizationProgramme): Pick<SterilizationLoad, 'celsius' | 'holdingMinutes' | 'minimumF0' | 'biologicalIndicator'> {
  return { celsius, holdingMinutes, minimumF0, biologicalIndicator };
}

/** Puts other things into a load that has not begun. */
export function changeLoad(context: Context, input: ChangeLoadInput): Promise<ChangeLoadPayload> {
  const { id, expectedVersion } = input;
  const step = { name: 'changeLoad', permission: runPermission, id, expectedVersion, from: [LoadStatus.PREPARED] };
  return atLoad(context, ChangeLoadPayload, noLoad, step, async (transaction, load) => {
    const planned = await plannedItems(transaction, load.branchId, input.items);
    if (planned instanceof Refusal) return planned;
    await transaction.rows(sql`delete from sterilization_items where load_id = ${toUuid('sterilizationload', id)}`);
    await insertItems(transaction, load, planned);
    load.updatedAt = new Date();
    return { load: await transaction.save(load) };
  });
}

async function runnable(
  transaction: Transaction,
  programmeId: string,
): Promise<{ sterilizer: Sterilizer; programme: SterilizationProgramme } | Refusal> {
  const field = ['input', 'programmeId'];
  const programme = await transaction.first(SterilizationProgramme, sql`where id = ${toUuid('programme', programmeId)}`);
  const sterilizer = programme && (await transaction.first(Sterilizer, sql`where id = ${toUuid('sterilizer', programme.sterilizerId)}`));
  if (!programme || !sterilizer) return refuse('NOT_FOUND', 'There is no such programme at your branches.', field, noLoad);
  if (!programme.active) return refuse('WRONG_STATE', `${programme.name} is not run any more: choose another programme.`, field, noLoad);
  if (!sterilizer.active) return refuse('WRONG_STATE', `${sterilizer.name} is out of service: choose another sterilizer.`, field, noLoad);
  return { sterilizer, programme };
}

async function taskNamed(transaction: Transaction, id: string): Promise<{ orderId: string | null } | null> {
  const [row] = await transaction.rows<{ order_id: string | null }>(sql`select order_id from tasks where id = ${toUuid('task', id)}`);
  return row ? { orderId: row.order_id && toTypeId('order', row.order_id) } : null;
}

async function nextCycle(transaction: Transaction, { id }: Sterilizer): Promise<number> {
  const [row] = await transaction.rows<{ last: number }>(
    sql`update sterilizer_cycles set last = last + 1 where sterilizer_id = ${toUuid('sterilizer', id)} returning last`,
  );
  if (!row) throw new Error(`The cycles of ${id} are not counted`);
  return row.last;
}

interface PlannedItem extends Package {
  readonly packaging: SterilePackaging;
}

const field = ['input', 'items'];

async function plannedItems(transaction: Transaction, branchId: string, items: readonly LoadItemInput[]): Promise<PlannedItem[] | Refusal> {
  const packages = await packagesScanned(
    transaction,
    items.map(({ code }) => code),
    noLoad,
    field,
  );
  if (packages instanceof Refusal) return packages;
  const wanted = new Map(items.map(({ code, packagingId }) => [readInstrumentCode(code), packagingId ?? null]));
  const idOf = ({ thing }: Package) => wanted.get(thing.code) ?? thing.packagingId;
  const uuids = [...new Set(packages.flatMap((found) => idOf(found) ?? []))].map((id) => toUuid('packaging', id));
  const packagings = await transaction.all(SterilePackaging, sql`where id = any (${uuids}::uuid[])`);
  const errors: UserError[] = [];
  const planned = packages.flatMap((found): PlannedItem[] => {
    const id = idOf(found);
    const packaging = packagings.find((one) => one.id === id);
    if (id === null) errors.push(userError('REQUIRED', `Say how ${found.thing.label} is wrapped: it has no usual packaging.`, field));
    else if (!packaging) errors.push(userError('NOT_FOUND', 'There is no such packaging.', [...field, 'packagingId']));
    if (found.thing.placeId !== branchId) errors.push(elsewhere(found, field));
    return packaging ? [{ ...found, packaging }] : [];
  });
  return errors.length > 0 ? new Refusal(errors, noLoad) : planned;
}

export function elsewhere({ thing }: Package, path: readonly string[]): UserError {
  return userError('WRONG_STATE', `${thing.label} is at another branch: record first that it came here (moveInstruments).`, path);
}

async function insertItems(transaction: Transaction, load: SterilizationLoad, planned: readonly PlannedItem[]): Promise<void> {
  const rows = planned.map(({ thing, packaging }, index) => ({
    id: toUuid('sterilizationitem', newId('sterilizationitem')),
    position: index + 1,
    set_id: thing instanceof InstrumentSet ? toUuid('instrumentset', thing.id) : null,
    instrument_id: thing instanceof Instrument ? toUuid('instrument', thing.id) : null,
    code: thing.code,
    name: thing.name,
    packaging_id: toUuid('packaging', packaging.id),
    packaging_name: packaging.name,
    shelf_days: packaging.shelfDays,
  }));
  await transaction.rows(sql`insert into sterilization_items (id, load_id, branch_id, position, set_id, instrument_id, code, name,
      packaging_id, packaging_name, shelf_days)
    select id, ${toUuid('sterilizationload', load.id)}, ${toUuid('branch', load.branchId)}, position, set_id, instrument_id, code, name,
      packaging_id, packaging_name, shelf_days
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as item (id uuid, position integer, set_id uuid, instrument_id uuid, code text,
      name text, packaging_id uuid, packaging_name text, shelf_days integer)`);
}
