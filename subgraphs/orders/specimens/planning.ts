import type { OpenBranch } from '#kernel/branches/at-branch.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { ItemFacts } from '../events.js';
import type { OrderLine } from '../orders/order-line.js';
import { Order } from '../orders/order.js';
import { nextAccessionNumbers } from './accession-number.js';
import { CollectionRequirement } from './collection-requirement.js';
import { shareTubes, wishesOf, type PlannedTest, type Tube } from './sharing-tubes.js';
import { SpecimenStatus } from './specimen-terms.js';
import { Specimen } from './specimen.js';
import { tellSpecimens } from './telling-specimens.js';

/** More tubes than anybody is bled for, and fewer than would hurt. */
const mostTests = 200;

/**
 * Makes out which specimens the lines need, in as few tubes as they can share. What is planned already is left as it is, so that it can
 * be asked again, also with lines that came later. Lines without a requirement need nothing. `branch` is the one that ordered.
 */
export async function planSpecimens(
  transaction: Transaction,
  branch: OpenBranch,
  order: Order,
  lines: readonly OrderLine[],
): Promise<Specimen[]> {
  await transaction.lock(Order, order.id);
  const tubes = shareTubes(await unplannedTests(transaction, order, lines));
  if (tubes.length === 0) return [];
  const numbers = await nextAccessionNumbers(transaction, branch, tubes.length);
  const planned = tubes.map((tube, index) => ({ tube, id: newId('specimen'), number: numbers[index]! }));
  await keepSpecimens(transaction, order, planned);
  const specimens = await transaction.all(
    Specimen,
    sql`where id = any (${planned.map(({ id }) => toUuid('specimen', id))}::uuid[]) order by id`,
  );
  await tellSpecimens(transaction, specimens);
  return specimens;
}

/** Gives up the specimens of an order that were not collected. */
export async function cancelSpecimens(transaction: Transaction, orderId: string): Promise<void> {
  await transaction.lock(Order, orderId);
  const given = await transaction.rows<{ id: string }>(sql`update specimens set status = ${SpecimenStatus.CANCELLED}, held = false
    where order_id = ${toUuid('order', orderId)} and status = ${SpecimenStatus.TO_BE_COLLECTED} returning id`);
  if (given.length === 0) return;
  const uuids = given.map(({ id }) => id);
  await transaction.rows(sql`update specimen_tests set planned = false where specimen_id = any (${uuids}::uuid[])`);
  await tellSpecimens(transaction, await transaction.all(Specimen, sql`where id = any (${uuids}::uuid[]) order by id`));
}

/** How many specimens of an order have got how far. Who has come further counts before, too; those given up do not count. */
export interface SpecimenProgress {
  readonly total: number;
  readonly collected: number;
  readonly received: number;
  /** Those whose result is in doubt, as they are held, are not among them. */
  readonly resulted: number;
  readonly rejected: number;
}

export const noSpecimens: SpecimenProgress = { total: 0, collected: 0, received: 0, resulted: 0, rejected: 0 };

export async function specimenProgress(transaction: Transaction, orderId: string): Promise<SpecimenProgress> {
  const progress = await progressOfOrders((statement) => transaction.rows(statement), [orderId]);
  return progress.get(orderId) ?? noSpecimens;
}

