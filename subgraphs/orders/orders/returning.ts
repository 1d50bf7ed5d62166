import { branchOf } from '#kernel/branches/at-branch.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId } from '#kernel/graph/type-id.js';
import { Refusal, refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { tellOrder } from '../lifecycle/telling.js';
import { workflowInForce } from '../workflows/keeping-workflows.js';
import { returnCode } from '../workflows/standard-workflows.js';
import { atOrder, placingPermission, reasonRefusal } from './at-order.js';
import { draftAt } from './creating.js';
import { ReturnOrderPayload, type ReturnOrderInput } from './fulfilment.inputs.js';
import { amountsOfShare, totalOf } from './line-amounts.js';
import { packsNamed, type NamedPacks } from './naming-packs.js';
import { OrderLine } from './order-line.js';
import { OrderOrigin, OrderType } from './order-terms.js';
import { placeFrom, wordErrors } from './order-words.js';
import { orderById, type Order } from './order.js';
import { place, surroundingsOf } from './placing.js';
import { linesIn } from './writing-lines.js';

const nothing = { order: null };

/** An order that brings back what another brought, at what it cost then. */
export async function returnOrder(context: Context, input: ReturnOrderInput): Promise<ReturnOrderPayload> {
  const { id } = input;
  const seen = await context.load(orderById, id);
  const around = seen && (await surroundingsOf(context, seen, []));
  const options = { name: 'returnOrder', permission: placingPermission, end: 'PLACER', id, nothing } as const;
  return atOrder(context, ReturnOrderPayload, options, async (transaction, origin) => {
    const unsaid = reasonRefusal(input.reason, nothing);
    if (unsaid) return unsaid;
    const wrong = wordErrors({ deliveryPlace: input.deliveryPlace ?? null });
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    if (origin.originKind === OrderOrigin.RETURN)
      return refuse('WRONG_STATE', 'This order brought things back already: order them anew instead.', ['input', 'id'], nothing);
    const limits = { most: ({ returnable }: { readonly returnable: number }) => returnable, what: 'returned' };
    const { packs, errors } = packsNamed(await linesIn(transaction, id), input.lines, ['input', 'lines'], limits);
    if (errors.length > 0) return new Refusal(errors, nothing);
    const order = await returnOf(transaction, origin, input);
    const lines = packs.map((named, index) => lineOf(order, named, index + 1));
    await transaction.insert(Object.assign(order, totalOf(lines)));
    for (const line of lines) await transaction.insert(line);
    for (const { line, quantity } of packs) await transaction.save(Object.assign(line, { comingBack: line.comingBack + quantity }));
    await tellOrder(transaction, origin);
    if (!input.place || !around) return { order };
    const branch = await branchOf(transaction, order);
    const unplaced = await place(transaction, branch, order, { ...around, refusals: [] });
    return unplaced.length > 0 ? new Refusal(unplaced, nothing) : { order };
  });
}

async function returnOf(
  transaction: Transaction,
  origin: Order,
  { reason, deliveryMode, deliveryPlace: named }: ReturnOrderInput,
): Promise<Order> {
  const { id: originId, type, branchId, currency, performerBranchId, patientId, supplierId, customerId } = origin;
  // What a supplier sent goes somewhere else than where it came.
  const deliveryPlace = placeFrom(named) ?? (type === OrderType.PURCHASE && !performerBranchId ? null : origin.deliveryPlace);
  const workflow = await workflowInForce(transaction, type, returnCode);
  if (!workflow) throw new Error(`There is no workflow of returns of ${type}`);
  return Object.assign(draftAt({ id: branchId, currency }, type, workflow), {
    ...{ performerBranchId, patientId, supplierId, customerId, deliveryPlace, deliveryMode },
    ...{ originId, originKind: OrderOrigin.RETURN, note: reason.trim() },
  });
}

function lineOf(order: Order, { line, quantity }: NamedPacks, position: number): OrderLine {
  const { productId, name, kind, code, attributes, minCelsius, maxCelsius, unitPriceMinor, taxBasisPoints, note } = line;
  return Object.assign(new OrderLine(), {
    ...{ id: newId('orderline'), orderId: order.id, branchId: order.branchId, performerBranchId: order.performerBranchId, position },
    ...{ productId, name, kind, code, attributes, minCelsius, maxCelsius, unitPriceMinor, taxBasisPoints, note, quantity },
    ...{ orderedQuantity: quantity, orderedUnit: 'PACK', priceAgreed: true, wholeLineId: null, returnedLineId: line.id },
    ...{ fulfilled: 0, cancelled: 0, returned: 0, comingBack: 0, inParts: 0, partsFulfilled: 0, partsCancelled: 0 },
    ...amountsOfShare(line, line.returned + line.comingBack, quantity),
  });
}
