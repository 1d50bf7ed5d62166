import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { readLastEntries } from '../chains/stored-chain.js';
import { atSide, itemsToHandOver } from './at-side.js';
import { HandoverStatus, type CustodyHandover, type HandoverItem } from './custody-handover.js';
import { RestateHandoverPayload, type RestatedItemInput, type RestateHandoverInput } from './handover.inputs.js';
import { momentOf } from './moment.js';
import { isPlain } from './plain-text.js';
import { itemsNamed } from './opening-items.js';
import { writeTexts, type ItemText } from './writing-texts.js';

const nothing = { handover: null };

/**
 * Either side says anew in what state the items are and when they change hands. The texts are written behind the last entries as they
 * are now, and what was signed is void: both sign what they agree on.
 */
export function restateHandover(context: Context, input: RestateHandoverInput): Promise<RestateHandoverPayload> {
  const options = { name: 'restateHandover', id: input.id, sides: ['FROM', 'TO'] } as const;
  return atSide(context, RestateHandoverPayload, options, async (transaction, handover) => {
    const stale = staleVersion(handover, input.expectedVersion, 'handover', nothing);
    if (stale) return stale;
    const happenedAt = momentOf(input.at);
    if (happenedAt instanceof Refusal) return happenedAt;
    const before = await itemsToHandOver(transaction, handover);
    const wrong = itemsRefusal(before, input.items);
    if (wrong) return wrong;
    const changes = new Map(input.items.map(({ itemId, condition, remark }) => [itemId, { condition, remark: remark?.trim() || null }]));
    const said = before.map((item) => Object.assign(item, changes.get(item.itemId)));
    Object.assign(handover, { happenedAt, status: HandoverStatus.PROPOSED, signedAt: null, givenBy: null });
    const items = await itemsNamed(
      transaction,
      said.map(({ itemId }) => itemId),
    );
    const lasts = await readLastEntries((statement) => transaction.rows(statement), [...items.values()]);
    const texts = writeTexts(handover, said, items, lasts);
    if (texts instanceof Refusal) return texts;
    await updateItems(transaction, handover, said, texts);
    return { handover: await transaction.save(handover) };
  });
}

function itemsRefusal(items: readonly HandoverItem[], restated: readonly RestatedItemInput[]): Refusal | null {
  const field = ['input', 'items'];
  if (new Set(restated.map(({ itemId }) => itemId)).size < restated.length)
    return refuse('INVALID', 'Each thing is restated once: name it once.', field, nothing);
  if (!restated.every(({ itemId }) => items.some((item) => item.itemId === itemId)))
    return refuse('NOT_FOUND', 'There is no such thing in this handover.', [...field, 'itemId'], nothing);
  const errors = restated.flatMap(({ remark }) => lengthErrors(mostLetters.text, { remark }));
  if (!restated.every(({ remark }) => isPlain(remark)))
    errors.push(userError('INVALID', 'A remark holds characters that cannot be written down: type it again.', field));
  return errors.length > 0 ? new Refusal(errors, nothing) : null;
}

async function updateItems(
  transaction: Transaction,
  { id }: CustodyHandover,
  said: readonly HandoverItem[],
  texts: readonly ItemText[],
): Promise<void> {
  const rows = said.map(({ itemId, condition, remark }, index) => ({
    item_id: itemId,
    condition,
    remark,
    text: texts[index]?.text,
    sequence: texts[index]?.sequence,
    previous_hash: texts[index]?.previousHash,
    hash: texts[index]?.hash,
  }));
  await transaction.rows(sql`update handover_items item set condition = said.condition, remark = said.remark, text = said.text,
      sequence = said.sequence, previous_hash = said.previous_hash, hash = said.hash, from_key_id = null, from_signature = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as said (item_id text, condition text, remark text, text text, sequence integer, previous_hash text, hash text)
    where item.handover_id = ${toUuid('handover', id)} and item.item_id = said.item_id`);
}
