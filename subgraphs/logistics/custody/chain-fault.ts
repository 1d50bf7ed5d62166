import type { Side } from './handover.js';

/** What is wrong with a chain of custody. */
export type ChainFaultCode =
  /** The entry's hash is not of what stands in it. */
  | 'CHANGED_ENTRY'
  /** The entry is of another item. */
  | 'OTHER_ITEM'
  /** The entry stands in the chain twice, or another has its number. */
  | 'DUPLICATE'
  /** The entry that belongs here stands further behind. */
  | 'WRONG_ORDER'
  /** The entry that belongs here is nowhere in the chain. */
  | 'MISSING_LINK'
  /** The entry was made behind another one than that before it. */
  | 'BROKEN_LINK'
  /** The entry is earlier than that before it. */
  | 'TIME_BACKWARDS'
  /** Who gives the item was not its holder. */
  | 'POSSESSION_GAP'
  /** A side did not sign. */
  | 'MISSING_SIGNATURE'
  /** The key of a signature is not known. */
  | 'UNKNOWN_KEY'
  /** The key of a signature had been revoked when the item changed hands. */
  | 'REVOKED_KEY'
  /** A signature is not of this entry, or not by the side for which it stands. */
  | 'WRONG_SIGNATURE'
  /** The head that was known is not in the chain: its end was cut off. */
  | 'CUT_END';

export interface ChainFault {
  readonly code: ChainFaultCode;
  /** Where in the chain as it was given, from 0; behind the last for what is missing there. */
  readonly index: number;
  /** The number of the handover that is wrong or missing. */
  readonly sequence: number;
  /** Whose signature is meant, where one is. */
  readonly side: Side | null;
  /** What is wrong and what to do, for people. */
  readonly message: string;
}
