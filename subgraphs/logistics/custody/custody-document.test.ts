import { toPdf } from '#kernel/printing/to-pdf.js';
import { toText } from '#kernel/printing/to-text.js';
import { custodyDocument, type CustodyFacts } from './custody-document.js';
import type { CustodyEntry } from './handover.js';
import { bloodOnItsWay, keys } from './testing/chains.js';
import { verifyChain } from './verifying-chain.js';

const [first, second, third] = bloodOnItsWay();

function factsOf(entries: readonly CustodyEntry[], locale = 'en'): CustodyFacts {
  return {
    itemName: 'S-0007',
    entries,
    verdict: verifyChain(entries, keys),
    checkedAt: new Date('2026-03-02T01:00:00Z'),
    timeZone: 'Asia/Ulaanbaatar',
    locale,
  };
}

const printed = (entries: readonly CustodyEntry[], locale?: string): string => toText(custodyDocument(factsOf(entries, locale)), 140);

/** Lines with single spaces, without rules. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => !/^-+$/.test(line))
    .map((line) => line.trim().replace(/ +/g, ' '))
    .filter(Boolean);

it('tells who held the item, by the clock of the branch, and bears the hash of the last handover', () => {
  expect(linesOf(printed([first, second, third]))).toEqual([
    'Chain of custody',
    'Item S-0007',
    'With Tsetseg, Central Laboratory',
    'Handovers 3',
    'Checked 2026-03-02 09:00',
    'Times in Asia/Ulaanbaatar',
    'VERIFIED: all 3 handovers are unchanged, without gaps and signed by both sides.',
    'No. Time Place From To Condition °C',
    '1 2026-03-01 08:30 Steppe Clinic (47.91850, 106.91770) Oyuun, Steppe Clinic Bold, courier intact 4.5',
    '2 2026-03-01 09:10 Peace Avenue (47.91420, 106.88900) Bold, courier Sarnai, driver seal broken',
    '3 2026-03-01 10:05 Central Laboratory Sarnai, driver Tsetseg, Central Laboratory intact -0.5',
    'Remarks',
    '2. Lid lifted by the shock of a curb.',
    'Scanned',
    '1, 2, 3: (01)09501101530003(21)S/7(10)L1',
    'Hash of the last handover',
    third.hash,
  ]);
  expect(custodyDocument(factsOf([first, second, third])).blocks.at(-1)).toEqual({
    code: { kind: 'QR', text: third.hash, caption: third.hash },
  });
});

it('says what is wrong with a chain that is not whole, and neither who has the item nor a head to trust', () => {
  const text = printed([first, { ...second, handover: { ...second.handover, remark: 'Nothing' } }, third]);
  expect(text).toContain('NOT VERIFIED: Handover 2 was changed after it was made');
  expect(text).not.toMatch(/^With |Hash of the last handover/m);
  expect(text).toContain('2. Nothing');
});

it('prints what somebody wrote into a chain, even if it is nonsense', () => {
  const nonsense = { at: 'yesterday', condition: 'FINE', place: { name: 'Nowhere', latitude: 'x', longitude: 'y' } };
  const broken = { ...first, handover: { ...first.handover, ...nonsense } } as unknown as CustodyEntry;
  expect(linesOf(printed([broken]))).toContain('1 — Nowhere (NaN, NaN) Oyuun, Steppe Clinic Bold, courier FINE 4.5');
});

it('says of one handover and of none what there is', () => {
  expect(linesOf(printed([first]))).toContain('VERIFIED: the handover is unchanged and signed by both sides.');
  const none = linesOf(printed([]));
  expect(none.filter((line) => line === 'The item has not changed hands.')).toHaveLength(1);
  expect(none).not.toContain('Scanned');
});

it('is printed in Mongolian for those who read it', () => {
  const document = custodyDocument(factsOf([first, second, third], 'mn-MN'));
  expect([document.language, document.title]).toEqual(['mn', 'Хүлээлцсэн түүх S-0007']);
  expect(toText(document, 140)).toContain('лац задарсан');
});

it('is printed as PDF, the same to the byte for the same chain', async () => {
  const document = custodyDocument(factsOf([first, second, third]));
  const [one, other] = [await toPdf(document), await toPdf(document)];
  expect(Buffer.from(one).subarray(0, 5).toString()).toBe('%PDF-');
  expect(Buffer.compare(one, other)).toBe(0);
});
