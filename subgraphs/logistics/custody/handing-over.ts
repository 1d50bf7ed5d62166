import { isGln } from '#kernel/gs1/check-digit.js';
import { CustodyError } from './custody-error.js';
import { firstPreviousHash, handoverHash } from './handover-hash.js';
import type { Handover, HandoverPlace, LinkedHandover, Party } from './handover.js';

/** A handover before it has its number. */
export type HandoverFacts = Omit<Handover, 'sequence'>;

const absoluteZero = -273.15;

/**
 * Puts a handover behind the last one of its item; both sides then sign its hash. The first giver of an item is its first holder.
 * @param previous the last entry of the item's chain, as it was verified; null for an item that never changed hands.
 * @throws CustodyError when the item cannot change hands so; its message says what to do.
 */
export function linkHandover(previous: LinkedHandover | null, facts: HandoverFacts): LinkedHandover {
  assertSaid(facts);
  if (previous) assertFollows(previous.handover, facts);
  const handover: Handover = { ...facts, sequence: (previous?.handover.sequence ?? 0) + 1 };
  const previousHash = previous?.hash ?? firstPreviousHash;
  return { handover, previousHash, hash: handoverHash(previousHash, handover) };
}

function assertSaid({ at, place, from, to, temperature }: HandoverFacts): void {
  assertTime(at, 'handover');
  if (temperature?.at != null) assertTime(temperature.at, 'temperature');
  if (temperature && !(Number.isFinite(temperature.celsius) && temperature.celsius >= absoluteZero)) {
    throw new CustodyError('INVALID_TEMPERATURE', `There is no temperature of ${temperature.celsius} °C: read the thermometer again.`);
  }
  if (from.id === to.id) {
    throw new CustodyError('SAME_PARTY', `${from.name} cannot hand the item to ${to.name}: name another person who takes it.`);
  }
  assertPlace(place);
  for (const { name, gln } of [from, to]) assertGln(name, gln);
}

function assertFollows(last: Handover, { itemId, at, from }: HandoverFacts): void {
  if (itemId !== last.itemId) {
    throw new CustodyError('OTHER_ITEM', `The chain is of item ${last.itemId}, not of ${itemId}: scan the item again.`);
  }
  if (from.id !== last.to.id) throw notHolder(last.to, from);
  if (at < last.at) {
    throw new CustodyError(
      'TIME_BACKWARDS',
      `The item changed hands at ${last.at}, which is after ${at}: set the clock of the device and hand it over again.`,
    );
  }
}

function notHolder(holder: Party, giver: Party): CustodyError {
  return new CustodyError(
    'NOT_HOLDER',
    `The item is with ${holder.name}, so ${giver.name} cannot give it: first record how it came from ${holder.name} to ${giver.name}.`,
  );
}

function assertTime(at: string, of: string): void {
  const time = new Date(at);
  if (!Number.isNaN(time.getTime()) && time.toISOString() === at) return;
  throw new CustodyError(
    'INVALID_TIME',
    `The time of the ${of} is "${at}": write it in UTC with milliseconds, as 2026-03-01T08:00:00.000Z.`,
  );
}

function assertPlace({ name, gln, latitude, longitude }: HandoverPlace): void {
  assertGln(name, gln);
  if (latitude == null && longitude == null) return;
  if (isWithin(latitude, 90) && isWithin(longitude, 180)) return;
  throw new CustodyError(
    'INVALID_PLACE',
    `There is no place at latitude ${latitude ?? 'unknown'} and longitude ${longitude ?? 'unknown'}: give both in degrees, or neither.`,
  );
}

function assertGln(name: string, gln: string | null | undefined): void {
  if (gln == null || isGln(gln)) return;
  throw new CustodyError('INVALID_PLACE', `${gln} is not the GLN of ${name}: a GLN has 13 digits, of which the last checks the others.`);
}

function isWithin(degrees: number | null | undefined, most: number): boolean {
  return typeof degrees === 'number' && Math.abs(degrees) <= most;
}
