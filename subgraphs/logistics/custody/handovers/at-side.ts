import type { CommandOutcome } from '#kernel/database/command.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, type MutationPayload, type Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { handoverPermission } from '../custody-permission.js';
import type { Side } from '../handover.js';
import { CustodyHandover, ended, HandoverItem } from './custody-handover.js';

interface AtSideOptions {
  readonly name: string;
  readonly id: string;
  /** Whose step it is: of the one, of the other, or of either. */
  readonly sides: readonly Side[];
}

const nothing = { handover: null };

/** A step of a handover that is not over, by one of its sides, with the handover locked: of two who do the same at once one is first. */
export function atSide<P extends MutationPayload & { handover: CustodyHandover | null }>(
  context: Context,
  payload: new () => P,
  { name, id, sides }: AtSideOptions,
  body: (transaction: Transaction, handover: CustodyHandover) => Promise<CommandOutcome<P> | Refusal>,
): Promise<P> {
  return context.db.command(payload, { name, permission: handoverPermission }, async (transaction) => {
    const field = ['input', 'id'];
    const handover = await transaction.lock(CustodyHandover, id);
    if (!handover)
      return refuse('NOT_FOUND', 'There is no such handover from or to the branches where you may hand things over.', field, nothing);
    if (!sides.some((side) => handover.isOf(context.request, side))) {
      const who = sides.map((side) => handover.party(side).name).join(' or ');
      const what = sides.length > 1 ? 'does' : sides[0] === 'FROM' ? 'gives and does' : 'takes and does';
      return refuse('NOT_ALLOWED', `Only ${who} ${what} this: let them do it with a key of their own.`, field, nothing);
    }
    const over = ended[handover.status];
    if (over) return refuse('WRONG_STATE', `The handover ${over}.`, field, nothing);
    return body(transaction, handover);
  });
}

/** What is handed over, in the order in which items are locked everywhere. */
export function itemsToHandOver(transaction: Transaction, { id }: CustodyHandover): Promise<HandoverItem[]> {
  return transaction.all(HandoverItem, sql`where handover_id = ${toUuid('handover', id)} order by item_id`);
}
