import { branchesFor } from '#kernel/context/request-context.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { Order } from '../orders/order.js';
import { Specimen } from './specimen.js';
import { tellSpecimens } from './telling-specimens.js';
import { tellOrders } from './telling-the-order.js';

const mostScanned = 200;

/** A specimen that was scanned, and where the caller named it. */
export interface Scanned {
  readonly specimen: Specimen;
  readonly field: readonly string[];
}

export interface ScannedSpecimens {
  readonly scanned: readonly Scanned[];
  /** Their orders, by id. */
  readonly orders: ReadonlyMap<string, Order>;
}

/**
 * The specimens of these labels, locked; refused where the caller has no such specimen. Orders before specimens, and each by id: who
 * places, calls off or scans takes the same locks in the same order.
 */
export async function lockScanned(
  transaction: Transaction,
  accessionNumbers: readonly string[],
  nothing: Readonly<Record<string, unknown>>,
): Promise<ScannedSpecimens | Refusal> {
  const numbers = accessionNumbers.map((number) => number.trim());
  const field = ['input', 'accessionNumbers'];
  if (numbers.length === 0) return new Refusal([userError('REQUIRED', 'Scan the label of one specimen at least.', field)], nothing);
  if (numbers.length > mostScanned)
    return new Refusal(
      [userError('INVALID', `Send at most ${mostScanned} specimens at a time: you sent ${numbers.length}.`, field)],
      nothing,
    );
  const { orders, specimens } = await lockWithOrders(transaction, sql`accession_number = any (${numbers}::text[])`);
  const byNumber = new Map(specimens.map((specimen) => [specimen.accessionNumber, specimen]));
  const missing = numbers.flatMap((number, index) => {
    const message = `There is no specimen ${shortened(number)} where you may do this: scan its label again.`;
    return byNumber.has(number) ? [] : [userError('NOT_FOUND', message, [...field, String(index)])];
  });
  if (missing.length > 0) return new Refusal(missing, nothing);
  // A label that was scanned twice in one go is one specimen.
  const scanned = [...new Set(numbers)].map((number) => {
    return { specimen: byNumber.get(number)!, field: [...field, String(numbers.indexOf(number))] };
  });
  return { scanned, orders };
}

/** Specimens that a condition finds, and their orders, locked in the order of all. */
export async function lockWithOrders(
  transaction: Transaction,
  condition: Sql,
): Promise<{ readonly specimens: readonly Specimen[]; readonly orders: ReadonlyMap<string, Order> }> {
  const orders = await transaction.all(
    Order,
    sql`where id = any (array(select distinct order_id from specimens where ${condition})) order by id for update`,
  );
  const specimens = await transaction.all(Specimen, sql`where ${condition} order by id for update`);
  return { specimens, orders: new Map(orders.map((order) => [order.id, order])) };
}

/** Refuses those who see the specimens from the branch that ordered: the laboratory does this. */
export function laboratoryErrors({ context }: Transaction, scanned: readonly Scanned[], permission: string): UserError[] {
  const mine = branchesFor(context, permission);
  if (mine === 'all') return [];
  return scanned
    .filter(({ specimen }) => !mine.includes(specimen.performerBranchId))
    .map(({ specimen, field }) =>
      userError(
        'NOT_ALLOWED',
        `Only the laboratory to which the specimen ${specimen.accessionNumber} goes does this: ask its people.`,
        field,
      ),
    );
}

/** Writes the same change of many in one statement, and tells of it; `changes` follow the word `set`. */
export async function changeSpecimens(transaction: Transaction, specimens: readonly Specimen[], changes: Sql): Promise<Specimen[]> {
  const uuids = specimens.map(({ id }) => toUuid('specimen', id));
  await transaction.rows(sql`update specimens set ${changes} where id = any (${uuids}::uuid[])`);
  const changed = await transaction.all(Specimen, sql`where id = any (${uuids}::uuid[]) order by accession_number`);
  await tellSpecimens(transaction, changed);
  await tellOrders(transaction, changed);
  return changed;
}

function shortened(number: string): string {
  return `"${number.length > 60 ? `${number.slice(0, 60)}…` : number}"`;
}
