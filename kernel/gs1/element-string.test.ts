import { readElementString, readElementStrings, type ScannedElements } from './element-string.js';
import { Gs1Date } from './gs1-date.js';

const today = new Date('2026-11-21T00:00:00Z');
const gs = '\x1d';
const gtin = '0109501101530003';

function fields({ elements }: ScannedElements): Record<string, string> {
  return Object.fromEntries(elements.map(({ ai, value }) => [ai, value]));
}

describe('a pack of medicine', () => {
  const pack = { '01': '09501101530003', '17': '250400', '10': 'ABC123', '21': '00042' };

  it.each([
    ['as printed', '(01)09501101530003(17)250400(10)ABC123(21)00042'],
    ['as printed, on several lines', ' (01) 09501101530003\n(17) 250400 (10) ABC123\n(21) 00042\n'],
    ['as scanned', `${gtin}1725040010ABC123${gs}2100042`],
    ['as scanned, with a line end', `${gtin}1725040010ABC123${gs}2100042\r\n`],
    ['with a separator behind every field', `${gtin}${gs}17250400${gs}10ABC123${gs}2100042${gs}`],
    ['with a leading FNC1', `${gs}${gtin}1725040010ABC123${gs}2100042`],
    ...['d2', 'C1', 'e0', 'Q3', 'J1'].map((identifier) => [`as ]${identifier}`, `]${identifier}${gtin}1725040010ABC123${gs}2100042`]),
    ['as ]d2 with a leading FNC1', `]d2${gs}${gtin}1725040010ABC123${gs}2100042`],
    ['as a Digital Link', 'https://id.gs1.org/01/09501101530003/10/ABC123/21/00042?17=250400'],
    [
      'as a Digital Link with a short GTIN, a path before it and other names',
      'HTTPS://example.com/some/shelf/01/9501101530003/10/ABC%3123/21/00042/?linkType=all&17=250400&s=1#top',
    ],
    ['as a Digital Link in a QR code', ']Q1https://id.gs1.org/01/09501101530003/10/ABC123/21/00042?17=250400'],
  ])('is read %s', (_, scan) => {
    const found = readElementString(scan, today);
    expect(fields(found)).toEqual(pack);
    expect(found).toMatchObject({
      gtin: '09501101530003',
      batch: 'ABC123',
      serial: '00042',
      sscc: null,
      productionDate: null,
      expiry: new Gs1Date(2025, 4, null),
    });
    expect(found.expiry?.lastDay()).toBe('2025-04-30');
  });

  it('says where each field is', () => {
    const scan = `]d2${gtin}1725040010ABC123`;
    expect(
      readElementString(scan, today).elements.map(({ ai, title, position }) => [ai, title, scan.slice(position, position + 3)]),
    ).toEqual([
      ['01', 'GTIN', '095'],
      ['17', 'USE BY or EXPIRY', '250'],
      ['10', 'BATCH/LOT', 'ABC'],
    ]);
  });

  it('can say a field twice alike', () => {
    expect(fields(readElementString(`${gtin}10ABC${gs}${gtin}`, today))).toEqual({ '01': '09501101530003', '10': 'ABC' });
  });

  it('can part its fields between two codes', () => {
    expect(readElementStrings([`10ABC${gs}17270331`, gtin], today)).toMatchObject({
      gtin: '09501101530003',
      batch: 'ABC',
      expiry: new Gs1Date(2027, 3, 31),
    });
    expect(readElementStrings([gtin, '9501101530003'], today).elements).toHaveLength(1);
  });

  it('can carry its expiry with the hour', () => {
    expect(readElementString(`${gtin}70032612311530`, today).expiry).toEqual(new Gs1Date(2026, 12, 31));
  });
});

it.each([
  ['3400930000014', '03400930000014'],
  ['614141000036', '00614141000036'],
  ['40170725', '00000040170725'],
  ['09501101530003', '09501101530003'],
  [']E03400930000014', '03400930000014'],
  [']E440170725', '00000040170725'],
  ['3400930000014\r', '03400930000014'],
])('%p is a GTIN', (scan, expected) => {
  expect(fields(readElementString(scan, today))).toEqual({ '01': expected });
});

it('reads brackets within a printed value', () => {
  expect(fields(readElementString('(01)09501101530003(10)A(1)\\(21)B', today))).toEqual({ '01': '09501101530003', '10': 'A(1)(21)B' });
});

it('reads a parcel with what is in it', () => {
  const found = readElementString(`00106141412345678908${'0209501101530003'}3712${gs}10AB`, today);
  expect(found).toMatchObject({ sscc: '106141412345678908', gtin: null, batch: 'AB' });
});
