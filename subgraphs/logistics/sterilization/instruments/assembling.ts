import { atBranch } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { managePermission } from '../sterilization-permission.js';
import { readInstrumentCode } from './instrument-code.js';
import { InstrumentSet, type SetContent } from './instrument-set.js';
import {
  AssembleInstrumentSetPayload,
  ChangeInstrumentSetPayload,
  type AssembleInstrumentSetInput,
  type ChangeInstrumentSetInput,
} from './instrument.inputs.js';
import { InstrumentStatus } from './instrument-terms.js';
import { Instrument } from './instrument.js';
import { codeConstraints, isPackaging, nameRefusal } from './registering.js';

const nothing = { set: null };
const field = ['input', 'instrumentIds'];
const mostInstruments = 200;
/** A package that is not sterile, in no load and on no patient can be taken apart. */
const open: readonly InstrumentStatus[] = [InstrumentStatus.DIRTY, InstrumentStatus.CLEAN];

/** Puts instruments together as one. */
export function assembleInstrumentSet(context: Context, input: AssembleInstrumentSetInput): Promise<AssembleInstrumentSetPayload> {
  const options = {
    name: 'assembleInstrumentSet',
    permission: managePermission,
    branchId: input.branchId,
    nothing,
    constraints: codeConstraints,
  };
  return atBranch(context, AssembleInstrumentSetPayload, options, async (transaction, branch) => {
    const code = readInstrumentCode(input.code);
    if (typeof code !== 'string') return refuse('INVALID', code.problem, ['input', 'code'], nothing);
    const wrong = nameRefusal(input.name, nothing);
    if (wrong) return wrong;
    if (!(await isPackaging(transaction, input.packagingId)))
      return refuse('NOT_FOUND', 'There is no such packaging.', ['input', 'packagingId'], nothing);
    const set = Object.assign(new InstrumentSet(), {
      id: newId('instrumentset'),
      branchId: branch.id,
      otherBranchId: null,
      code,
      name: input.name.trim(),
      packagingId: input.packagingId,
      status: InstrumentStatus.DIRTY,
      statusReason: null,
      contentsVersion: 1,
      loadId: null,
      sterileLoadId: null,
      sterileLoadNumber: null,
      sterileSince: null,
      sterileUntil: null,
      openedAt: null,
    });
    const contents = await lockContents(transaction, set, input.instrumentIds);
    if (contents instanceof Refusal) return contents;
    set.status = statusOf(contents.instruments);
    await transaction.insert(set);
    await transaction.rows(sql`insert into instrument_codes (code, set_id) values (${code}, ${toUuid('instrumentset', set.id)})`);
    await putInto(transaction, set, contents);
    return { set };
  });
}

/** Gives a set other instruments; what it held before stays known by its version. */
export function changeInstrumentSet(context: Context, input: ChangeInstrumentSetInput): Promise<ChangeInstrumentSetPayload> {
  const options = { name: 'changeInstrumentSet', permission: managePermission };
  return context.db.command(ChangeInstrumentSetPayload, options, async (transaction) => {
    const setIds = [toUuid('instrumentset', input.id), ...(await setsOf(transaction, input.instrumentIds))];
    const sets = await transaction.all(InstrumentSet, sql`where id = any (${setIds}::uuid[]) order by id for update`);
    const set = sets.find(({ id }) => id === input.id);
    if (!set) return refuse('NOT_FOUND', 'There is no such set at the branches where you may change it.', ['input', 'id'], nothing);
    const stale = staleVersion(set, input.expectedVersion, 'set', nothing);
    if (stale) return stale;
    if (!open.includes(set.status))
      return refuse('WRONG_STATE', `${set.label} is ${set.status}: only what is DIRTY or CLEAN is taken apart.`, ['input', 'id'], nothing);
    const contents = await lockContents(transaction, set, input.instrumentIds);
    if (contents instanceof Refusal) return contents;
    set.contentsVersion += 1;
    set.status = statusOf(contents.instruments);
    await transaction.save(set);
    await putInto(transaction, set, contents);
    return { set };
  });
}

async function setsOf(transaction: Transaction, instrumentIds: readonly string[]): Promise<string[]> {
  const uuids = instrumentIds.map((id) => toUuid('instrument', id));
  const rows = await transaction.rows<{ set_id: string }>(
    sql`select distinct set_id from instruments where id = any (${uuids}::uuid[]) and set_id is not null`,
  );
  return rows.map(({ set_id }) => set_id);
}

interface Contents {
  readonly instruments: readonly Instrument[];
  /** What the set held and is to hold no more. */
  readonly dropped: readonly Instrument[];
  /** Other sets that lose some of theirs. */
  readonly losing: readonly InstrumentSet[];
}

