import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import type { CustodyItem } from '../chains/custody-item.js';
import { firstPreviousHash } from '../handover-hash.js';
import type { HandoverItem } from './custody-handover.js';

/**
 * Refuses texts behind which another handover came: what both sides sign names the entry before it, so it cannot be put behind another
 * one for them. They say it anew and sign it anew, where the giver has the item again.
 */
export function outdatedRefusal(said: readonly HandoverItem[], items: ReadonlyMap<string, CustodyItem>): Refusal | null {
  for (const { itemId, previousHash } of said) {
    const item = items.get(itemId);
    if (!item || (item.headHash ?? firstPreviousHash) === previousHash) continue;
    return refuse(
      'WRONG_STATE',
      `${item.label} changed hands in between and is with ${item.holderName} now: who has it proposes another handover; if that is the giver of this one, restate it, and both sign anew.`,
      ['input', 'id'],
      { handover: null },
    );
  }
  return null;
}
