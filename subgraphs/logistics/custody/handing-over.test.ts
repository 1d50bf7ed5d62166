import { linkHandover, type HandoverFacts } from './handing-over.js';
import { bloodOnItsWay, courier, driver, laboratory, nurse } from './testing/chains.js';

const [first, , third] = bloodOnItsWay();
const facts: HandoverFacts = { ...first.handover, at: '2026-03-01T01:00:00.000Z', from: courier.party, to: driver.party };

it('puts a handover behind the last one', () => {
  const { handover, previousHash, hash } = linkHandover(first, facts);
  expect([handover.sequence, previousHash]).toEqual([2, first.hash]);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(linkHandover(null, facts)).toMatchObject({ handover: { sequence: 1 }, previousHash: '0'.repeat(64) });
});

it('takes two handovers of the same moment', () => {
  expect(linkHandover(first, { ...facts, at: first.handover.at }).handover.sequence).toBe(2);
});

it.each([
  ['OTHER_ITEM', { itemId: 'specimen_8' }, 'The chain is of item specimen_7, not of specimen_8: scan the item again.'],
  [
    'NOT_HOLDER',
    { from: nurse.party },
    'The item is with Bold, courier, so Oyuun, Steppe Clinic cannot give it: first record how it came from Bold, courier to Oyuun, Steppe Clinic.',
  ],
  ['SAME_PARTY', { to: courier.party }, 'Bold, courier cannot hand the item to Bold, courier: name another person who takes it.'],
  [
    'TIME_BACKWARDS',
    { at: '2026-03-01T00:29:59.999Z' },
    'The item changed hands at 2026-03-01T00:30:00.000Z, which is after 2026-03-01T00:29:59.999Z: set the clock of the device and hand it over again.',
  ],
  [
    'INVALID_TIME',
    { at: '2026-03-01T08:00+08:00' },
    'The time of the handover is "2026-03-01T08:00+08:00": write it in UTC with milliseconds, as 2026-03-01T08:00:00.000Z.',
  ],
  ['INVALID_TEMPERATURE', { temperature: { celsius: -300 } }, 'There is no temperature of -300 °C: read the thermometer again.'],
  [
    'INVALID_PLACE',
    { place: { name: 'Nowhere', latitude: 91, longitude: 0 } },
    'There is no place at latitude 91 and longitude 0: give both in degrees, or neither.',
  ],
  [
    'INVALID_PLACE',
    { place: { name: 'Half', latitude: 1 } },
    'There is no place at latitude 1 and longitude unknown: give both in degrees, or neither.',
  ],
  [
    'INVALID_PLACE',
    { to: { ...laboratory.party, gln: '4012345000008' } },
    '4012345000008 is not the GLN of Tsetseg, Central Laboratory: a GLN has 13 digits, of which the last checks the others.',
  ],
])('refuses with %s', (code, change: Partial<HandoverFacts>, message) => {
  expect(() => linkHandover(first, { ...facts, ...change })).toThrow(expect.objectContaining({ code, message }) as Error);
});

it('goes on from whom the item came to last', () => {
  expect(() => linkHandover(third, { ...facts, at: '2026-03-02T00:00:00.000Z' })).toThrow(
    expect.objectContaining({ code: 'NOT_HOLDER' }) as Error,
  );
});
