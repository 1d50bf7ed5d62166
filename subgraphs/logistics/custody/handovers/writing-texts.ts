import { refuse, type Refusal, type UserErrorCode } from '#kernel/graph/user-error.js';
import { canonicalJson } from '../canonical-json.js';
import type { CustodyItem } from '../chains/custody-item.js';
import type { StoredEntry } from '../chains/stored-chain.js';
import { CustodyError, type CustodyErrorCode } from '../custody-error.js';
import { linkHandover } from '../handing-over.js';
import { isUnchanged } from '../verifying-chain.js';
import type { CustodyHandover, HandoverItem } from './custody-handover.js';

/** What is said of an item at its handover. */
export type ItemWords = Pick<HandoverItem, 'itemId' | 'scan' | 'condition' | 'remark' | 'celsius' | 'thermometer' | 'measuredAt'>;

/** What both sides are to sign for it. */
export type ItemText = Pick<HandoverItem, 'text' | 'sequence' | 'previousHash' | 'hash'>;

const nothing = { handover: null };

const codes: Readonly<Record<CustodyErrorCode, `${UserErrorCode}`>> = {
  OTHER_ITEM: 'INVALID',
  NOT_HOLDER: 'WRONG_STATE',
  SAME_PARTY: 'INVALID',
  TIME_BACKWARDS: 'INVALID',
  INVALID_TIME: 'INVALID',
  INVALID_PLACE: 'INVALID',
  INVALID_TEMPERATURE: 'INVALID',
};

/** The texts that both sides sign, each behind the last entry of its item's chain, in the order of the items. */
export function writeTexts(
  handover: CustodyHandover,
  said: readonly ItemWords[],
  items: ReadonlyMap<string, CustodyItem>,
  lasts: ReadonlyMap<string, StoredEntry>,
): ItemText[] | Refusal {
  const texts: ItemText[] = [];
  for (const words of said) {
    const item = items.get(words.itemId);
    if (!item) throw new Error(`No item ${words.itemId} was opened for its handover`);
    const last = lasts.get(words.itemId) ?? null;
    if (!isSound(item, last))
      return refuse(
        'WRONG_STATE',
        `The chain of custody of ${item.label} does not verify, so nothing can be put behind it: look at its custodyChain, and ask who had it for their copies.`,
        ['input', 'items'],
        nothing,
      );
    const text = textOf(handover, item, words, last);
    if (!('hash' in text)) return text;
    texts.push(text);
  }
  return texts;
}

/** By its last entry alone: the whole chain is checked by the clock and whenever it is read. */
function isSound({ length, headHash }: CustodyItem, last: StoredEntry | null): boolean {
  if (length === 0) return true;
  return last !== null && last.isReadable && last.hash === headHash && last.handover.sequence === length && isUnchanged(last);
}

function textOf(handover: CustodyHandover, item: CustodyItem, words: ItemWords, last: StoredEntry | null): ItemText | Refusal {
  const { itemId, scan, condition, remark, celsius, thermometer, measuredAt } = words;
  const { happenedAt, placeName: name, placeGln: gln, latitude, longitude } = handover;
  try {
    const linked = linkHandover(last, {
      itemId,
      at: happenedAt.toISOString(),
      place: { name, gln, latitude, longitude },
      from: handover.party('FROM'),
      to: handover.party('TO'),
      condition,
      remark,
      scan,
      temperature: celsius === null ? null : { celsius, deviceId: thermometer, at: measuredAt?.toISOString() ?? null },
    });
    const { sequence } = linked.handover;
    return { text: canonicalJson(linked.handover), sequence, previousHash: linked.previousHash, hash: linked.hash };
  } catch (error) {
    if (error instanceof CustodyError) return refuse(codes[error.code], `${item.label}: ${error.message}`, ['input', 'items'], nothing);
    throw error;
  }
}
