import { branchOf } from '#kernel/branches/at-branch.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { OrderLine } from '../../orders/order-line.js';
import { OrderStatus } from '../../orders/order-terms.js';
import { Order } from '../../orders/order.js';
import { OrderDesk } from '../../testing/order-desk.js';
import type { WorkflowDefinition } from '../../workflows/workflow-definition.js';
import { planSpecimens } from '../planning.js';
import type { SpecimenStatus } from '../specimen-terms.js';
import type { Specimen } from '../specimen.js';

export interface SeenSpecimen {
  readonly id: string;
  readonly version: number;
  readonly accessionNumber: string;
  readonly status: SpecimenStatus;
  readonly held: boolean;
  readonly stabilityExceeded: boolean | null;
}

export const specimenFields = 'id version accessionNumber status held stabilityExceeded';

/** A lifecycle that goes nowhere, whatever becomes of specimens. */
const still: WorkflowDefinition = {
  initial: 'placed',
  states: [{ code: 'placed', name: 'Placed', status: OrderStatus.ACTIVE }],
  transitions: [],
};

/** A clinic that collects, and a laboratory elsewhere that examines. */
export class SpecimenDesk extends OrderDesk {
  readonly laboratoryId = this.addBranch(undefined, { code: 'LAB', name: 'Steppe Laboratory' });
  readonly nurse: RequestContext = this.somebody({ branches: [this.branchId] });
  readonly technician: RequestContext = this.somebody({ branches: [this.laboratoryId] });

  /** An examination, of which the specimen is EDTA blood at 2 to 8 °C unless said otherwise. */
  async examination(requirement: object = {}): Promise<string> {
    const productId = newId('product');
    this.neighbours.of('Product').set(productId, { kind: 'SERVICE', name: 'Examination' });
    const wish = {
      specimenType: { system: 'http://snomed.info/sct', code: '119297000', display: 'Blood' },
      containerType: 'Vacuum tube 4 mL, lavender cap',
      additive: 'K2EDTA',
      volumeMl: 4,
      minCelsius: 2,
      maxCelsius: 8,
      testsPerContainer: 5,
      ...requirement,
    };
    await this.done('setCollectionRequirement', 'collectionRequirement { id }', { productId, ...wish });
    return productId;
  }

  /** An order that was placed for these products, each as often as it is named with; nothing is planned for it yet. */
  async order(
    products: readonly (readonly [productId: string, quantity: number])[],
    { performerBranchId = this.laboratoryId, patientId = newId('patient'), status = 'ACTIVE' }: Ordered = {},
  ): Promise<string> {
    const [id, workflow] = [newId('order'), toUuid('orderworkflow', newId('orderworkflow'))];
    const branch = toUuid('branch', this.branchId);
    const performer = performerBranchId && toUuid('branch', performerBranchId);
    await this.system(this.branchId, async (transaction) => {
      await transaction.rows(sql`insert into order_workflows (id, order_type, code, revision, name, definition, status)
        values (${workflow}, 'LAB_SAMPLE', ${workflow}, 1, 'Laboratory', ${JSON.stringify(still)}::jsonb, 'ACTIVE')`);
      await transaction.rows(sql`insert into orders (id, branch_id, performer_branch_id, type, number, status, workflow_id, state, priority,
          delivery_mode, patient_id, currency)
        values (${toUuid('order', id)}, ${branch}, ${performer}, 'LAB_SAMPLE', ${id}, ${status}, ${workflow}, 'placed', 'ROUTINE', 'COURIER',
          ${toUuid('patient', patientId)}, 'MNT')`);
    });
    await this.addLines(id, products, performerBranchId);
    return id;
  }

