import type { ChainFault, ChainFaultCode } from './chain-fault.js';
import { firstPreviousHash, handoverHash, isSignatureOf } from './handover-hash.js';
import { partyOn, signsFor, type CustodyEntry, type Party, type PartyKey, type Side } from './handover.js';

/** What is known of a chain from elsewhere. */
export interface KnownOfChain {
  readonly itemId?: string;
  /** The hash of an entry that was the last at some time: from paper, an event or another's books. */
  readonly headHash?: string;
}

export interface WholeChain {
  readonly isWhole: true;
  readonly length: number;
  /** Null for a chain without entries. */
  readonly headHash: string | null;
  /** Who has the item. */
  readonly holder: Party | null;
}

export interface FaultyChain {
  readonly isWhole: false;
  /** The first one, from the beginning of the chain. */
  readonly fault: ChainFault;
}

export type ChainVerdict = WholeChain | FaultyChain;

/** All that the checks of one entry look at. */
interface Step {
  readonly entries: readonly CustodyEntry[];
  readonly index: number;
  readonly entry: CustodyEntry;
  readonly previous: CustodyEntry | null;
  /** What the entry before says can be relied upon: it is as it was made. */
  readonly isPreviousUnchanged: boolean;
  readonly itemId: string;
  /** The number of the handover that belongs here. */
  readonly expected: number;
}

/**
 * Checks an item's chain of custody from its first entry to its last. A chain that lost its end is whole by itself: that is seen only
 * when a later head is known.
 * @param keys by their ids, those that are no longer used too.
 */
export function verifyChain(entries: readonly CustodyEntry[], keys: ReadonlyMap<string, PartyKey>, known: KnownOfChain = {}): ChainVerdict {
  for (const fault of faultsOf(entries, keys, known)) return { isWhole: false, fault };
  const last = entries.at(-1);
  return { isWhole: true, length: entries.length, headHash: last?.hash ?? null, holder: last?.handover.to ?? null };
}

/** What is wrong with each entry, and with the end: for who wants to know how much of a chain was tampered with. At most one fault an entry. */
export function* faultsOf(
  entries: readonly CustodyEntry[],
  keys: ReadonlyMap<string, PartyKey>,
  known: KnownOfChain = {},
): Generator<ChainFault, void, undefined> {
  const itemId = known.itemId ?? entries[0]?.handover.itemId ?? '';
  let expected = 1;
  let isPreviousUnchanged = true;
  for (const [index, entry] of entries.entries()) {
    const step: Step = { entries, index, entry, previous: entries[index - 1] ?? null, isPreviousUnchanged, itemId, expected };
    const fault =
      contentFault(step) ??
      placeFault(step) ??
      linkFault(step) ??
      possessionFault(step) ??
      signatureFault(step, keys, 'FROM') ??
      signatureFault(step, keys, 'TO');
    if (fault) yield fault;
    isPreviousUnchanged = fault?.code !== 'CHANGED_ENTRY';
    if (fault?.code === 'MISSING_LINK') expected = entry.handover.sequence + 1;
    else if (fault?.code !== 'DUPLICATE') expected += 1;
  }
  const cut = cutFault(entries, known.headHash);
  if (cut) yield cut;
}

/** First of all, as a changed entry may lie about its number too. */
function contentFault(step: Step): ChainFault | null {
  const { handover } = step.entry;
  if (!isUnchanged(step.entry)) {
    return fault(step, 'CHANGED_ENTRY', `Handover ${handover.sequence} was changed after it was made: take it from the other side's copy.`);
  }
  if (handover.itemId === step.itemId) return null;
  return fault(step, 'OTHER_ITEM', `Handover ${handover.sequence} is of item ${handover.itemId}, not of ${step.itemId}: take it out.`);
}

/** Whether an entry is what was hashed. */
export function isUnchanged({ previousHash, hash, handover }: CustodyEntry): boolean {
  try {
    return handoverHash(previousHash, handover) === hash;
  } catch {
    // What cannot be written as JSON was never hashed, so it is not what was signed.
    return false;
  }
}