/** The instruments that a set is to hold, locked behind the sets that they are in. */
async function lockContents(transaction: Transaction, set: InstrumentSet, instrumentIds: readonly string[]): Promise<Contents | Refusal> {
  const ids = [...new Set(instrumentIds)];
  if (ids.length === 0 || ids.length > mostInstruments)
    return refuse('INVALID', `A set holds 1 to ${mostInstruments} instruments.`, field, nothing);
  const uuids = ids.map((id) => toUuid('instrument', id));
  const setIds = await setsOf(transaction, ids);
  const losing = (await transaction.all(InstrumentSet, sql`where id = any (${setIds}::uuid[]) order by id for update`)).filter(
    ({ id }) => id !== set.id,
  );
  const locked = await transaction.all(
    Instrument,
    sql`where id = any (${uuids}::uuid[]) or set_id = ${toUuid('instrumentset', set.id)} order by id for update`,
  );
  const byId = new Map(locked.map((instrument) => [instrument.id, instrument]));
  const instruments = ids.flatMap((id) => byId.get(id) ?? []);
  const errors = [
    ...ids.flatMap((id) =>
      byId.has(id) ? [] : [userError('NOT_FOUND', 'There is no such instrument at the branches where you may change it.', field)],
    ),
    ...instruments.flatMap((instrument) => contentProblem(set, instrument, losing)),
    ...losing.flatMap((other) => losingProblem(other, locked.filter(({ setId, id }) => setId === other.id && ids.includes(id)).length)),
  ];
  if (errors.length > 0) return new Refusal(errors, nothing);
  return { instruments, dropped: locked.filter(({ id }) => !ids.includes(id)), losing };
}

function contentProblem(set: InstrumentSet, instrument: Instrument, losing: readonly InstrumentSet[]): UserError[] {
  const { label, status, setId } = instrument;
  if (!open.includes(status))
    return [userError('WRONG_STATE', `${label} is ${status}: only what is DIRTY or CLEAN goes into a set.`, field)];
  if (instrument.branchId !== set.branchId || instrument.placeId !== set.placeId)
    return [userError('WRONG_STATE', `${label} is not of the set's branch, or not where the set is: bring them together first.`, field)];
  if (setId !== null && setId !== set.id && !losing.some(({ id }) => id === setId))
    return [userError('WRONG_STATE', `${label} goes into another set just now: try again.`, field)];
  return [];
}

function losingProblem(set: InstrumentSet, taken: number): UserError[] {
  if (taken > 0 && !open.includes(set.status))
    return [userError('WRONG_STATE', `${set.label} is ${set.status}: only what is DIRTY or CLEAN is taken apart.`, field)];
  return [];
}

/** A set is as clean as the least clean of what is in it. */
function statusOf(instruments: readonly Instrument[]): InstrumentStatus {
  return instruments.every(({ status }) => status === InstrumentStatus.CLEAN) ? InstrumentStatus.CLEAN : InstrumentStatus.DIRTY;
}

async function putInto(transaction: Transaction, set: InstrumentSet, { instruments, dropped, losing }: Contents): Promise<void> {
  const uuid = toUuid('instrumentset', set.id);
  const uuids = instruments.map(({ id }) => toUuid('instrument', id));
  const gone = dropped.map(({ id }) => toUuid('instrument', id));
  await transaction.rows(sql`update instruments set set_id = case when id = any (${uuids}::uuid[]) then ${uuid}::uuid end,
      status = case when id = any (${uuids}::uuid[]) then ${set.status} else status end
    where id = any (${[...uuids, ...gone]}::uuid[])`);
  const contents = instruments.map(({ id, code, name }): SetContent => ({ instrumentId: id, code, name }));
  await insertVersions(transaction, [{ set_id: uuid, number: set.contentsVersion, contents }]);
  await versionsOfLosing(transaction, losing);
}

/** What is left in the sets that gave instruments away is a version of its own; a set that gave its last one is empty. */
async function versionsOfLosing(transaction: Transaction, losing: readonly InstrumentSet[]): Promise<void> {
  if (losing.length === 0) return;
  const uuids = losing.map(({ id }) => toUuid('instrumentset', id));
  await transaction.rows(sql`update instrument_sets set contents_version = contents_version + 1 where id = any (${uuids}::uuid[])`);
  const left = Map.groupBy(await transaction.all(Instrument, sql`where set_id = any (${uuids}::uuid[]) order by id`), ({ setId }) => setId);
  await insertVersions(
    transaction,
    losing.map(({ id, contentsVersion }) => ({
      set_id: toUuid('instrumentset', id),
      number: contentsVersion + 1,
      contents: (left.get(id) ?? []).map((instrument) => ({ instrumentId: instrument.id, code: instrument.code, name: instrument.name })),
    })),
  );
}

interface NewVersion {
  readonly set_id: string;
  readonly number: number;
  readonly contents: readonly SetContent[];
}

async function insertVersions(transaction: Transaction, versions: readonly NewVersion[]): Promise<void> {
  await transaction.rows(sql`insert into instrument_set_versions (set_id, number, contents, made_by)
    select set_id, number, contents, actor_id()
    from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as made (set_id uuid, number integer, contents jsonb)`);
}

/** Retired sets let their instruments go, to be used in others. */
export async function emptySets(transaction: Transaction, sets: readonly string[]): Promise<void> {
  const emptied = await transaction.rows<{ id: string; contents_version: number }>(
    sql`update instrument_sets set contents_version = contents_version + 1 where id = any (${sets}::uuid[]) returning id, contents_version`,
  );
  await transaction.rows(sql`update instruments set set_id = null where set_id = any (${sets}::uuid[])`);
  await insertVersions(
    transaction,
    emptied.map(({ id, contents_version }) => ({ set_id: id, number: contents_version, contents: [] })),
  );
}
