import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { callBack } from '../testing/calling-back.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';
import { readPackScan, type PackScan } from './reading-scans.js';
import { packIsOf } from './scanned-product.js';
import { KeptStatus } from './stock-terms.js';

const gs = '\u001d';
const gtin = '03400930000014';

describe('the code of a pack', () => {
  const all = {
    gtin,
    nationalCode: '3400930000014',
    lotNumber: 'A-1/x',
    serialNumber: 'S42',
    expiresOn: '2039-02-28',
    expiryDayKnown: false,
    producedOn: '2036-03-01',
  };

  it.each([
    ['with a symbology identifier', `]d201${gtin}1136030117390200${'10A-1/x'}${gs}21S42${gs}7113400930000014`],
    ['with a leading FNC1 and another at the end', `${gs}01${gtin}1136030117390200${'10A-1/x'}${gs}21S42${gs}7113400930000014${gs}`],
    ['with neither', `01${gtin}1136030117390200${'10A-1/x'}${gs}21S42${gs}7113400930000014`],
    ['in another order', `]d221S42${gs}7113400930000014${gs}10A-1/x${gs}1739020011360301${'01'}${gtin}`],
    ['as the text under it', `(01)${gtin}(11)360301(17)390200(10)A-1/x(21)S42(711)3400930000014`],
    ['as a line of a keyboard scanner', ` ]d201${gtin}1136030117390200${'10A-1/x'}${gs}21S42${gs}7113400930000014\r\n`],
  ])('is read %s', (_, scan) => {
    expect(readPackScan(scan)).toEqual(all);
  });

  it.each([
    ['3400930000014', { gtin, lotNumber: null, expiresOn: null, expiryDayKnown: true }],
    [`]E03400930000014`, { gtin }],
    [`01${gtin}17280229`, { expiresOn: '2028-02-29', expiryDayKnown: true }],
    [`01${gtin}17280200`, { expiresOn: '2028-02-29', expiryDayKnown: false }],
  ])('%s says %j', (scan, expected) => {
    expect(readPackScan(scan)).toMatchObject(expected);
  });

  it.each([
    [`01${'03400930000015'}17390200`, 'The GTIN (01) "03400930000015" ends in 5 where its digits ask for 4'],
    [`01${gtin}17391301`, '391301'],
    [`01${gtin}17390230`, '390230'],
    [`01${gtin}10${'x'.repeat(21)}`, '(10)'],
    [`]d210A1`, '(10)'],
    [`]C0ABC`, 'is not marked as a GS1 code'],
    [`]d200340093000000000014`, 'names no product'],
    [`]d27113400930000014`, 'says nothing without the GTIN (01)'],
    ['', 'The scan is empty'],
  ])('%j has a problem', (scan, part) => {
    expect(readPackScan(scan)).toEqual({ problem: expect.stringContaining(part) as string });
  });
});

describe('the product of a pack', () => {
  const code = gtin.slice(1);
  const bare = readPackScan(gtin) as PackScan;
  const french = readPackScan(`01${gtin}10A1${gs}711${code}`) as PackScan;
  const foreign = readPackScan(`0104012345123456${'10A1'}${gs}711${code}`) as PackScan;

  it.each([
    ['its GTIN', bare, { gtin, nationalCode: null }, true],
    ['the number of the country, which is its GTIN', bare, { gtin: null, nationalCode: code }, true],
    ['the number of the country beside a GTIN', french, { gtin: null, nationalCode: code }, true],
    ['the number of the country beside the GTIN of another', foreign, { gtin: null, nationalCode: code }, true],
    ['the number of the country, as its GTIN', foreign, { gtin, nationalCode: null }, true],
    ['another GTIN', bare, { gtin: '03400930000021', nationalCode: null }, false],
    ['a shorter number', bare, { gtin: null, nationalCode: '0930000014' }, false],
    ['no code', bare, { gtin: null, nationalCode: null }, false],
  ])('is known by %s', (_what, scan, product, expected) => {
    expect(packIsOf(scan, product)).toBe(expected);
  });
});

interface Vector {
  readonly linter: string;
  readonly input: string;
  readonly ok: boolean;
}

const path = resolve('../shared/data/gs1/linter_vectors.json');
const realInput = existsSync(path) ? describe : describe.skip;
const vectors = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Vector[]) : [];