  async addLines(
    orderId: string,
    products: readonly (readonly [string, number])[],
    performerBranchId: string | null = this.laboratoryId,
  ): Promise<void> {
    const rows = products.map(([productId, quantity]) => ({ product_id: toUuid('product', productId), quantity }));
    await this.system(this.branchId, async (transaction) => {
      await transaction.rows(sql`insert into order_lines (order_id, branch_id, performer_branch_id, position, product_id, name, kind,
          ordered_quantity, ordered_unit, quantity, unit_price_minor, total_minor)
        select ${toUuid('order', orderId)}, ${toUuid('branch', this.branchId)}, ${performerBranchId && toUuid('branch', performerBranchId)},
          (select count(*) from order_lines where order_id = ${toUuid('order', orderId)}) + ordinality, product_id, 'Examination', 'SERVICE',
          quantity, 'TIMES', quantity, 0, 0
        from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (product_id uuid, quantity integer)) with ordinality`);
    });
  }

  /** Plans the specimens of an order as its lifecycle does, by whoever makes it go on, and answers those that are new. */
  async plan(orderId: string, context = this.context): Promise<Specimen[]> {
    let planned: Specimen[] = [];
    await this.subgraph.database.forContext(context).command(Planned, { name: 'plan', permission: 'orders:read' }, async (transaction) => {
      planned = await planOrder(transaction, orderId);
      return {};
    });
    return planned;
  }

  /** An order with that many tubes, planned; their numbers. */
  async tubes(count: number, ordered: Ordered & { readonly requirement?: object } = {}): Promise<{ orderId: string; numbers: string[] }> {
    const orderId = await this.order([[await this.examination(ordered.requirement), count]], ordered);
    return { orderId, numbers: (await this.plan(orderId)).map(({ accessionNumber }) => accessionNumber) };
  }

  /** Tubes that the nurse has collected. */
  async collected(count: number, ordered: Parameters<SpecimenDesk['tubes']>[1] & { readonly collectedAt?: Date } = {}): Promise<string[]> {
    const { numbers } = await this.tubes(count, ordered);
    const { collectedAt } = ordered;
    await this.done(
      'collectSpecimens',
      'specimens { id }',
      { accessionNumbers: numbers, collectedAt: collectedAt?.toISOString() },
      this.nurse,
    );
    return numbers;
  }

  async received(count: number, ordered: Parameters<SpecimenDesk['collected']>[1] = {}): Promise<string[]> {
    const accessionNumbers = await this.collected(count, ordered);
    await this.done('receiveSpecimens', 'specimens { id }', { accessionNumbers }, this.technician);
    return accessionNumbers;
  }

  async specimen(accessionNumber: string, context = this.context): Promise<SeenSpecimen> {
    const query = `query ($number: String!) { specimenByAccessionNumber(number: $number) { ${specimenFields} } }`;
    const { specimenByAccessionNumber: seen } = await this.ask<{ specimenByAccessionNumber: SeenSpecimen | null }>(
      query,
      { number: accessionNumber },
      context,
    );
    if (!seen) throw new Error(`There is no specimen ${accessionNumber}`);
    return seen;
  }

  /** What was told of the specimens of this tenant, the first first, as `number STATUS`. */
  async told(): Promise<string[]> {
    let told: string[] = [];
    await this.system(this.branchId, async (transaction) => {
      const rows = await transaction.rows<{ said: string }>(sql`select concat_ws(' ', data ->> 'accessionNumber', data ->> 'status',
          case when (data ->> 'held')::boolean then 'held' end) as said
        from outbox where type = 'specimen.updated' order by position`);
      told = rows.map(({ said }) => said);
    });
    return told;
  }
}

class Planned extends MutationPayload {}

interface Ordered {
  readonly performerBranchId?: string | null;
  readonly patientId?: string;
  readonly status?: string;
}

async function planOrder(transaction: Transaction, orderId: string): Promise<Specimen[]> {
  const order = await transaction.lock(Order, orderId);
  if (!order) throw new Error(`There is no order ${orderId}`);
  const lines = await transaction.all(OrderLine, sql`where order_id = ${toUuid('order', orderId)} order by position`);
  return planSpecimens(transaction, await branchOf(transaction, order), order, lines);
}
