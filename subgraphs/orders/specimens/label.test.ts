import fc from 'fast-check';
import { newId } from '#kernel/graph/type-id.js';
import { pictureOf } from '#kernel/testing/picture.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { readPdf, type ReadPage } from '#kernel/testing/read-pdf.js';
import { scan } from '#kernel/testing/scan.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { documentsToPdf } from '#kernel/printing/to-pdf.js';
import { openOrders } from '../testing/order-desk.js';
import { labelOf } from './label.js';
import { SpecimenDesk } from './testing/specimen-desk.js';
import { fieldData, hasRoomForBars, zebraLabels } from './zebra-label.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

async function download(desk: SpecimenDesk, parameters: Record<string, string>, context = desk.context) {
  const { name, type, body } = await subgraph.runtime.download({ name: 'specimen-labels', parameters }, context);
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece as Uint8Array));
  return { name, type, content: Buffer.concat(pieces) };
}

async function scanned(page: ReadPage): Promise<string[]> {
  return (await scan(pictureOf(page.shapes, page, 8))).map(({ identifier, text }) => `${identifier} ${text}`);
}

/** Tubes of a patient of that name. */
async function tubesOf(name: string, count = 1) {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const patientId = newId('patient');
  neighbours.of('Patient').set(patientId, { name, birthDate: '1990-02-28' });
  return { desk, ...(await desk.tubes(count, { patientId })) };
}

const millimetre = 72 / 25.4;

describe('as PDF', () => {
  it('is one label a page of 50 × 25 mm, with the number as a scanner reads it and what it is of', async () => {
    const { desk, orderId, numbers } = await tubesOf('Батбаяр Дорж', 3);
    await desk.done('collectSpecimens', 'specimens { id }', {
      accessionNumbers: numbers.slice(0, 1),
      collectedAt: '2026-03-01T23:30:00Z',
    });
    const file = await download(desk, { orderId });
    expect(file).toMatchObject({ name: `labels-${numbers[0]}.pdf`, type: 'application/pdf' });
    const pages = await readPdf(new Uint8Array(file.content));
    expect(pages.map(({ width, height }) => [width / millimetre, height / millimetre].map(Math.round))).toEqual(
      numbers.map(() => [50, 25]),
    );
    expect(await Promise.all(pages.map(scanned))).toEqual(numbers.map((number) => [`]d1 ${number}`]));
    expect(pages[0]?.lines).toEqual([
      numbers[0],
      'Батбаяр Дорж',
      '*1990-02-28',
      'K2EDTA Vacuum tube 4 mL, lavender cap',
      'Collected 2026-03-02 07:30',
    ]);
    expect(pages[1]?.lines.at(-1)).toBe('Collected ____-__-__ __:__');
  });

  it('stays on one page, whatever the patient is called', async () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.stringMatching(/^[WM ]{30,60}$/),
      fc.constant('ສົມພອນ วงศ์สวัสดิ์ ว่าที่ร้อยตรี'),
    );
    const branch = fc.stringMatching(/^[A-Z0-9-]{2,20}$/);
    await fc.assert(
      fc.asyncProperty(name, branch, fc.string({ maxLength: 200 }), async (patient, code, container) => {
        const facts = { accessionNumber: `${code}-S-000001`, patient, birthDate: '1990-02-28', container, collectedAt: '2026-03-02 07:30' };
        const [page, ...others] = await readPdf(await documentsToPdf([labelOf(facts)]));
        expect(others).toEqual([]);
        expect(await scanned(page!)).toEqual([`]d1 ${facts.accessionNumber}`]);
        const lowest = Math.max(...page!.texts.map(({ y, height }) => y + height));
        expect(lowest).toBeLessThan(page!.height);
      }),
      { numRuns: 40 },
    );
  });
});