/** By order, in a transaction or outside of one; those without specimens are left out. */
export async function progressOfOrders(
  read: <R extends object>(statement: Sql) => Promise<R[]>,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, SpecimenProgress>> {
  const uuids = orderIds.map((id) => toUuid('order', id));
  const rows = await read<SpecimenProgress & { order_id: string }>(sql`select order_id, count(*)::int as total,
      count(*) filter (where status in ('COLLECTED', 'IN_TRANSIT', 'RECEIVED', 'RESULTED'))::int as collected,
      count(*) filter (where status in ('RECEIVED', 'RESULTED'))::int as received,
      count(*) filter (where status = 'RESULTED' and not held)::int as resulted,
      count(*) filter (where status = 'REJECTED')::int as rejected
    from specimens where order_id = any (${uuids}::uuid[]) and status <> 'CANCELLED' group by order_id`);
  return new Map(rows.map(({ order_id: orderId, ...progress }) => [toTypeId('order', orderId), progress]));
}

/** What is carried for an order: its specimens but those that were given up or rejected, or are at the laboratory. */
export async function specimenItems(transaction: Transaction, orderId: string): Promise<ItemFacts[]> {
  const gone = [SpecimenStatus.CANCELLED, SpecimenStatus.REJECTED, SpecimenStatus.RECEIVED, SpecimenStatus.RESULTED];
  const specimens = await transaction.all(
    Specimen,
    sql`where order_id = ${toUuid('order', orderId)} and status <> all (${gone}::text[]) order by id`,
  );
  return specimens.map(({ id, accessionNumber, minCelsius, maxCelsius, ...kind }) => {
    return { id, name: nameOf(kind), code: accessionNumber, quantity: 1, minCelsius, maxCelsius };
  });
}

function nameOf({ specimenType, additive }: Pick<Specimen, 'specimenType' | 'additive'>): string {
  return additive === null ? specimenType.display : `${specimenType.display}, ${additive}`;
}

/** What of the lines no specimen is planned for yet. A rejected specimen stays planned: whether another is collected, a person decides. */
async function unplannedTests(transaction: Transaction, order: Order, lines: readonly OrderLine[]): Promise<PlannedTest[]> {
  const productIds = [...new Set(lines.map(({ productId }) => toUuid('product', productId)))];
  const requirements = await transaction.all(CollectionRequirement, sql`where product_id = any (${productIds}::uuid[])`);
  const wishes = new Map(requirements.map((requirement) => [requirement.productId, requirement]));
  const planned = await transaction.rows<{ line_id: string; repetition: number }>(
    sql`select line_id, repetition from specimen_tests where order_id = ${toUuid('order', order.id)} and planned`,
  );
  const done = new Set(planned.map(({ line_id: lineId, repetition }) => `${toTypeId('orderline', lineId)} ${repetition}`));
  const examined = lines.filter(({ productId }) => wishes.has(productId));
  const wanted = examined.reduce((sum, { quantity, cancelled }) => sum + quantity - cancelled, 0);
  if (wanted > mostTests)
    throw new GraphError(
      'BAD_USER_INPUT',
      `An order is for at most ${mostTests} examinations with specimens, and this one is for ${wanted}: part it into several.`,
    );
  return examined.flatMap(({ id, productId, position, quantity, cancelled }) => {
    const repetitions = Array.from({ length: quantity - cancelled }, (_, index) => index + 1);
    return repetitions
      .filter((repetition) => !done.has(`${id} ${repetition}`))
      .map((repetition) => ({ lineId: id, position, repetition, wish: wishes.get(productId)! }));
  });
}

interface PlannedTube {
  readonly tube: Tube;
  readonly id: string;
  readonly number: string;
}

async function keepSpecimens(transaction: Transaction, order: Order, planned: readonly PlannedTube[]): Promise<void> {
  const owner = sql`${toUuid('order', order.id)}::uuid, ${toUuid('branch', order.branchId)}::uuid, ${toUuid('branch', order.performedAt)}::uuid`;
  const rows = planned.map(({ tube, id, number }) => {
    const { specimenType, containerType, additive } = tube.tests[0]!.wish;
    const { volumeMl, stabilityMinutes, instructions } = wishesOf(tube);
    return {
      id: toUuid('specimen', id),
      accession_number: number,
      specimen_type: specimenType,
      container_type: containerType,
      additive,
      volume_ml: volumeMl,
      min_celsius: tube.minCelsius,
      max_celsius: tube.maxCelsius,
      stability_minutes: stabilityMinutes,
      instructions,
    };
  });
  await transaction.rows(sql`insert into specimens (order_id, branch_id, performer_branch_id, patient_id, status, id, accession_number, specimen_type,
      container_type, additive, volume_ml, min_celsius, max_celsius, stability_minutes, instructions)
    select ${owner}, ${order.patientId === null ? null : toUuid('patient', order.patientId)}::uuid, ${SpecimenStatus.TO_BE_COLLECTED}, tube.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as tube (id uuid, accession_number text, specimen_type jsonb, container_type text,
      additive text, volume_ml numeric, min_celsius numeric, max_celsius numeric, stability_minutes integer, instructions text)`);
  const tests = planned.flatMap(({ tube, id }) => {
    return tube.tests.map(({ lineId, repetition }) => ({
      specimen_id: toUuid('specimen', id),
      line_id: toUuid('orderline', lineId),
      repetition,
    }));
  });
  await transaction.rows(sql`insert into specimen_tests (order_id, branch_id, performer_branch_id, specimen_id, line_id, repetition)
    select ${owner}, test.* from jsonb_to_recordset(${JSON.stringify(tests)}::jsonb) as test (specimen_id uuid, line_id uuid, repetition integer)`);
}
