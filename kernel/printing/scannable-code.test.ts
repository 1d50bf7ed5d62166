import fc from 'fast-check';
import { readElementString } from '../gs1/element-string.js';
import { Gs1Error } from '../gs1/gs1-error.js';
import { carrierOf } from '../gs1/symbology.js';
import { pictureOf, type Picture } from '../testing/picture.js';
import { scan, scanQr } from '../testing/scan.js';
import { textOfCode } from './code-text.js';
import type { PrintedCode } from './printed-document.js';
import { PrintingError } from './printing-error.js';
import { scannableCode } from './scannable-code.js';

/** The code with no more white around it than it asks for. */
function seen(code: PrintedCode): Picture {
  const { width, height, quietZone, bars } = scannableCode(code);
  const placed = bars.map((bar) => ({ ...bar, x: bar.x + quietZone.x, y: bar.y + quietZone.y }));
  return pictureOf(placed, { width: width + 2 * quietZone.x, height: height + 2 * quietZone.y }, 4);
}

describe('QR codes', () => {
  it.each([
    ['a link', 'https://clinic.example/p/01jd?a=1&b=2'],
    ['Mongolian', 'Өвчтөн: Болд, Үүрэг'],
    ['Thai', 'ยาพาราเซตามอล'],
    ['a caret, which is a command elsewhere', 'a^FNC1b^^c'],
    ['digits alone', '0123456789'],
    ['as much as they hold', 'x'.repeat(2331)],
  ])('carry %s', async (_, text) => {
    const picture = seen({ kind: 'QR', text });
    expect(scanQr(picture)).toBe(text);
    expect((await scan(picture)).map((each) => each.text)).toEqual([text]);
  });

  it('carry any scan code', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z2-7]{24}$/), (text) => {
        expect(scanQr(seen({ kind: 'QR', text }))).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});

describe('DataMatrix', () => {
  it.each([
    ['ASCII', 'LOT-42/7 a^b ^FNC1'],
    ['other scripts', 'Өвчтөн ยา'],
    ['letters that Latin-1 has', 'Åré ñ'],
    ['what begins as GS1 does', '0109501101530003'],
  ])('carries %s', async (_, text) => {
    expect(await scan(seen({ kind: 'DATA_MATRIX', text }))).toEqual([{ identifier: ']d1', text }]);
  });
});

describe('GS1 DataMatrix', () => {
  const today = new Date('2026-11-21T00:00:00Z');

  it.each([
    ['as a scanner gave it', '01095011015300031727123110ABC\x1d21S/N-1'],
    ['in brackets', '(01)09501101530003(17)271231(10)ABC(21)S/N-1'],
    ['with a scanner’s identifier', ']d201095011015300031727123110ABC\x1d21S/N-1'],
  ])('says the same of a text %s', async (_, text) => {
    const [found, ...others] = await scan(seen({ kind: 'GS1_DATA_MATRIX', text }));
    expect(others).toEqual([]);
    const answer = `${found?.identifier}${found?.text}`;
    expect(carrierOf(answer)).toEqual({ name: 'GS1 DataMatrix', content: 'ELEMENTS' });
    expect(readElementString(answer, today)).toMatchObject({ gtin: '09501101530003', batch: 'ABC', serial: 'S/N-1' });
    expect(String(readElementString(answer, today).expiry)).toBe('2027-12-31');
  });

  it('keeps batches of any characters apart from what follows', async () => {
    const inBatches = fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/);
    await fc.assert(
      fc.asyncProperty(inBatches, inBatches, async (batch, serial) => {
        const text = `010950110153000310${batch}\x1d21${serial}`;
        const [found] = await scan(seen({ kind: 'GS1_DATA_MATRIX', text }));
        expect(readElementString(`${found?.identifier}${found?.text}`)).toMatchObject({ gtin: '09501101530003', batch, serial });
      }),
      { numRuns: 40 },
    );
  });

  it('is printed for people in brackets', () => {
    expect(textOfCode({ kind: 'GS1_DATA_MATRIX', text: '010950110153000310ABC\x1d17271231' })).toBe('(01)09501101530003(10)ABC(17)271231');
  });
});

describe('Code 128', () => {
  it.each(['DISP-0000042', '0123456789', 'a^FNC1 ~!"', 'Ab1'])('carries %s', async (text) => {
    expect(await scan(seen({ kind: 'CODE_128', text }))).toEqual([{ identifier: ']C0', text }]);
  });
});

it.each([
  ['QR', { x: 4, y: 4 }],
  ['DATA_MATRIX', { x: 2, y: 2 }],
  ['GS1_DATA_MATRIX', { x: 2, y: 2 }],
  ['CODE_128', { x: 10, y: 0 }],
] as const)('%s asks for no less white around it than its standard, and a DataMatrix for one module more', (kind, quietZone) => {
  expect(scannableCode({ kind, text: '0109501101530003' }).quietZone).toEqual(quietZone);
});

describe('refuses', () => {
  function refusal(code: PrintedCode): unknown {
    try {
      scannableCode(code);
    } catch (error) {
      return error;
    }
    throw new Error(`${code.text} was encoded.`);
  }

  it.each<[what: string, code: PrintedCode, message: string]>([
    ['an empty text', { kind: 'QR', text: '' }, 'A QR code of an empty text says nothing: give it a text or leave it out.'],
    [
      'more than a QR code holds',
      { kind: 'QR', text: 'x'.repeat(2332) },
      `The text "${'x'.repeat(40)}…" of 2332 characters does not fit into a QR code: shorten it, for example to a link.`,
    ],
    [
      'more than a DataMatrix holds',
      { kind: 'DATA_MATRIX', text: 'Ө'.repeat(1500) },
      `The text "${'Ө'.repeat(40)}…" of 1500 characters does not fit into a DataMatrix: shorten it, for example to a link.`,
    ],
    [
      'other letters than Code 128 has',
      { kind: 'CODE_128', text: 'Өвчтөн' },
      'Code 128 holds no other letters than those of ASCII: print "Өвчтөн" as a QR code.',
    ],
  ])('%s', (_, code, message) => {
    expect(refusal(code)).toBeInstanceOf(PrintingError);
    expect(refusal(code)).toMatchObject({ message });
  });

  it('what GS1 refuses', () => {
    const error = refusal({ kind: 'GS1_DATA_MATRIX', text: '(01)09501101530004' });
    expect(error).toBeInstanceOf(Gs1Error);
    expect(error).toMatchObject({ code: 'WRONG_CHECK_DIGIT', ai: '01' });
    expect(error).toHaveProperty(
      'message',
      'The GTIN (01) "09501101530004" ends in 4 where its digits ask for 3: scan it again, or compare what was typed with the label.',
    );
  });
});
