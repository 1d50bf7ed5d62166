import { pictureOf } from '#kernel/testing/picture.js';
import { readPdf } from '#kernel/testing/read-pdf.js';
import { scan } from '#kernel/testing/scan.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openLogistics } from '../../testing/depot.js';
import { readInstrumentCode } from '../instruments/instrument-code.js';
import { done, SterileDepartment } from '../testing/sterile-department.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

async function download(name: string, id: string, context: RequestContext) {
  const file = await subgraph.runtime.download({ name, parameters: { id } }, context);
  const pieces: Buffer[] = [];
  for await (const piece of file.body as AsyncIterable<Uint8Array>) pieces.push(Buffer.from(piece));
  const pages = await readPdf(new Uint8Array(Buffer.concat(pieces)));
  return { name: file.name, type: file.type, pages, text: pages.flatMap(({ lines }) => lines).join('\n') };
}

async function scanned(page: Awaited<ReturnType<typeof readPdf>>[number] | undefined): Promise<string[]> {
  if (!page) return [];
  return (await scan(pictureOf(page.shapes, page, 6))).map(({ text }) => text);
}

async function released() {
  const house = await new SterileDepartment(subgraph, neighbours).open();
  neighbours.of('Staff').set(house.runner.actor.id ?? '', { displayName: 'Oyuun' });
  neighbours.of('Staff').set(house.releaser.actor.id ?? '', { displayName: 'Tsetseg' });
  const udi = await house.instrument({ code: '(01)09501101530003(21)A7', name: 'Endoscope' });
  const set = await house.set();
  await house.clean(udi.code, set.code);
  return { house, udi, set };
}

it('is the record of a load: what was in it, what was measured, who ran it and who vouches for it', async () => {
  const { house, udi, set } = await released();
  const finished = await house.finished([set.code, udi.code]);
  await house.done('incubateBiologicalIndicator', 'indicator { id }', { loadId: finished.id, lotNumber: 'BI-7' });
  const load = done(await house.release(finished, { earlyReleaseReason: 'Emergency caesarean' }));
  const record = await download('sterilization-load', load.id, house.context);
  expect([record.name, record.type]).toEqual([`sterilization-${load.number}.pdf`, 'application/pdf']);
  for (const words of [
    load.number,
    'Steppe Clinic',
    'Autoclave',
    '134 °C, 3 min, F0 ≥ 15',
    '4.00 min ≥ 134 °C, F0 87.51, ≤ 134.5 °C',
    'Oyuun',
    'Tsetseg',
    'RELEASED BEFORE THE BIOLOGICAL INDICATOR WAS READ',
    'Emergency caesarean',
    'class 5: pass',
    set.code,
    'Endoscope',
    'Lot BI-7, incubating',
    load.items[0]?.sterileUntil ?? 'no expiry',
  ])
    expect(record.text.replace(/\s+/g, ' ')).toContain(words);
  expect(await scanned(record.pages[0])).toContain(load.number);
  const mongolian = await download('sterilization-load', load.id, { ...house.context, locale: 'mn-MN' });
  expect(mongolian.text).toContain('Ариутгалын тэмдэглэл');
});

it('is a label whose DataMatrix says code and expiry, and is read again as the code', async () => {
  const { house, udi, set } = await released();
  const load = await house.released([set.code, udi.code]);
  const until = load.items[0]?.sterileUntil ?? '';
  const own = await download('sterilization-label', set.id, house.context);
  expect(own.pages).toHaveLength(1);
  for (const words of ['Suture set', set.code, `Sterile until: ${until}`, load.number])
    expect(own.text.replace(/\s+/g, ' ')).toContain(words);
  const [text = ''] = await scanned(own.pages[0]);
  expect(text).toBe(`${set.code}|${until}`);
  expect(readInstrumentCode(text)).toBe(set.code);
  const gs1 = await download('sterilization-label', udi.id, house.context);
  const [elements = ''] = await scanned(gs1.pages[0]);
  expect(elements).toContain(`17${until.replaceAll('-', '').slice(2)}`);
  expect(readInstrumentCode(elements)).toBe(udi.code);
});

it('is none of what is not sterile, or not theirs', async () => {
  const { house, set } = await released();
  await expect(download('sterilization-label', set.id, house.context)).rejects.toThrow('its load is released first');
  const load = await house.released([set.code]);
  const stranger = new SterileDepartment(subgraph, neighbours);
  for (const [name, id] of [
    ['sterilization-label', set.id],
    ['sterilization-load', load.id],
    ['sterilization-load', newId('sterilizationload')],
  ] as const)
    await expect(download(name, id, stranger.context)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
});
