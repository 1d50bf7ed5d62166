import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atCount, unfreeze } from './at-count.js';
import {
  CancelStockCountPayload,
  ReviewStockCountPayload,
  type CancelStockCountInput,
  type ReviewStockCountInput,
} from './stock-count.inputs.js';

const nothing = { stockCount: null };

/** Accepts the differences, or has lines counted again. That it is somebody else than who counted is for the tenant's roles to say. */
export async function reviewStockCount(context: Context, input: ReviewStockCountInput): Promise<ReviewStockCountPayload> {
  const options = { name: 'reviewStockCount', permission: 'stock:review', ...input, nothing } as const;
  return atCount(context, ReviewStockCountPayload, options, async (transaction, count) => {
    const reason = input.reason?.trim() || null;
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const again = [...new Set(input.recountLineIds)];
    const refused = count.take(again.length > 0 ? 'recount' : 'accept', nothing);
    if (refused) return refused;
    if (again.length > 0) {
      const uuids = again.map((id) => toUuid('stockcountline', id));
      const cleared =
        await transaction.rows(sql`update stock_count_lines set counted = null, expected = null, corrections = null, counted_by = null
        where count_id = ${toUuid('stockcount', count.id)} and id = any (${uuids}::uuid[]) returning id`);
      if (cleared.length < again.length)
        return refuse('NOT_FOUND', 'There is no such line of this count.', ['input', 'recountLineIds'], nothing);
    }
    Object.assign(count, { reviewedBy: transaction.context.actor.id, statusReason: reason });
    return { stockCount: await transaction.save(count) };
  });
}

/** Gives a count up; the books stay as they are. */
export async function cancelStockCount(context: Context, input: CancelStockCountInput): Promise<CancelStockCountPayload> {
  const options = { name: 'cancelStockCount', permission: 'stock:count', ...input, nothing } as const;
  return atCount(context, CancelStockCountPayload, options, async (transaction, count) => {
    const reason = input.reason.trim();
    if (!reason) return refuse('REQUIRED', 'Say why it is given up.', ['input', 'reason'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const refused = count.take('cancel', nothing);
    if (refused) return refused;
    await unfreeze(transaction, count);
    count.statusReason = reason;
    return { stockCount: await transaction.save(count) };
  });
}
