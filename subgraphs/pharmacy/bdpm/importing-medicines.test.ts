import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { jest } from '@jest/globals';
import { systemContext } from '#kernel/context/request-context.js';
import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import type { MedicineImportReport } from './import-report.js';
import { importMedicines } from './importing-medicines.js';
import type { MedicineBase } from './medicine-pack.js';
import { PackBatch } from './pack-batch.js';
import { openMedicineTables, readMedicines, type MedicineTables } from './reading-medicines.js';
import { RxNormCodes } from './rxnorm-codes.js';
import { linesOf, smallBase } from './testing/small-base.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const opened = () => new Dispensary(subgraph, neighbours);
const contextFor = (dispensary: Dispensary) => systemContext(dispensary.tenant, 'import:medicines', 'test');

function importing(
  dispensary: Dispensary,
  base: MedicineBase = readMedicines(smallBase()),
  rxNorm: RxNormCodes | null = null,
  onPacks: (packs: number) => void = () => undefined,
): Promise<MedicineImportReport> {
  return importMedicines({ database: subgraph.database, context: contextFor(dispensary), rxNorm }, base, onPacks);
}

const changedBase = (file: keyof MedicineTables, from: string, to: string) =>
  readMedicines(smallBase({ [file]: linesOf(file).map((line) => line.replace(from, to)) }));

interface Kept {
  readonly import_key: string | null;
  readonly name: string;
  readonly status: string;
  readonly version: number;
  readonly gtin: string | null;
  readonly national_code: string | null;
  readonly price: string | null;
  readonly rx_norm_codes: string[];
  readonly substances: string[] | null;
}

const rowsOf = <Row extends object>(dispensary: Dispensary, statement: ReturnType<typeof sql>): Promise<Row[]> =>
  subgraph.database.forContext(dispensary.context).rows<Row>(statement, 'medicines:read');

const kept = (dispensary: Dispensary): Promise<Kept[]> =>
  rowsOf<Kept>(
    dispensary,
    sql`select import_key, name, status, version, gtin, national_code, reference_price_minor::text || ' ' || reference_price_currency as price, rx_norm_codes,
      (select array_agg(substance.name || ' ' || ingredient.strength order by position) from product_ingredients ingredient
        join substances substance on substance.id = substance_id where product_id = products.id) as substances
    from products order by import_key nulls first, name`,
  );

async function counted(dispensary: Dispensary, table: 'audit_log' | 'outbox'): Promise<number> {
  const [row] = await rowsOf<{ found: number }>(
    dispensary,
    table === 'outbox' ? sql`select count(*)::int as found from outbox` : sql`select count(*)::int as found from audit_log`,
  );
  return row?.found ?? -1;
}

const outcome = ({ read, added, changed, unchanged }: MedicineImportReport) => ({ read, added, changed, unchanged });

it('makes a product of each pack', async () => {
  const dispensary = opened();
  const report = await importing(dispensary);
  expect(outcome(report)).toEqual({ read: 4, added: 4, changed: 0, unchanged: 0 });
  expect([report.controlled, report.onPrescription, report.priced, report.inactive]).toEqual([1, 3, 3, 1]);
  const query = `{ products(first: 10, filter: { search: "metformine" }) { nodes { kind name gtin nationalCodeSystem nationalCode pack
    referencePrice { amountMinor currency } medication { genericName form routes prescriptionRequired controlledSchedule
      ingredients { role strength strengthValue strengthUnit referenceAmount substance { name codeSystem code } } } } } }`;
  const { products } = await dispensary.ask<{ products: { nodes: object[] } }>(query);
  expect(products.nodes).toHaveLength(2);
  expect(products.nodes[0]).toEqual({
    kind: 'MEDICINE',
    name: 'METFORMINE EG 500 mg, comprimé – 30 comprimé(s)',
    gtin: '03400935510259',
    nationalCodeSystem: 'CIP13',
    nationalCode: '3400935510259',
    pack: '30 comprimé(s)',
    referencePrice: { amountMinor: '202', currency: 'EUR' },
    medication: {
      genericName: 'METFORMINE',
      form: 'comprimé',
      routes: ['orale'],
      prescriptionRequired: true,
      controlledSchedule: null,
      ingredients: [
        {
          role: 'ACTIVE',
          strength: '500 mg',
          strengthValue: 500,
          strengthUnit: 'mg',
          referenceAmount: 'un comprimé',
          substance: {
            name: 'CHLORHYDRATE DE METFORMINE',
            codeSystem: 'https://base-donnees-publique.medicaments.gouv.fr/substance',
            code: '00001',
          },
        },
        {
          role: 'MOIETY',
          strength: '390 mg',
          strengthValue: 390,
          strengthUnit: 'mg',
          referenceAmount: 'un comprimé',
          substance: { name: 'METFORMINE', codeSystem: 'https://base-donnees-publique.medicaments.gouv.fr/substance', code: '00002' },
        },
      ],
    },
  });
});

