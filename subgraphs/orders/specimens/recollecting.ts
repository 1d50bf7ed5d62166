import { branchOf } from '#kernel/branches/at-branch.js';
import { branchesFor } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { requestTasksFor } from '../lifecycle/requesting-tasks.js';
import { OrderLine } from '../orders/order-line.js';
import { OrderStatus } from '../orders/order-terms.js';
import { planSpecimens, specimenItems } from './planning.js';
import { lockWithOrders } from './scanned-specimens.js';
import { SpecimenStatus } from './specimen-terms.js';
import { RecollectSpecimenPayload, type RecollectSpecimenInput } from './specimen.inputs.js';

const nothing = { specimens: [] };
const permission = 'specimens:collect';
const field = ['input', 'accessionNumber'];

/** Plans others for what a rejected specimen was for: whether the patient is bled again, the branch that ordered decides, whose numbers they get. Where couriers bring them, one is asked for. */
export async function recollectSpecimen(context: Context, input: RecollectSpecimenInput): Promise<RecollectSpecimenPayload> {
  return context.db.command(RecollectSpecimenPayload, { name: 'recollectSpecimen', permission }, async (transaction) => {
    const { specimens, orders } = await lockWithOrders(transaction, sql`accession_number = ${input.accessionNumber.trim()}`);
    const [specimen] = specimens;
    const order = specimen && orders.get(specimen.orderId);
    if (!order) return refuse('NOT_FOUND', 'There is no such specimen where you may do this: scan its label again.', field, nothing);
    const mine = branchesFor(context.request, permission);
    if (mine !== 'all' && !mine.includes(specimen.branchId))
      return refuse(
        'NOT_ALLOWED',
        `Only the branch that ordered the specimen ${specimen.accessionNumber} does this: ask its people.`,
        field,
        nothing,
      );
    if (specimen.status !== SpecimenStatus.REJECTED)
      return refuse(
        'WRONG_STATE',
        `The specimen ${specimen.accessionNumber} is ${specimen.status}: only one that was REJECTED is collected again.`,
        field,
        nothing,
      );
    if (order.status !== OrderStatus.ACTIVE)
      return refuse(
        'WRONG_STATE',
        `The order ${order.number} is ${order.status}: place another to have it collected again.`,
        field,
        nothing,
      );
    const freed = await transaction.rows(sql`update specimen_tests set planned = false
      where specimen_id = ${toUuid('specimen', specimen.id)} and planned returning line_id`);
    if (freed.length === 0)
      return refuse('WRONG_STATE', `Others are collected for the specimen ${specimen.accessionNumber} already.`, field, nothing);
    const lines = await transaction.all(
      OrderLine,
      sql`where id in (select line_id from specimen_tests where specimen_id = ${toUuid('specimen', specimen.id)}) order by position`,
    );
    const planned = await planSpecimens(transaction, await branchOf(transaction, order), order, lines);
    const items = await specimenItems(transaction, order.id);
    await requestTasksFor(
      transaction,
      order,
      items.filter(({ id }) => planned.some((one) => one.id === id)),
    );
    return { specimens: planned };
  });
}
