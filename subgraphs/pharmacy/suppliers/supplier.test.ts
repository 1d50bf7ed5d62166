import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { PurchasingDesk } from '../purchasing/testing/purchasing-desk.js';
import { openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const fields = 'supplier { id version name code email phone gln address currency leadTimeDays active }';
interface Answer {
  readonly supplier: ({ readonly id: string } & Record<string, unknown>) | null;
  readonly userErrors: Refused[];
}

function desk() {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const create = (input: object, context = pharmacy.context) =>
    pharmacy.run<Answer>('createSupplier', fields, { name: 'Monos Trade', currency: 'MNT', ...input }, context);
  const update = (input: object, context = pharmacy.context) => pharmacy.run<Answer>('updateSupplier', fields, input, context);
  const names = async (filter: object | null, context = pharmacy.context) => {
    const text = 'query ($filter: SupplierFilter) { suppliers(first: 100, filter: $filter) { totalCount nodes { name } } }';
    const { suppliers } = await pharmacy.ask<{ suppliers: { totalCount: number; nodes: { name: string }[] } }>(text, { filter }, context);
    expect(suppliers.totalCount).toBe(suppliers.nodes.length);
    return suppliers.nodes.map(({ name }) => name);
  };
  return { pharmacy, create, update, names };
}

it('a supplier is known by its name, its code and its GLN, each once in the tenant', async () => {
  const { create } = desk();
  const facts = {
    code: 'MONOS',
    email: 'orders@monos.mn',
    phone: '+976 9911 2233',
    gln: '4012345000009',
    address: 'Ulaanbaatar',
    leadTimeDays: 3,
  };
  expect(await create({ name: ' Monos Trade ', ...facts })).toMatchObject({
    supplier: { ...facts, name: 'Monos Trade', phone: '+97699112233', currency: 'MNT', active: true },
    userErrors: [],
  });
  const taken = async (input: object) => (await create(input)).userErrors;
  expect(await taken({ name: 'MONOS  trade' })).toEqual([{ code: 'TAKEN', message: 'Another supplier has that name.' }]);
  expect(await taken({ name: 'Other', code: 'MONOS' })).toEqual([{ code: 'TAKEN', message: 'Another supplier has that code.' }]);
  expect(await taken({ name: 'Other', gln: '4012345000009' })).toEqual([{ code: 'TAKEN', message: 'Another supplier has that GLN.' }]);
  expect((await desk().create({ ...facts })).userErrors).toEqual([]);
});

it.each([
  [{ name: ' ' }, 'REQUIRED', 'A supplier needs a name.'],
  [{ name: 'x'.repeat(201) }, 'INVALID', 'name holds at most 200 characters.'],
  [{ email: 'monos' }, 'INVALID', '"monos" is no email address: those look like orders@example.com.'],
  [
    { gln: '4012345000008' },
    'INVALID',
    `"4012345000008" is no GLN: it has 13 digits, and the last one checks the others. Compare it with the supplier's papers.`,
  ],
  [{ leadTimeDays: -1 }, 'INVALID', 'leadTimeDays is 0 to 365, not -1.'],
])('a supplier is refused with %j', async (input, code, message) => {
  const { create, names } = desk();
  expect(await create(input)).toEqual({ supplier: null, userErrors: [{ code, message }] });
  expect(await names(null)).toEqual([]);
});

it('a supplier changes field by field, by who has read it as it is', async () => {
  const { create, update } = desk();
  const { supplier } = await create({ code: 'MONOS', gln: '4012345000009', leadTimeDays: 3 });
  await create({ name: 'Nomin' });
  const id = supplier?.id;
  expect((await update({ id, expectedVersion: 1, name: 'Monos Pharm', gln: null })).supplier).toMatchObject({
    name: 'Monos Pharm',
    code: 'MONOS',
    gln: null,
    leadTimeDays: 3,
    version: 2,
  });
  expect((await update({ id, expectedVersion: 1, active: false })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect((await update({ id, expectedVersion: 2, name: 'nomin' })).userErrors).toMatchObject([{ code: 'TAKEN' }]);
  expect((await update({ id, expectedVersion: 2, gln: '12' })).userErrors).toMatchObject([{ code: 'INVALID' }]);
  expect((await update({ id, expectedVersion: 2, active: false })).supplier).toMatchObject({ active: false, version: 3 });
});

it('suppliers are found by how their names begin, in the order of the names', async () => {
  const { create, update, names } = desk();
  await create({ name: 'Žefyr' });
  await create({ name: 'Monos Trade' });
  const { supplier } = await create({ name: 'Monos Pharm' });
  await update({ id: supplier?.id, expectedVersion: 1, active: false });
  expect(await names(null)).toEqual(['Monos Pharm', 'Monos Trade', 'Žefyr']);
  expect(await names({ search: 'MONOS t' })).toEqual(['Monos Trade']);
  expect(await names({ search: 'zef' })).toEqual(['Žefyr']);
  expect(await names({ active: false })).toEqual(['Monos Pharm']);
});

it('nobody without the permission, and nobody of another tenant, sees or changes a supplier', async () => {
  const { pharmacy, create, update, names } = desk();
  const { supplier } = await create({});
  const other = desk();
  const found = 'query ($id: ID!) { supplier(id: $id) { name } }';
  expect(await other.pharmacy.ask(found, { id: supplier?.id })).toEqual({ supplier: null });
  expect((await other.update({ id: supplier?.id, expectedVersion: 1, name: 'Mine' })).userErrors).toEqual([
    { code: 'NOT_FOUND', message: 'There is no such supplier.' },
  ]);
  expect(await other.names(null)).toEqual([]);
  const reader = pharmacy.somebody({ permissions: ['suppliers:read'] });
  await expect(create({ name: 'Nomin' }, reader)).rejects.toThrow('suppliers:manage');
  await expect(update({ id: supplier?.id, expectedVersion: 1, active: false }, reader)).rejects.toThrow('suppliers:manage');
  await expect(names(null, pharmacy.somebody({ permissions: ['suppliers:manage'] }))).rejects.toThrow('suppliers:read');
  expect(await pharmacy.ask(found, { id: supplier?.id })).toEqual({ supplier: { name: 'Monos Trade' } });
});