it('changes nothing the second time: no version, no event, no line of the audit', async () => {
  const dispensary = opened();
  await importing(dispensary);
  const before = [await kept(dispensary), await counted(dispensary, 'audit_log'), await counted(dispensary, 'outbox')];
  expect(before.slice(1)).toEqual([8, 4]);
  const report = await importing(dispensary);
  expect(outcome(report)).toEqual({ read: 4, added: 0, changed: 0, unchanged: 4 });
  expect([await kept(dispensary), await counted(dispensary, 'audit_log'), await counted(dispensary, 'outbox')]).toEqual(before);
});

it.each([
  ['a price', 'CIS_CIP_bdpm.tsv', '2,02', '2,10', { price: '210 EUR', version: 2 }],
  [
    'a strength',
    'CIS_COMPO_bdpm.tsv',
    '390 mg',
    '391 mg',
    { substances: ['CHLORHYDRATE DE METFORMINE 500 mg', 'METFORMINE 391 mg'], version: 2 },
  ],
  ['the end of its sale', 'CIS_CIP_bdpm.tsv', 'Présentation active', 'Présentation abrogée', { status: 'INACTIVE', version: 2 }],
] as const)('takes over %s, and touches only what is another', async (_what, file, from, to, expected) => {
  const dispensary = opened();
  await importing(dispensary);
  const lines = linesOf(file).map((line) => (line.includes(from) ? line : null));
  const at = lines.findIndex((line) => line !== null);
  const changed = linesOf(file).map((line, index) => (index === at ? line.replace(from, to) : line));
  const report = await importing(dispensary, readMedicines(smallBase({ [file]: changed })));
  const products = await kept(dispensary);
  const touched = products.filter(({ version }) => version === 2);
  expect(touched.length).toBe(report.changed);
  expect(touched.length).toBe(file === 'CIS_COMPO_bdpm.tsv' ? 2 : 1);
  expect(products.find(({ import_key: key }) => key === 'bdpm:3551025')).toMatchObject(expected);
});

it('takes away a price that the base has no more, and what a strength was as a number', async () => {
  const dispensary = opened();
  await importing(dispensary);
  await importing(dispensary, changedBase('CIS_CIP_bdpm.tsv', '2,02', ''));
  expect((await kept(dispensary)).find(({ import_key: key }) => key === 'bdpm:3551025')?.price).toBeNull();
});

it('makes a pack inactive that the base has no more, and active again when it is back', async () => {
  const dispensary = opened();
  await importing(dispensary);
  const report = await importing(dispensary, readMedicines(smallBase({ 'CIS_CIP_bdpm.tsv': linesOf('CIS_CIP_bdpm.tsv').slice(0, 2) })));
  expect(report.retired).toEqual(['3400921658286 SKENAN LP 10 mg, gélule']);
  const statusOf = async () => (await kept(dispensary)).find(({ import_key: key }) => key === 'bdpm:2165828')?.status;
  expect(await statusOf()).toBe('INACTIVE');
  expect(
    (await importing(dispensary, readMedicines(smallBase({ 'CIS_CIP_bdpm.tsv': linesOf('CIS_CIP_bdpm.tsv').slice(0, 2) })))).retired,
  ).toEqual([]);
  await importing(dispensary);
  expect(await statusOf()).toBe('ACTIVE');
});

it('makes nothing inactive when more than half is missing, as it is in half a file', async () => {
  const dispensary = opened();
  await importing(dispensary);
  const report = await importing(dispensary, readMedicines(smallBase({ 'CIS_CIP_bdpm.tsv': linesOf('CIS_CIP_bdpm.tsv').slice(3) })));
  expect([report.retired, report.missing.length]).toEqual([[], 3]);
  expect(report.toString()).toContain('3 products of an earlier import are not in these files, more than half of them');
  expect((await kept(dispensary)).filter(({ status }) => status === 'ACTIVE')).toHaveLength(3);
});

it('goes on where it was stopped', async () => {
  const dispensary = opened();
  const base = manyPacks(1200);
  let batches = 0;
  const stopped = importing(dispensary, base, null, () => {
    batches += 1;
    if (batches === 2) throw new Error('Stopped');
  });
  await expect(stopped).rejects.toThrow('Stopped');
  expect(await kept(dispensary)).toHaveLength(1000);
  expect(outcome(await importing(dispensary, base))).toEqual({ read: 1200, added: 200, changed: 0, unchanged: 1000 });
});