realInput('the vectors of GS1', () => {
  const of = (linter: string, ok: boolean) => vectors.filter((vector) => vector.linter === `lint_${linter}` && vector.ok === ok);

  it('has dates', () => {
    expect(of('yymmd0', true).length).toBeGreaterThan(3);
    expect(of('yymmd0', false).length).toBeGreaterThan(3);
  });

  it.each(of('yymmd0', true))('a pack can expire on $input', ({ input }) => {
    const scan = readPackScan(`01${gtin}17${input}10A1`);
    const [month, day] = [input.slice(2, 4), input.slice(4)];
    expect(scan).toMatchObject({
      expiresOn: expect.stringMatching(new RegExp(`^\\d\\d${input.slice(0, 2)}-${month}-${day === '00' ? '\\d\\d' : day}$`)) as string,
      expiryDayKnown: day !== '00',
      lotNumber: 'A1',
    });
  });

  it.each(of('yymmd0', false))('a pack cannot expire on $input', ({ input }) => {
    expect(readPackScan(`01${gtin}17${input}${gs}10A1`)).toEqual({ problem: expect.any(String) as string });
  });

  const gtins = (ok: boolean) => of('csum', ok).filter(({ input }) => [12, 13, 14].includes(input.length));

  it.each(gtins(true))('$input is a GTIN', ({ input }) => {
    expect(readPackScan(input)).toMatchObject({ gtin: input.padStart(14, '0') });
  });

  it.each(gtins(false))('$input is no GTIN', ({ input }) => {
    expect(readPackScan(input)).toEqual({ problem: expect.stringContaining('where its digits ask for') as string });
  });
});

interface Scanned {
  readonly problem: string | null;
  readonly gtin: string | null;
  readonly product: { id: string } | null;
  readonly lot: { number: string } | null;
  readonly stock: { onHand: number; status: string; lot: { number: string } }[];
  readonly available: number;
  readonly warnings: { code: string; message: string }[];
}

