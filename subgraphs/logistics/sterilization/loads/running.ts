import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { InstrumentStatus } from '../instruments/instrument-terms.js';
import { changePackages, lockPackagesOfLoad, type Package } from '../instruments/packages.js';
import { dayAt, saidMoment } from '../moment.js';
import { runPermission } from '../sterilization-permission.js';
import { SterilizationProgramme, Sterilizer } from '../sterilizers/sterilizer.js';
import { atLoad, noLoad } from './at-load.js';
import { FinishLoadPayload, StartLoadPayload, type FinishLoadInput, type StartLoadInput } from './load.inputs.js';
import { LoadStatus } from './load-terms.js';
import { measure } from './measuring.js';
import { elsewhere, wantedOf } from './preparing.js';
import { SterilizationItem, type SterilizationLoad } from './sterilization-load.js';

const longestBackMs = 7 * 24 * 3_600_000;

const constraints = {
  sterilization_loads_running: {
    code: 'WRONG_STATE',
    message: 'Another load runs in this sterilizer: finish that one first.',
    field: ['input', 'id'],
  },
  sterilization_loads_chamber: {
    code: 'WRONG_STATE',
    message: 'Another load was in this sterilizer at that time: say when this one began, after that one was over.',
    field: ['input', 'at'],
  },
} as const;

/** The cycle begins: what is in it, and what it must come to, is fixed from now on. */
export function startLoad(context: Context, input: StartLoadInput): Promise<StartLoadPayload> {
  const { id, expectedVersion } = input;
  const step = { name: 'startLoad', permission: runPermission, id, expectedVersion, from: [LoadStatus.PREPARED], constraints };
  return atLoad(context, StartLoadPayload, noLoad, step, async (transaction, load, actorId) => {
    const at = saidMoment(input.at, noLoad);
    if (at instanceof Refusal) return at;
    if (Date.now() - at.getTime() > longestBackMs)
      return refuse('INVALID', 'A cycle is recorded within a week of its start.', ['input', 'at'], noLoad);
    const device = await deviceProblem(transaction, load, at);
    if (device) return device;
    const packages = await lockPackagesOfLoad(transaction, id);
    const errors = [...(await goneProblems(transaction, load, packages)), ...packages.flatMap((found) => packageProblems(load, found))];
    if (errors.length > 0) return new Refusal(errors, noLoad);
    await freeze(transaction, load);
    const uuid = toUuid('sterilizationload', id);
    await changePackages(
      transaction,
      packages,
      sql`status = ${InstrumentStatus.IN_LOAD}`,
      sql`load_id = ${uuid}::uuid`,
      sql`status_reason = null`,
    );
    Object.assign(load, { status: LoadStatus.RUNNING, startedAt: at, startedBy: actorId });
    return { load: await transaction.save(load) };
  });
}

async function deviceProblem(transaction: Transaction, load: SterilizationLoad, at: Date): Promise<Refusal | null> {
  const field = ['input', 'id'];
  const sterilizer = await transaction.first(Sterilizer, sql`where id = ${toUuid('sterilizer', load.sterilizerId)}`);
  const programme = await transaction.first(SterilizationProgramme, sql`where id = ${toUuid('programme', load.programmeId)}`);
  if (!sterilizer || !programme) throw new Error(`${load.id} has no sterilizer or programme`);
  if (!sterilizer.active)
    return refuse('WRONG_STATE', `${sterilizer.name} is out of service: prepare the load for another one.`, field, noLoad);
  const day = await dayAt(transaction, load.branchId, at);
  if (sterilizer.validatedUntil < day)
    return refuse(
      'WRONG_STATE',
      `${sterilizer.name} was validated until ${sterilizer.validatedUntil}, and the cycle began on ${day}: have it validated before it runs.`,
      field,
      noLoad,
    );
  Object.assign(load, wantedOf(programme));
  return null;
}

/** What went to a branch that the caller does not see is not among the packages: left out in silence, it would be taken for sterilized. */
async function goneProblems(transaction: Transaction, { id }: SterilizationLoad, packages: readonly Package[]): Promise<UserError[]> {
  const here = new Set(packages.map(({ thing }) => thing.id));
  const items = await transaction.all(SterilizationItem, sql`where load_id = ${toUuid('sterilizationload', id)} order by position`);
  return items
    .filter(({ setId, instrumentId }) => !here.has(setId ?? instrumentId ?? ''))
    .map(({ name, code }) =>
      userError('WRONG_STATE', `${name} (${code}) is not here any more: take it out of the load (changeLoad).`, ['input', 'id']),
    );
}

function packageProblems(load: SterilizationLoad, found: Package): UserError[] {
  const { thing, instruments } = found;
  const problem = (message: string) => userError('WRONG_STATE', message, ['input', 'id']);
  const worn = instruments.filter(({ isWornOut }) => isWornOut);
  return [
    ...(thing.placeId === load.branchId ? [] : [elsewhere(found, ['input', 'id'])]),
    ...(thing.status === InstrumentStatus.CLEAN ? [] : [problem(`${thing.label} is ${thing.status}: only what is CLEAN is sterilized.`)]),
    ...('setId' in thing && thing.setId !== null ? [problem(`${thing.label} is part of a set by now: sterilize it with that.`)] : []),
    ...(instruments.length === 0 ? [problem(`${thing.label} is empty: put instruments into it, or take it out of the load.`)] : []),
    ...worn.map(({ label, cycles, mostCycles }) => problem(`${label} has been through ${cycles} of ${mostCycles} cycles: retire it.`)),
  ];
}

/** What each package holds now is what was sterilized, whatever becomes of the set. */
async function freeze(transaction: Transaction, { id, branchId }: SterilizationLoad): Promise<void> {
  const uuid = toUuid('sterilizationload', id);
  await transaction.rows(sql`update sterilization_items item set set_version = contents_version, code = instrument_sets.code, name = instrument_sets.name
    from instrument_sets where item.load_id = ${uuid} and instrument_sets.id = item.set_id`);
  await transaction.rows(sql`insert into load_instruments (load_id, instrument_id, branch_id, item_id)
    select ${uuid}, instruments.id, ${toUuid('branch', branchId)}, item.id
    from sterilization_items item join instruments on instruments.id = item.instrument_id or instruments.set_id = item.set_id
    where item.load_id = ${uuid}`);
}

/** The cycle is over; every instrument has been through one more. */
export function finishLoad(context: Context, input: FinishLoadInput): Promise<FinishLoadPayload> {
  const { id, expectedVersion } = input;
  const step = { name: 'finishLoad', permission: runPermission, id, expectedVersion, from: [LoadStatus.RUNNING] };
  return atLoad(context, FinishLoadPayload, noLoad, step, async (transaction, load, actorId) => {
    const at = saidMoment(input.at, noLoad);
    if (at instanceof Refusal) return at;
    if (load.startedAt && at < load.startedAt)
      return refuse('INVALID', `The cycle began at ${load.startedAt.toISOString()}: it ends later.`, ['input', 'at'], noLoad);
    const packages = await lockPackagesOfLoad(transaction, id);
    await countCycles(transaction, packages);
    Object.assign(load, { status: LoadStatus.FINISHED, finishedAt: at, finishedBy: actorId });
    await measure(transaction, load);
    return { load: await transaction.save(load) };
  });
}

async function countCycles(transaction: Transaction, packages: readonly Package[]): Promise<void> {
  const uuids = packages.flatMap(({ instruments }) => instruments.map(({ id }) => toUuid('instrument', id)));
  await transaction.rows(sql`update instruments set cycles = cycles + 1 where id = any (${uuids}::uuid[])`);
}