it('takes as many statements for 500 packs as for one', async () => {
  const dispensary = opened();
  const statements = async (base: MedicineBase) => {
    const context = contextFor(dispensary);
    return subgraph.database.transaction(context, scopeOf(context, 'import'), 'command', async (transaction) => {
      const rows = jest.spyOn(transaction, 'rows');
      await new PackBatch(transaction, base.substances, null).take(base.packs);
      return rows.mock.calls.length;
    });
  };
  expect(await statements(manyPacks(1))).toBe(7);
  expect(await statements(manyPacks(500))).toBe(7);
  const more = manyPacks(700);
  expect(await statements({ ...more, packs: more.packs.map((pack) => ({ ...pack, ingredients: pack.ingredients.slice(1) })) })).toBe(9);
});

it('takes over a medicine that was entered by hand under the same code, with what the tenant says of it', async () => {
  const dispensary = opened();
  const id = await dispensary.medicine('Metformin, ours', { storageNote: 'Top shelf' }, { gtin: '3400935510259' });
  const report = await importing(dispensary);
  expect([report.added, report.changed, report.adopted]).toEqual([3, 1, 1]);
  const query = `query ($id: ID!) { product(id: $id) { name medication { storage { note } genericName } } }`;
  expect(await dispensary.ask(query, { id })).toEqual({
    product: {
      name: 'METFORMINE EG 500 mg, comprimé – 30 comprimé(s)',
      medication: { storage: { note: 'Top shelf' }, genericName: 'METFORMINE' },
    },
  });
  expect(outcome(await importing(dispensary))).toMatchObject({ added: 0, changed: 0 });
});

it('keeps what the tenant has made stricter, says so, and still changes nothing the second time', async () => {
  const dispensary = opened();
  await importing(dispensary);
  interface Found {
    readonly id: string;
    readonly version: number;
    readonly rules: [string, boolean, string | null];
  }
  const known = async (key: string) => {
    const [found] = await rowsOf<Found>(
      dispensary,
      sql`select id, version, jsonb_build_array(status, prescription_required, controlled_schedule) as rules from products where import_key = ${key}`,
    );
    if (!found) throw new Error(`${key} is gone`);
    return found;
  };
  const edit = async (key: string, medication: object, more: object = {}) => {
    const { id, version } = await known(key);
    const input = { id: toTypeId('product', id), expectedVersion: version, medication, ...more };
    await dispensary.done('updateProduct', 'product { id }', input);
  };
  const [metformine, skenan, doliprane] = ['bdpm:3551025', 'bdpm:2165828', 'bdpm:5651179'] as const;
  await edit(doliprane, { prescriptionRequired: true });
  await edit(metformine, { prescriptionRequired: true, controlledSchedule: 'Schedule 4' }, { status: 'INACTIVE' });
  await edit(skenan, { prescriptionRequired: false });
  const report = await importing(dispensary);
  expect((await known(doliprane)).rules).toEqual(['INACTIVE', true, null]);
  expect((await known(metformine)).rules).toEqual(['INACTIVE', true, 'Schedule 4']);
  expect((await known(skenan)).rules).toEqual(['ACTIVE', true, 'Stupéfiants']);
  const metformin = '3400935510259 METFORMINE EG 500 mg, comprimé – 30 comprimé(s)';
  const kept = [
    [2, `${metformin}: it stays controlled as "Schedule 4", as was entered here: the base says that it is not controlled`],
    [2, `${metformin}: it stays INACTIVE, as was entered here: the base has it as sold`],
    [5, '3400956511792 DOLIPRANE 500 mg, comprimé: it stays on prescription only, as was entered here: the base asks for none'],
  ].map(([line, reason]) => ({ file: 'CIS_CIP_bdpm.tsv', line, reason }));
  expect(report.remarks).toEqual(kept);
  const before = [await counted(dispensary, 'audit_log'), await counted(dispensary, 'outbox')];
  const again = await importing(dispensary);
  expect([outcome(again), again.remarks]).toEqual([{ read: 4, added: 0, changed: 0, unchanged: 4 }, kept]);
  expect([await counted(dispensary, 'audit_log'), await counted(dispensary, 'outbox')]).toEqual(before);
});

