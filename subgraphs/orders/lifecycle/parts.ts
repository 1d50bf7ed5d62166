import type { Transaction } from '#kernel/database/transaction.js';
import { partsChanged } from '../events.js';
import type { Order } from '../orders/order.js';

/*
 * A part and its whole are each locked by their own people, who may not see the other: so what passes between them is done by the
 * house, later, and never holds both locks.
 */

/** That something became of a part; nothing when the order is none. */
export async function tellWhole(transaction: Transaction, { parentId, branchId }: Order): Promise<void> {
  if (parentId) await transaction.publish(partsChanged, { subject: parentId, branch: branchId, data: { wholeEnded: null } });
}

/** That the whole has ended before its parts. */
export async function tellParts(transaction: Transaction, { id, branchId, number }: Order): Promise<void> {
  const wholeEnded = `${number ?? 'The whole order'} was called off.`;
  await transaction.publish(partsChanged, { subject: id, branch: branchId, data: { wholeEnded } });
}
