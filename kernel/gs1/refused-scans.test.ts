import { readElementStrings } from './element-string.js';
import type { Gs1Error } from './gs1-error.js';

const today = new Date('2026-11-21T00:00:00Z');
const gs = '\x1d';
const gtin = '0109501101530003';

function refusal(...scans: string[]): Gs1Error {
  try {
    readElementStrings(scans, today);
  } catch (error) {
    return error as Gs1Error;
  }
  throw new Error(`${scans.join()} was read.`);
}

describe('a code that is wrong', () => {
  it.each([
    ['nothing', '\r\n', 'NOT_GS1', null, null, 'The scan is empty: scan the code again.'],
    [
      'another code',
      'WIFI:S:clinic',
      'UNKNOWN_AI',
      null,
      0,
      'The scan begins with "WIFI:S:clinic", which is neither a GS1 field nor a GTIN: scan the GS1 code of the pack.',
    ],
    [
      'a code that its scanner knows to be none',
      ']A0ABC',
      'NOT_GS1',
      null,
      3,
      'The code ]A0 with "ABC" is not marked as a GS1 code: scan the GS1 code of the pack.',
    ],
    [
      'a plain DataMatrix',
      `]d1${gtin}`,
      'NOT_GS1',
      null,
      3,
      'The DataMatrix with "0109501101530003" is not marked as a GS1 code: scan the GS1 code of the pack.',
    ],
    ['text before the brackets', '(1)2', 'NOT_GS1', null, 0, /does not begin with a field's number in brackets/],
    [
      'an unknown field',
      `${gtin}0499`,
      'UNKNOWN_AI',
      '04',
      16,
      'Behind the GTIN (01) "09501101530003" comes "0499", which begins with no GS1 field: scan it again, and if it stays so, the label is wrong.',
    ],
    ['an unknown field in brackets', '(01)09501101530003(05)1', 'UNKNOWN_AI', '05', 19, /There is no GS1 field \(05\)/],
    ['two separators', `${gtin}10A${gs}${gs}21B`, 'UNKNOWN_AI', null, 20, /comes a second separator/],
    [
      'a GTIN cut short',
      '010950110153000',
      'WRONG_LENGTH',
      '01',
      2,
      'The GTIN (01) "0950110153000" has 13 digits, where it takes 14: scan it again, some of it was not read right.',
    ],
    ['a GTIN cut by a separator', `01095011${gs}10A`, 'WRONG_LENGTH', '01', 2, /has 6 digits, where it takes 14/],
    [
      'an empty batch',
      `${gtin}10`,
      'WRONG_LENGTH',
      '10',
      18,
      'The batch (10) is empty, where it takes 1 to 20: scan it again, some of it was not read right.',
    ],
    [
      'a batch without its end',
      `${gtin}10ABCDEF123456717270331`,
      'WRONG_LENGTH',
      '10',
      18,
      /has 21 characters, where it takes 1 to 20: .*or the label lacks the separator behind it\.$/,
    ],
    ['a time that is half there', `${gtin}8008260131123`, 'WRONG_LENGTH', '8008', 20, /has 9 digits, where it takes 8, 10 or 12/],
    [
      'a letter in a GTIN',
      '(01)0950110153000O',
      'WRONG_CHARACTER',
      '01',
      17,
      'The GTIN (01) "0950110153000O" holds "O" where only digits may be: scan it again, or compare what was typed with the label.',
    ],
    [
      'a space in a batch',
      `${gtin}10AB C`,
      'WRONG_CHARACTER',
      '10',
      20,
      'The batch (10) "AB C" holds a space, which GS1 codes cannot carry: scan it again, or compare what was typed with the label.',
    ],
    ['a foreign letter in a batch', '(01)09501101530003(10)АB', 'WRONG_CHARACTER', '10', 22, /"<410>B" holds "<410>"/],
    [
      'a wrong check digit',
      '0109501101530004',
      'WRONG_CHECK_DIGIT',
      '01',
      15,
      'The GTIN (01) "09501101530004" ends in 4 where its digits ask for 3: scan it again, or compare what was typed with the label.',
    ],
    ['a wrong check digit under a bar code', '3400930000015', 'WRONG_CHECK_DIGIT', '01', 12, /ends in 5 where its digits ask for 4/],
    ['a wrong check digit of an EAN-13 that the scanner names', ']E03400930000015', 'WRONG_CHECK_DIGIT', '01', 15, /ends in 5/],
    ['an EAN-13 cut short', ']E034009300000', 'WRONG_LENGTH', '01', 3, /8, 12, 13 or 14 digits, not 11/],
    ['a separator alone', '\x1d', 'NOT_GS1', null, null, /is empty/],
    [
      'a wrong check pair',
      '(01)09501101530003(8014)1987654Ad4X4bL5ttr2310c2X',
      'WRONG_CHECK_DIGIT',
      '8014',
      47,
      /ends in "2X" where what is before asks for "2K"/,
    ],
    [
      'month 13',
      `${gtin}17271332`,
      'IMPOSSIBLE_DATE',
      '17',
      20,
      'The expiry (17) "271332" is no date, as there is no month 13: scan it again, and if it stays so, the label is wrong, so ask who supplied it.',
    ],
    ['30 February', `${gtin}17270230`, 'IMPOSSIBLE_DATE', '17', 22, /month 02 has no day 30/],
    ['an open day where one is needed', `${gtin}7006260200`, 'IMPOSSIBLE_DATE', '7006', 24, /month 02 has no day 00/],
    [
      'a country that is none',
      `${gtin}422999`,
      'WRONG_VALUE',
      '422',
      19,
      /The ORIGIN \(422\) "999" has "999" where a country's three-digit code belongs/,
    ],
    [
      'two batches',
      `${gtin}10A${gs}10B`,
      'CONTRADICTION',
      '10',
      22,
      'The batch (10) is there twice, as "A" and as "B": scan one item at a time, and if it stays so, the label is wrong.',
    ],
    [
      'a serial number alone',
      '21ABC',
      'MISSING_COMPANION',
      '21',
      2,
      'The serial number (21) says nothing without the GTIN (01), MTO GTIN (03) or ITIP (8006): scan the code that carries it too.',
    ],
    [
      'a secondary serial without the first',
      `${gtin}250XY`,
      'MISSING_COMPANION',
      '250',
      19,
      /without the GTIN \(01\) with serial number \(21\), /,
    ],
    [
      'a count beside a single item',
      `${gtin}00106141412345678908${'0209501101530003'}3712`,
      'FORBIDDEN_COMPANION',
      '01',
      2,
      /The GTIN \(01\) cannot be on one item with the count of the content \(37\)/,
    ],
    [
      'two net weights',
      `${gtin}31030000013102000001`,
      'FORBIDDEN_COMPANION',
      '3103',
      20,
      /NET WEIGHT \(kg\) \(3103\) cannot be on one item with the NET WEIGHT \(kg\) \(3102\)/,
    ],
    ['a link to a page', 'https://example.com/leaflet.pdf', 'NOT_GS1', null, null, /names no product, batch or parcel/],
    [
      'a link with fields out of order',
      'https://id.gs1.org/01/09501101530003/21/1/10/A',
      'WRONG_PLACE',
      '21',
      40,
      /cannot be followed by the serial number \(21\) and the batch \(10\)/,
    ],
    [
      'a link with a serial number in the query',
      'https://id.gs1.org/01/09501101530003?21=1',
      'WRONG_PLACE',
      '21',
      37,
      /serial number \(21\) cannot stand behind the "\?"/,
    ],
    ['a link with an unknown number', 'https://id.gs1.org/01/09501101530003?04=1', 'UNKNOWN_AI', '04', 37, /no GS1 field \(04\)/],
    [
      'a link with half a percent sign',
      'https://id.gs1.org/01/09501101530003/10/A%F',
      'WRONG_CHARACTER',
      '10',
      40,
      /"%" without the two digits/,
    ],
  ])('is refused for %s', (_, scan, code, ai, position, message) => {
    const error = refusal(scan);
    expect(error).toMatchObject({ name: 'Gs1Error', code, ai, position });
    if (typeof message === 'string') expect(error.message).toBe(message);
    else expect(error.message).toMatch(message);
  });

  it('is refused beside another code of the same item that says something else', () => {
    expect(refusal(`${gtin}10A`, `${gtin}10B`)).toMatchObject({ code: 'CONTRADICTION', ai: '10', position: 18 });
  });

  it('is shown in part only when it is long', () => {
    expect(refusal(`${gtin}10${'A'.repeat(500)}`).message.length).toBeLessThan(250);
  });
});