it('follows the base where it becomes milder itself, and keeps what was stricter by hand before the first import', async () => {
  const dispensary = opened();
  await dispensary.medicine('Doliprane', { prescriptionRequired: true }, { gtin: '3400956511792' });
  await importing(dispensary);
  const milder = readMedicines(smallBase({ 'CIS_CPD_bdpm.tsv': ['60000002\tliste I'] }));
  expect((await importing(dispensary, milder)).remarks.map(({ line }) => line)).toEqual([5]);
  const rules = await rowsOf(
    dispensary,
    sql`select import_key as key, prescription_required as required, controlled_schedule as schedule from products order by import_key`,
  );
  expect(rules).toEqual([
    { key: 'bdpm:2165828', required: true, schedule: null },
    { key: 'bdpm:3551025', required: false, schedule: null },
    { key: 'bdpm:3669465', required: false, schedule: null },
    { key: 'bdpm:5651179', required: true, schedule: null },
  ]);
});

it('leaves a code out that a product of another kind has, and says so', async () => {
  const dispensary = opened();
  await dispensary.done('createProduct', 'product { id }', {
    kind: 'OTHER',
    name: 'Soap',
    gtin: '3400935510259',
    nationalCodeSystem: 'CIP13',
    nationalCode: '3400935510259',
  });
  const report = await importing(dispensary);
  expect(report.remarks).toEqual([
    { file: 'CIS_CIP_bdpm.tsv', line: 2, reason: 'another product has the code 3400935510259 already: it is left out' },
  ]);
  const products = await kept(dispensary);
  expect(products.map(({ name }) => name)).toContain('Soap');
  expect(products.find(({ import_key: key }) => key === 'bdpm:3551025')).toMatchObject({ gtin: null, national_code: null });
  expect(outcome(await importing(dispensary))).toMatchObject({ added: 0, changed: 0 });
});

it('leaves a product that was a mistake a mistake', async () => {
  const dispensary = opened();
  await importing(dispensary);
  const { products } = await dispensary.ask<{ products: { nodes: { id: string; version: number }[] } }>(
    `{ products(first: 1, filter: { search: "skenan" }) { nodes { id version } } }`,
  );
  const [product] = products.nodes;
  await dispensary.done('updateProduct', 'product { id }', {
    id: product?.id,
    expectedVersion: product?.version,
    status: 'ENTERED_IN_ERROR',
  });
  expect(outcome(await importing(dispensary))).toMatchObject({ changed: 0, unchanged: 4 });
});

it('gives RxNorm codes where a table of them is given, and leaves them alone without one', async () => {
  const dispensary = opened();
  const codes = RxNormCodes.read('r.tsv', 'substance\tRxNorm\nmetformine\t6809\nparacétamol\t161\n');
  expect((await importing(dispensary, readMedicines(smallBase()), codes)).withRxNorm).toBe(3);
  const codesOf = async () => (await kept(dispensary)).map(({ rx_norm_codes: found }) => found);
  expect(await codesOf()).toEqual([[], ['6809'], ['6809'], ['161']]);
  expect(outcome(await importing(dispensary))).toMatchObject({ changed: 0 });
  expect(await codesOf()).toEqual([[], ['6809'], ['6809'], ['161']]);
});

it('may be run twice at once', async () => {
  const dispensary = opened();
  const reports = await Promise.all([importing(dispensary), importing(dispensary)]);
  expect(reports.map(({ added }) => added).sort()).toEqual([0, 4]);
  expect(await kept(dispensary)).toHaveLength(4);
});

it('brings nothing to another tenant', async () => {
  const [mine, theirs] = [opened(), opened()];
  await importing(mine);
  expect(await kept(theirs)).toEqual([]);
  expect(outcome(await importing(theirs))).toMatchObject({ added: 4 });
});

function manyPacks(count: number): MedicineBase {
  const { packs, ...base } = readMedicines(smallBase());
  const [first] = packs;
  if (!first) throw new Error('The small base has packs');
  const numbered = Array.from({ length: count }, (_, index) => {
    const cip7 = String(4_000_000 + index);
    return { ...first, importKey: `bdpm:${cip7}`, gtin: null, nationalCodeSystem: 'CIP7' as const, nationalCode: cip7 };
  });
  return { ...base, packs: numbered };
}

const folder = resolve('../shared/data/medicines-fr');
const realInput = existsSync(folder) ? describe : describe.skip;

realInput('the French public medicines base', () => {
  it('is imported whole, and changes nothing the second time', async () => {
    const dispensary = opened();
    const base = readMedicines(await openMedicineTables(folder));
    expect(outcome(await importing(dispensary, base))).toEqual({ read: 3674, added: 3674, changed: 0, unchanged: 0 });
    const before = await counted(dispensary, 'audit_log');
    expect(outcome(await importing(dispensary, base))).toEqual({ read: 3674, added: 0, changed: 0, unchanged: 3674 });
    expect(await counted(dispensary, 'audit_log')).toBe(before);
    expect(await rowsOf(dispensary, sql`select * from audit_breaks()`)).toEqual([]);
  });
});
