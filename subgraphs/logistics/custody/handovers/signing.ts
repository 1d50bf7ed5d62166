import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atSide, itemsToHandOver } from './at-side.js';
import { checkSignatures } from './checking-signatures.js';
import { HandoverStatus } from './custody-handover.js';
import { SignHandoverPayload, type SignHandoverInput } from './handover.inputs.js';
import { itemsNamed } from './opening-items.js';
import { outdatedRefusal } from './outdated.js';

/** The giver signs; the taker can accept from now on. */
export function signHandover(context: Context, input: SignHandoverInput): Promise<SignHandoverPayload> {
  return atSide(context, SignHandoverPayload, { name: 'signHandover', id: input.id, sides: ['FROM'] }, async (transaction, handover) => {
    if (handover.status === HandoverStatus.SIGNED)
      return refuse('WRONG_STATE', 'The giver has signed already: now the taker accepts or refuses.', ['input', 'id'], { handover: null });
    const items = await itemsToHandOver(transaction, handover);
    const signatures = await checkSignatures(transaction, handover, 'FROM', items, input.signatures);
    if (signatures instanceof Refusal) return signatures;
    const outdated = outdatedRefusal(
      items,
      await itemsNamed(
        transaction,
        items.map(({ itemId }) => itemId),
      ),
    );
    if (outdated) return outdated;
    const rows = [...signatures].map(([item_id, { keyId, value }]) => ({ item_id, key_id: keyId, value }));
    await transaction.rows(sql`update handover_items item set from_key_id = signed.key_id, from_signature = signed.value
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as signed (item_id text, key_id text, value text)
      where item.handover_id = ${toUuid('handover', handover.id)} and item.item_id = signed.item_id`);
    Object.assign(handover, { status: HandoverStatus.SIGNED, signedAt: new Date(), givenBy: context.request.actor.id });
    return { handover: await transaction.save(handover) };
  });
}
