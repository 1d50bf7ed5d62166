import { join, sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { readInstrumentCode } from './instrument-code.js';
import { InstrumentSet } from './instrument-set.js';
import { Instrument } from './instrument.js';

/** What is sterilized and used as one: a set with its instruments, or an instrument alone. */
export interface Package {
  readonly thing: InstrumentSet | Instrument;
  readonly instruments: readonly Instrument[];
}

/** A call scans no more than a table holds. */
export const mostCodes = 200;

/**
 * The packages whose codes were scanned, locked, in the order of the scans: sets by id and then instruments by id, as everywhere.
 * All that is wrong with the scans is told at once.
 */
export async function packagesScanned(
  transaction: Transaction,
  scans: readonly string[],
  nothing: Readonly<Record<string, unknown>>,
  field: readonly string[] = ['input', 'codes'],
): Promise<Package[] | Refusal> {
  const refused = (errors: UserError[]) => new Refusal(errors, nothing);
  if (scans.length === 0 || scans.length > mostCodes)
    return refused([userError('INVALID', `Scan 1 to ${mostCodes} sets or instruments at once.`, field)]);
  const read = scans.map(readInstrumentCode);
  const problems = read.flatMap((code) => (typeof code === 'string' ? [] : [userError('INVALID', code.problem, field)]));
  if (problems.length > 0) return refused(problems);
  const codes = [...new Set(read as string[])];
  const rows = await transaction.rows<{ code: string; set_id: string | null; instrument_id: string | null }>(
    sql`select code, set_id, instrument_id from instrument_codes where code = any (${codes}::text[])`,
  );
  const setIds = rows.flatMap(({ set_id }) => set_id ?? []);
  const instrumentIds = rows.flatMap(({ instrument_id }) => instrument_id ?? []);
  const packages = await lockPackages(transaction, setIds, instrumentIds);
  const byCode = new Map(packages.map((found) => [found.thing.code, found]));
  const errors = codes.flatMap((code) => scanProblem(code, byCode.get(code), field));
  return errors.length > 0 ? refused(errors) : codes.flatMap((code) => byCode.get(code) ?? []);
}

function scanProblem(code: string, found: Package | undefined, field: readonly string[]): UserError[] {
  if (!found)
    return [userError('NOT_FOUND', `No set or instrument with the code ${code} is at the branches where you may do this.`, field)];
  const { thing } = found;
  if (thing instanceof Instrument && thing.setId !== null)
    return [userError('WRONG_STATE', `${thing.label} is part of a set: scan the set.`, field)];
  return [];
}

/** By uuids. */
export async function lockPackages(
  transaction: Transaction,
  setIds: readonly string[],
  instrumentIds: readonly string[],
): Promise<Package[]> {
  const sets = await transaction.all(InstrumentSet, sql`where id = any (${setIds}::uuid[]) order by id for update`);
  // What belongs to a set that is locked stays in it; a set's instruments change by way of the set only.
  const instruments = await transaction.all(
    Instrument,
    sql`where id = any (${instrumentIds}::uuid[]) or set_id = any (${setIds}::uuid[]) order by id for update`,
  );
  const bySet = Map.groupBy(instruments, ({ setId }) => setId);
  const alone = new Set(instrumentIds.map((id) => toTypeId('instrument', id) as string));
  return [
    ...sets.map((thing) => ({ thing, instruments: bySet.get(thing.id) ?? [] })),
    ...instruments.filter(({ id }) => alone.has(id)).map((thing) => ({ thing, instruments: [thing] })),
  ];
}

/** The packages that are in a load, locked. */
export async function lockPackagesOfLoad(transaction: Transaction, loadId: string): Promise<Package[]> {
  const uuid = toUuid('sterilizationload', loadId);
  const rows = await transaction.rows<{ set_id: string | null; instrument_id: string | null }>(
    sql`select set_id, instrument_id from sterilization_items where load_id = ${uuid}`,
  );
  return lockPackages(
    transaction,
    rows.flatMap(({ set_id }) => set_id ?? []),
    rows.flatMap(({ instrument_id }) => instrument_id ?? []),
  );
}

/** Changes packages that are locked, and what is in them: `status = 'DIRTY'`. Two statements, however many. */
export async function changePackages(transaction: Transaction, packages: readonly Package[], ...changes: readonly Sql[]): Promise<void> {
  const { sets, instruments } = uuidsOf(packages);
  const change = join(changes);
  await transaction.rows(sql`update instrument_sets set ${change} where id = any (${sets}::uuid[])`);
  await transaction.rows(sql`update instruments set ${change} where id = any (${instruments}::uuid[])`);
}

/** The sets, and all instruments whether in a set or alone. */
export function uuidsOf(packages: readonly Package[]): { readonly sets: string[]; readonly instruments: string[] } {
  return {
    sets: packages.flatMap(({ thing }) => (thing instanceof InstrumentSet ? [toUuid('instrumentset', thing.id)] : [])),
    instruments: packages.flatMap(({ instruments }) => instruments.map(({ id }) => toUuid('instrument', id))),
  };
}
