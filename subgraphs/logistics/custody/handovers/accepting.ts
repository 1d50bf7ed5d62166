import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { custodyHandedOver } from '../../events.js';
import { CustodyItem } from '../chains/custody-item.js';
import type { HandoverSignature } from '../handover.js';
import { atSide, itemsToHandOver } from './at-side.js';
import { checkSignatures } from './checking-signatures.js';
import { HandoverStatus, type CustodyHandover, type HandoverItem } from './custody-handover.js';
import { AcceptHandoverPayload, type AcceptHandoverInput } from './handover.inputs.js';
import { outdatedRefusal } from './outdated.js';

/** The taker signs: both have, and the items change hands, all of them or none. */
export function acceptHandover(context: Context, input: AcceptHandoverInput): Promise<AcceptHandoverPayload> {
  return atSide(context, AcceptHandoverPayload, { name: 'acceptHandover', id: input.id, sides: ['TO'] }, async (transaction, handover) => {
    if (handover.status === HandoverStatus.PROPOSED)
      return refuse('WRONG_STATE', `${handover.fromName} has not signed yet: have it signed first.`, ['input', 'id'], { handover: null });
    const said = await itemsToHandOver(transaction, handover);
    const outdated = outdatedRefusal(said, await lockItems(transaction, said));
    if (outdated) return outdated;
    const signatures = await checkSignatures(transaction, handover, 'TO', said, input.signatures);
    if (signatures instanceof Refusal) return signatures;
    await link(transaction, handover, said, signatures);
    Object.assign(handover, { status: HandoverStatus.ACCEPTED, endedAt: new Date(), takenBy: context.request.actor.id });
    await transaction.publish(custodyHandedOver, {
      subject: handover.id,
      branch: handover.otherBranchId,
      data: {
        itemIds: said.map(({ itemId }) => itemId),
        taskId: handover.taskId,
        from: handover.party('FROM'),
        to: handover.party('TO'),
        toCourierId: handover.toCourierId,
        otherBranchId: handover.branchId,
      },
    });
    return { handover: await transaction.save(handover) };
  });
}

/** Held in one order everywhere, so that two handovers of the same items wait for each other only one way. */
async function lockItems(transaction: Transaction, said: readonly HandoverItem[]): Promise<Map<string, CustodyItem>> {
  const ids = said.map(({ itemId }) => itemId);
  const items = await transaction.all(CustodyItem, sql`where item_id = any (${ids}::text[]) order by item_id for no key update`);
  return new Map(items.map((item) => [item.itemId, item]));
}

/** Puts the entries into the chains, and their ends into the items: as many statements for one item as for a hundred. */
async function link(
  transaction: Transaction,
  handover: CustodyHandover,
  said: readonly HandoverItem[],
  signatures: ReadonlyMap<string, HandoverSignature>,
): Promise<void> {
  const rows = said.map((item) => ({
    item_id: item.itemId,
    key_id: signatures.get(item.itemId)?.keyId,
    value: signatures.get(item.itemId)?.value,
  }));
  const signed = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as signed (item_id text, key_id text, value text)`;
  const id = toUuid('handover', handover.id);
  await transaction.rows(sql`insert into custody_entries (item_id, sequence, handover_id, text, previous_hash, hash, from_key_id,
      from_signature, to_key_id, to_signature)
    select item_id, sequence, handover_id, text, previous_hash, hash, from_key_id, from_signature, signed.key_id, signed.value
    from handover_items join ${signed} using (item_id) where handover_id = ${id} order by item_id`);
  await transaction.rows(sql`update custody_items item set length = said.sequence, head_hash = said.hash, holder_id = ${handover.toId},
      holder_name = ${handover.toName}, held_since = ${handover.happenedAt}, delivered = ${handover.toCourierId === null}
    from handover_items said where said.handover_id = ${id} and item.item_id = said.item_id`);
  await transaction.rows(sql`insert into custody_checks (item_id, due_at)
    select item_id, now() from handover_items where handover_id = ${id} order by item_id
    on conflict (tenant_id, item_id) do update set due_at = excluded.due_at`);
}
