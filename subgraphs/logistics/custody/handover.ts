import type { KeyObject } from 'node:crypto';
import { registerEnumType } from 'type-graphql';

/** In what state an item was found when it changed hands. */
export enum HandoverCondition {
  /** Whole and closed, as it should be. */
  INTACT = 'INTACT',
  /** Its seal is broken or its packing open; what is in it may be whole. */
  SEAL_BROKEN = 'SEAL_BROKEN',
  /** Broken, wet, leaking or crushed. */
  DAMAGED = 'DAMAGED',
  /** Less is there than should be. */
  INCOMPLETE = 'INCOMPLETE',
}

registerEnumType(HandoverCondition, {
  name: 'HandoverCondition',
  description: 'In what state an item was found when it changed hands.',
  valuesConfig: {
    INTACT: { description: 'Whole and closed, as it should be.' },
    SEAL_BROKEN: { description: 'Its seal is broken or its packing open; what is in it may be whole.' },
    DAMAGED: { description: 'Broken, wet, leaking or crushed.' },
    INCOMPLETE: { description: 'Less is there than should be.' },
  },
});

/** A person or an organization that holds an item. */
export interface Party {
  readonly id: string;
  readonly name: string;
  /** Its global location number, 13 digits. */
  readonly gln?: string | null;
}

/** Where an item changed hands. */
export interface HandoverPlace {
  readonly name: string;
  /** Its global location number, 13 digits. */
  readonly gln?: string | null;
  /** WGS 84, in degrees. */
  readonly latitude?: number | null;
  readonly longitude?: number | null;
}

/** What a thermometer at the item showed when it changed hands. */
export interface HandoverTemperature {
  readonly celsius: number;
  /** When it was read, as `Date.toISOString` writes it; at the handover when not said. */
  readonly at?: string | null;
  readonly deviceId?: string | null;
}

/** An item changes hands: all of it is hashed and signed. What is null counts as not said. */
export interface Handover {
  readonly itemId: string;
  /** From 1, without gaps. */
  readonly sequence: number;
  /** As `Date.toISOString` writes it. */
  readonly at: string;
  readonly place: HandoverPlace;
  /** Who held the item and gives it. */
  readonly from: Party;
  /** Who takes it and holds it from now on. */
  readonly to: Party;
  readonly condition: HandoverCondition;
  readonly remark?: string | null;
  /** What was scanned on the item, as the scanner gave it. */
  readonly scan: string;
  readonly temperature?: HandoverTemperature | null;
}

/** The side of a handover: who gives, and who takes. */
export type Side = 'FROM' | 'TO';

export interface HandoverSignature {
  /** Names the key, so that a party can have a new one without breaking what it signed before. */
  readonly keyId: string;
  /** Ed25519 over the 32 bytes of the entry's hash, in base64url. */
  readonly value: string;
}

/** A handover that has its place in its item's chain. Hashes are 64 digits in lower-case hexadecimal. */
export interface LinkedHandover {
  readonly handover: Handover;
  /** The hash of the entry before; `firstPreviousHash` before the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** An entry of an item's chain of custody. It is whole when both sides have signed. */
export interface CustodyEntry extends LinkedHandover {
  readonly signatures: Readonly<Partial<Record<Side, HandoverSignature>>>;
}

/** A public key, and whose it is. */
export interface PartyKey {
  readonly partyId: string;
  readonly publicKey: KeyObject;
  /** Organizations in whose name its owner signs too. */
  readonly actsFor?: readonly string[];
  /** From when on it is not to be trusted; what changed hands before stays signed. */
  readonly revokedAt?: Date | null;
}

/** Whether the key signs for that party: its owner, or an organization in whose name the owner acts. */
export function signsFor({ partyId, actsFor = [] }: Pick<PartyKey, 'partyId' | 'actsFor'>, party: Pick<Party, 'id'>): boolean {
  return partyId === party.id || actsFor.includes(party.id);
}

/** The party that stands on a side. */
export function partyOn({ from, to }: Handover, side: Side): Party {
  return side === 'FROM' ? from : to;
}