describe('in ZPL', () => {
  it('is a label a tube, with the number as bars and in letters', async () => {
    const { desk, orderId, numbers } = await tubesOf('Батбаяр Дорж', 2);
    const file = await download(desk, { orderId, format: 'zpl' });
    expect(file).toMatchObject({ name: `labels-${numbers[0]}.zpl`, type: 'text/plain; charset=utf-8' });
    const text = file.content.toString('utf8');
    expect(text.match(/\^XA/g)).toHaveLength(2);
    expect(text.match(/\^CI28/g)).toHaveLength(2);
    for (const number of numbers) expect(text).toMatch(new RegExp(`\\^BY2\\^BCN,72,N,N,N,A\\^FH_\\^FD${number}\\^FS`));
    expect(text).toContain('^A0N,20,20^FH_^FDБатбаяр Дорж^FS');
    const other = await download(desk, { number: numbers[1] ?? '', format: 'zpl', font: 'E:TT0003M_.FNT' });
    expect(other.content.toString('utf8')).toContain('^A@N,20,20,E:TT0003M_.FNT^FH_^FDБатбаяр Дорж^FS');
    expect(other.content.toString('utf8').match(/\^XA/g)).toHaveLength(1);
  });

  it('is a matrix where the number is too long for bars', () => {
    const accessionNumber = 'NATIONAL-HOSPITAL-01-S-000042';
    expect([accessionNumber, 'UB1-S-000042'].map(hasRoomForBars)).toEqual([false, true]);
    const text = zebraLabels([{ accessionNumber, patient: null, birthDate: null, container: 'Cup', collectedAt: null }], null);
    expect(text).toContain(`^BXN,3,200^FH_^FD${accessionNumber}^FS`);
  });

  it('takes no command from a name', async () => {
    const { desk, orderId } = await tubesOf('^XZ^XA~JR_5EXZ\n^FD\\&>');
    const text = (await download(desk, { orderId, format: 'zpl' })).content.toString('utf8');
    expect(text).toContain('^FH_^FD_5EXZ_5EXA_7EJR_5F5EXZ _5EFD_5C&_3E^FS');
    expect(text).not.toContain('~');
    expect(text.match(/\^X[AZ]/g)).toEqual(['^XA', '^XZ']);
  });

  it('gives every text back as it was, and nothing in it begins a command', () => {
    const awkward = fc.string({
      unit: fc.oneof(
        fc.constantFrom('^', '~', '_', '\\', '>', '5', 'E', 'X', 'A', '\n', '\u0000', 'ө'),
        fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
      ),
    });
    fc.assert(
      fc.property(awkward, (text) => {
        const data = fieldData(text);
        expect(data).not.toMatch(/[\^~\p{Cc}]/u);
        const printed = data.replace(/_([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
        expect(printed).toBe(text.replace(/\p{Cc}/gu, ' '));
      }),
      { numRuns: 500 },
    );
  });
});

it('is not printed for what was given up, by strangers, or without saying for what', async () => {
  const { desk, orderId, numbers } = await tubesOf('Bold', 2);
  await desk.done('collectSpecimens', 'specimens { id }', { accessionNumbers: numbers.slice(0, 1) });
  await desk.done('rejectSpecimens', 'specimens { id }', { accessionNumbers: numbers.slice(0, 1), reason: 'CLOTTED' });
  expect(await readPdf(new Uint8Array((await download(desk, { orderId })).content))).toHaveLength(1);
  const none = { extensions: { code: 'NOT_FOUND' } };
  await expect(download(desk, { number: numbers[0] ?? '' })).rejects.toMatchObject(none);
  const stranger = new SpecimenDesk(subgraph, neighbours);
  await expect(download(desk, { orderId }, stranger.context)).rejects.toMatchObject(none);
  await expect(download(desk, { orderId }, desk.somebody({ branches: [newId('branch')] }))).rejects.toMatchObject(none);
  await expect(download(desk, { orderId }, desk.somebody({ permissions: ['specimens:read'] }))).rejects.toMatchObject({
    extensions: { code: 'FORBIDDEN' },
  });
  for (const parameters of [
    {},
    { orderId, number: numbers[1] ?? '' },
    { orderId, format: 'html' },
    { orderId, format: 'zpl', font: '0^XZ' },
  ])
    await expect(download(desk, parameters)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
});
