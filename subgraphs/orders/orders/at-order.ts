import type { CommandOutcome } from '#kernel/database/command.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { refuse, type MutationPayload, type Refusal } from '#kernel/graph/user-error.js';
import { mostLetters } from '#kernel/graph/text-length.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { mayAt } from '../lifecycle/who-may.js';
import type { OrderEnd } from '../workflows/workflow-definition.js';
import { orderConstraints } from './order-constraints.js';
import { Order } from './order.js';

export const placingPermission = 'orders:place';
export const fulfillingPermission = 'orders:fulfil';

interface AtOrderOptions<P> {
  readonly name: string;
  readonly permission: string;
  /** From which end it is done; either when left out. */
  readonly end?: OrderEnd;
  readonly id: string;
  readonly expectedVersion?: number | null | undefined;
  readonly nothing: Readonly<Omit<P, 'userErrors'>>;
}

/** Something that is done with an order, which is locked: by those who may do it at the right end of it. */
export async function atOrder<P extends MutationPayload>(
  context: Context,
  payload: new () => P,
  { name, permission, end, id, expectedVersion, nothing }: AtOrderOptions<P>,
  body: (transaction: Transaction, order: Order) => Promise<CommandOutcome<P> | Refusal>,
): Promise<P> {
  return context.db.command(payload, { name, permission, constraints: orderConstraints }, async (transaction) => {
    const order = await transaction.lock(Order, id);
    if (!order) return refuse('NOT_FOUND', 'There is no such order at the branches where you may do this.', ['input', 'id'], nothing);
    if (!mayAt(context.request, permission, order, end)) {
      const whose = end === 'PERFORMER' ? 'that does what is ordered' : 'that ordered';
      return refuse('NOT_ALLOWED', `Only the branch ${whose} does this: ask its people.`, ['input', 'id'], nothing);
    }
    const stale = expectedVersion == null ? null : staleVersion(order, expectedVersion, 'order', nothing);
    return stale ?? body(transaction, order);
  });
}

/** Why a reason is none; null when it says something. */
export function reasonRefusal(reason: string | null | undefined, nothing: Readonly<Record<string, unknown>>): Refusal | null {
  const text = reason?.trim() ?? '';
  if (text && text.length <= mostLetters.text) return null;
  return refuse('REQUIRED', `Say why, in at most ${mostLetters.text} characters.`, ['input', 'reason'], nothing);
}

/** Why nothing more is done with an order that has ended; null when it goes on. */
export function endedRefusal(order: Order, nothing: Readonly<Record<string, unknown>>): Refusal | null {
  if (!order.isEnded) return null;
  return refuse('WRONG_STATE', `The order is ${order.status}: nothing more is done with it.`, ['input', 'id'], nothing);
}
