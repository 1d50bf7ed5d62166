import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import type { ToldHandover } from '../epcis/told-handover.js';
import { linkHandover, type HandoverFacts } from '../handing-over.js';
import { signHash } from '../handover-hash.js';
import { HandoverCondition, type CustodyEntry, type LinkedHandover, type Party, type PartyKey } from '../handover.js';

/** A party that can sign. */
export interface Signer {
  readonly party: Party;
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function signer(id: string, name: string, gln?: string): Signer {
  return { party: { id, name, ...(gln === undefined ? {} : { gln }) }, keyId: `key-of-${id}`, ...generateKeyPairSync('ed25519') };
}

export const nurse = signer('staff_oyuun', 'Oyuun, Steppe Clinic', '9501101020016');
export const courier = signer('staff_bold', 'Bold, courier');
export const driver = signer('staff_sarnai', 'Sarnai, driver');
export const laboratory = signer('staff_tsetseg', 'Tsetseg, Central Laboratory', '4012345000009');
const everybody = [nurse, courier, driver, laboratory];

export const keys: ReadonlyMap<string, PartyKey> = new Map(
  everybody.map(({ party, keyId, publicKey }) => [keyId, { partyId: party.id, publicKey }]),
);

export function signed(linked: LinkedHandover, from: Signer, to: Signer): CustodyEntry {
  const [giver, taker] = [from, to].map(({ keyId, privateKey }) => signHash(linked.hash, keyId, privateKey));
  if (!giver || !taker) throw new Error('Both sides sign');
  return { ...linked, signatures: { FROM: giver, TO: taker } };
}

export function handOver(
  previous: CustodyEntry | null,
  from: Signer,
  to: Signer,
  { at, ...facts }: Partial<HandoverFacts> & Pick<HandoverFacts, 'at'>,
): CustodyEntry {
  const said = { itemId: 'specimen_7', place: { name: 'Steppe Clinic' }, condition: HandoverCondition.INTACT, scan: 'S-0007', ...facts };
  return signed(linkHandover(previous, { ...said, at, from: from.party, to: to.party }), from, to);
}

/** Blood goes from a clinic in Ulaanbaatar by two carriers to the laboratory. */
export function bloodOnItsWay(): [CustodyEntry, CustodyEntry, CustodyEntry] {
  const scan = '(01)09501101530003(21)S/7(10)L1';
  const first = handOver(null, nurse, courier, {
    at: '2026-03-01T00:30:00.000Z',
    place: { name: 'Steppe Clinic', gln: '9501101020016', latitude: 47.9185, longitude: 106.9177 },
    temperature: { celsius: 4.5, deviceId: 'logger_3', at: '2026-03-01T00:28:00.000Z' },
    scan,
  });
  const second = handOver(first, courier, driver, {
    at: '2026-03-01T01:10:00.000Z',
    place: { name: 'Peace Avenue', latitude: 47.9142, longitude: 106.889 },
    condition: HandoverCondition.SEAL_BROKEN,
    remark: 'Lid lifted by the shock of a curb.',
    scan,
  });
  const third = handOver(second, driver, laboratory, {
    at: '2026-03-01T02:05:00.000Z',
    place: { name: 'Central Laboratory', gln: '4012345000009' },
    temperature: { celsius: -0.5 },
    scan,
  });
  return [first, second, third];
}

/** As it happened in Ulaanbaatar, unless said otherwise, with the last one to whom the item is for. */
export function told(
  entries: readonly CustodyEntry[],
  { isDelivered = true, timeZone = 'Asia/Ulaanbaatar' }: { readonly isDelivered?: boolean; readonly timeZone?: string } = {},
): ToldHandover[] {
  return entries.map((entry, index) => ({ ...entry, isDelivery: isDelivered && index === entries.length - 1, timeZone }));
}

const moments = fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2035-01-01T00:00:00Z'), noInvalidDate: true });
const degrees = (most: number): fc.Arbitrary<number> => fc.double({ min: -most, max: most, noNaN: true });
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });

const facts = fc.record({
  at: moments.map((moment) => moment.toISOString()),
  place: fc.oneof(
    fc.record({ name: words, gln: fc.constantFrom('9501101020016', null) }),
    fc.record({ name: words, latitude: degrees(90), longitude: degrees(180) }),
  ),
  condition: fc.constantFrom(...Object.values(HandoverCondition)),
  scan: words,
  remark: fc.option(words),
  temperature: fc.option(fc.record({ celsius: fc.double({ min: -80, max: 60, noNaN: true }), deviceId: fc.option(words) })),
  to: fc.nat(),
});

/** Chains of one to six handovers, as they may go on between four parties. */
export const anyChain: fc.Arbitrary<CustodyEntry[]> = fc.array(facts, { minLength: 1, maxLength: 6 }).map((handovers) => {
  const inOrder = handovers.toSorted((one, other) => one.at.localeCompare(other.at));
  const chain: CustodyEntry[] = [];
  let holder = nurse;
  for (const { to, ...said } of inOrder) {
    const others = everybody.filter((each) => each !== holder);
    const taker = others[to % others.length] ?? courier;
    chain.push(handOver(chain.at(-1) ?? null, holder, taker, said));
    holder = taker;
  }
  return chain;
});