describe('a scan at a branch', () => {
  let subgraph: TestSubgraph;
  let neighbours: Neighbours;
  beforeAll(async () => {
    ({ subgraph, neighbours } = await openPharmacy());
  });
  afterAll(() => subgraph.close());

  const query = `query ($branchId: ID, $scan: String!) { scanPack(branchId: $branchId, scan: $scan) {
    problem gtin product { id } lot { number } stock { onHand status lot { number } } available warnings { code message } } }`;

  async function counter() {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine('Paracetamol 500 mg, tablet', {}, { gtin });
    const scan = async (text: string, branchId: string | null = room.branchId, context = room.context): Promise<Scanned> =>
      (await room.ask<{ scanPack: Scanned }>(query, { branchId, scan: text }, context)).scanPack;
    return { room, productId, scan };
  }

  const pack = (lot: string, expiry = '391231'): string => `]d201${gtin}17${expiry}10${lot}`;
  const codes = ({ warnings }: Scanned): string[] => warnings.map(({ code }) => code);

  it('finds the product, its lot and what there is of it', async () => {
    const { room, productId, scan } = await counter();
    await room.shelve(productId, [
      { quantity: 5, lotNumber: 'A1' },
      { quantity: 3, lotNumber: 'A2', expiresOn: '2038-01-31' },
    ]);
    await room.setAside(productId, 4);
    expect(await scan(pack('A1'))).toEqual({
      problem: null,
      gtin,
      product: { id: productId },
      lot: { number: 'A1' },
      stock: [{ onHand: 5, status: 'AVAILABLE', lot: { number: 'A1' } }],
      available: 4,
      warnings: [],
    });
    const bare = await scan('3400930000014');
    expect(bare).toMatchObject({ lot: null, available: 4, warnings: [] });
    expect(bare.stock.map(({ lot }) => lot.number)).toEqual(['A2', 'A1']);
  });

  it('finds a product that is known by its national number alone, which the pack bears as its GTIN', async () => {
    const { room, scan } = await counter();
    const nationalCode = '3400930000021';
    const french = await room.medicine('Ibuprofène', {}, { nationalCode, nationalCodeSystem: 'CIP13' });
    expect((await scan(`01034009300000211739123110I1`)).product).toEqual({ id: french });
    expect((await scan(nationalCode)).product).toEqual({ id: french });
    await room.medicine('Ibuprofen of another list', {}, { nationalCode, nationalCodeSystem: 'OTHER' });
    expect((await scan(nationalCode)).warnings[0]?.message).toMatch(/^Several products have the national code 3400930000021:/);
  });

  it('says what is wrong with a code, and nothing else', async () => {
    const { scan } = await counter();
    expect(await scan('0103400930000015')).toEqual({
      problem:
        'The GTIN (01) "03400930000015" ends in 5 where its digits ask for 4: scan it again, or compare what was typed with the label.',
      gtin: null,
      product: null,
      lot: null,
      stock: [],
      available: 0,
      warnings: [],
    });
  });

  it('warns of what is not known', async () => {
    const { room, productId, scan } = await counter();
    expect((await scan('0103400930000021')).warnings).toEqual([
      {
        code: 'UNKNOWN_PRODUCT',
        message: 'No product has the GTIN 03400930000021: find the product by its name and add the code, or create it.',
      },
    ]);
    await room.shelve(productId, [{ quantity: 5, lotNumber: 'A1' }]);
    expect((await scan(pack('A9'))).warnings).toEqual([
      { code: 'UNKNOWN_LOT', message: 'Lot A9 was never taken in: compare it with the pack, or take it in first.' },
      { code: 'NOT_IN_STOCK', message: 'By the record the branch has no packs of lot A9: take them in, or correct the stock.' },
    ]);
    expect(codes(await scan(pack('A1'), room.addBranch()))).toEqual(['NOT_IN_STOCK']);
  });

  it('warns of the last day by the pack and by the record, whichever is earlier', async () => {
    const { room, productId, scan } = await counter();
    const yymmdd = (day: string): string => day.slice(2).replaceAll('-', '');
    await room.shelve(productId, [
      { quantity: 5, lotNumber: 'OLD', expiresOn: '2020-02-29' },
      { quantity: 5, lotNumber: 'TODAY', expiresOn: room.day(0) },
      { quantity: 5, lotNumber: 'SOON', expiresOn: room.day(90) },
      { quantity: 5, lotNumber: 'LATER', expiresOn: room.day(91) },
      { quantity: 5, lotNumber: 'EVER', expiresOn: null },
    ]);
    expect(await scan(`01${gtin}10OLD`)).toMatchObject({
      available: 0,
      stock: [{ status: 'EXPIRED' }],
      warnings: [{ code: 'EXPIRED', message: 'It expired on 2020-02-29: do not give it out, and write it off.' }],
    });
    expect((await scan(pack('OLD'))).warnings).toMatchObject([
      { code: 'EXPIRED' },
      {
        code: 'EXPIRY_DIFFERS',
        message:
          'The pack says that lot OLD expires on 2039-12-31, and its record says 2020-02-29: read the pack, and correct the lot if it is right.',
      },
    ]);
    expect(codes(await scan(pack('LATER', '200229')))).toEqual(['EXPIRED', 'EXPIRY_DIFFERS']);
    expect(codes(await scan(pack('TODAY', yymmdd(room.day(0)))))).toEqual(['EXPIRES_SOON']);
    expect(codes(await scan(pack('SOON', yymmdd(room.day(90)))))).toEqual(['EXPIRES_SOON']);
    expect(codes(await scan(pack('LATER', yymmdd(room.day(91)))))).toEqual([]);
    expect((await scan(pack('EVER'))).warnings).toMatchObject([
      { code: 'EXPIRY_DIFFERS', message: expect.stringContaining('by its record it never expires') as string },
    ]);
    expect(codes(await scan(`0103400930000021${'17200229'}`))).toEqual(['UNKNOWN_PRODUCT', 'EXPIRED']);
  });

  it('warns of what was stopped', async () => {
    const { room, productId, scan } = await counter();
    const [lotId] = await room.shelve(productId, [{ quantity: 5, lotNumber: 'A1' }]);
    await room.shelve(productId, [
      { quantity: 1, lotNumber: 'Q', status: KeptStatus.QUARANTINED },
      { quantity: 4, lotNumber: 'H', status: KeptStatus.ON_HOLD },
    ]);
    expect((await scan(pack('Q'))).warnings).toEqual([
      { code: 'ON_HOLD', message: '1 pack of lot Q is on hold or in quarantine here: see that this is none of them.' },
    ]);
    expect(await scan(pack('H'))).toMatchObject({ available: 0, warnings: [{ code: 'ON_HOLD' }] });
    await room.system(room.branchId, async (transaction) => {
      await callBack(transaction, lotId ?? '');
    });
    expect(await scan(pack('A1'))).toMatchObject({
      available: 0,
      stock: [{ status: 'RECALLED' }],
      warnings: [{ code: 'RECALLED', message: 'Lot A1 was recalled: do not give it out, and put it with the recalled packs.' }],
    });
    await room.done('updateProduct', 'product { id }', { id: productId, expectedVersion: 1, status: 'INACTIVE' });
    expect(codes(await scan(pack('Q')))).toEqual(['PRODUCT_INACTIVE', 'ON_HOLD']);
  });

  it("shows another tenant's products to nobody, and a branch's stock only to who may see it", async () => {
    const { room, productId, scan } = await counter();
    await room.shelve(productId, [{ quantity: 5, lotNumber: 'A1' }]);
    const permissions = Object.keys(pharmacy.permissions);
    const other = new Stockroom(subgraph, neighbours);
    expect(codes(await scan(pack('A1'), other.branchId, other.context))).toEqual(['UNKNOWN_PRODUCT']);
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions, branches: [newId('branch')] });
    await expect(scan(pack('A1'), room.branchId, stranger)).rejects.toThrow('There is no such branch among those where you may do this.');
    const elsewhere = room.somebody({ branches: [room.addBranch()] });
    await expect(scan(pack('A1'), room.branchId, elsewhere)).rejects.toThrow('There is no such branch among those where you may do this.');
    await expect(scan(pack('A1'), null)).rejects.toThrow('Say which branch: send branchId, or the header X-Branch-ID.');
    await expect(scan(pack('A1'), room.branchId, room.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow('stock:read');
  });

  it('takes as many statements for a product in a hundred lots as for one in one', async () => {
    const { room, productId, scan } = await counter();
    await room.shelve(productId, [{ quantity: 1 }]);
    const count = async () => {
      const before = subgraph.database.statementCount;
      await scan('3400930000014');
      return subgraph.database.statementCount - before;
    };
    const one = await count();
    await room.shelve(
      productId,
      Array.from({ length: 30 }, () => ({ quantity: 1 })),
    );
    expect(await count()).toBe(one);
  });
});