function placeFault(step: Step): ChainFault | null {
  const { entries, entry, expected } = step;
  const { sequence } = entry.handover;
  if (sequence === expected) return null;
  if (isTwice(step))
    return fault(step, 'DUPLICATE', `Handover ${sequence} is in the chain twice: keep the one that the handovers behind it follow.`);
  if (entries.some(({ handover }) => handover.sequence === expected)) {
    return fault(
      step,
      'WRONG_ORDER',
      `Handover ${sequence} stands where handover ${expected} belongs: put them in the order of their numbers.`,
    );
  }
  const message = `Handover ${expected} is missing before handover ${sequence}: ask those who held the item for their copy.`;
  return { ...fault(step, 'MISSING_LINK', message), sequence: expected };
}

function isTwice({ entries, index, entry }: Step): boolean {
  return entries.some(({ handover, hash }, at) => {
    const isOther = at !== index;
    return isOther && (hash === entry.hash || (at < index && handover.sequence === entry.handover.sequence));
  });
}

function linkFault(step: Step): ChainFault | null {
  const { entry, previous, isPreviousUnchanged } = step;
  const { sequence, at } = entry.handover;
  if (entry.previousHash !== (previous?.hash ?? firstPreviousHash)) {
    const before = previous ? `handover ${previous.handover.sequence} as it stands here` : 'the beginning';
    return fault(step, 'BROKEN_LINK', `Handover ${sequence} does not follow ${before}: one of them was put in place of another.`);
  }
  // Times that cannot be read are not later either.
  if (!previous || !isPreviousUnchanged || Date.parse(at) >= Date.parse(previous.handover.at)) return null;
  return fault(
    step,
    'TIME_BACKWARDS',
    `Handover ${sequence} was at ${at}, before handover ${previous.handover.sequence} at ${previous.handover.at}: ask both sides when it was.`,
  );
}

function possessionFault(step: Step): ChainFault | null {
  const { entry, previous, isPreviousUnchanged } = step;
  const { sequence, from } = entry.handover;
  if (!previous || !isPreviousUnchanged || previous.handover.to.id === from.id) return null;
  const holder = previous.handover.to.name;
  return fault(
    step,
    'POSSESSION_GAP',
    `In handover ${sequence} ${from.name} gives what ${holder} held: ask how it came from one to the other.`,
  );
}

function signatureFault(step: Step, keys: ReadonlyMap<string, PartyKey>, side: Side): ChainFault | null {
  const { hash, handover, signatures } = step.entry;
  const signature = signatures[side];
  const party = partyOn(handover, side);
  const signed = `The signature of ${party.name}, who ${side === 'FROM' ? 'gave' : 'took'} the item in handover ${handover.sequence},`;
  if (!signature) return fault(step, 'MISSING_SIGNATURE', `${signed} is missing: have it signed.`, side);
  const key = keys.get(signature.keyId);
  if (!key) return fault(step, 'UNKNOWN_KEY', `${signed} is by the unknown key ${signature.keyId}: ask ${party.name} for it.`, side);
  if (!signsFor(key, party)) return fault(step, 'WRONG_SIGNATURE', `${signed} is by a key of somebody else: do not trust it.`, side);
  if (!isSignatureOf(hash, signature, key.publicKey))
    return fault(step, 'WRONG_SIGNATURE', `${signed} is not of this handover: do not trust it.`, side);
  if (!key.revokedAt || Date.parse(handover.at) <= key.revokedAt.getTime()) return null;
  const since = key.revokedAt.toISOString();
  return fault(step, 'REVOKED_KEY', `${signed} is by a key that was revoked at ${since}, before that: do not trust it.`, side);
}

function cutFault(entries: readonly CustodyEntry[], headHash: string | undefined): ChainFault | null {
  if (headHash === undefined || entries.some(({ hash }) => hash === headHash)) return null;
  const sequence = entries.length + 1;
  const message = `The chain ends before the head ${headHash.slice(0, 8)}… that is known: handover ${sequence} and those behind it are missing, so ask who holds the item.`;
  return { code: 'CUT_END', index: entries.length, sequence, side: null, message };
}

function fault({ index, entry }: Step, code: ChainFaultCode, message: string, side: Side | null = null): ChainFault {
  return { code, index, sequence: entry.handover.sequence, side, message };
}
