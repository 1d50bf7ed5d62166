import type { CustodyEntry } from '../handover.js';

/**
 * A handover with what EPCIS says of it beside what was signed: as it was then, so that it is the same event whoever tells it and
 * whatever became of the item since.
 */
export interface ToldHandover extends CustodyEntry {
  /** Whether it was taken by one who does not carry it on. */
  readonly isDelivery: boolean;
  /** IANA, of the branch that gave. */
  readonly timeZone: string;
}
