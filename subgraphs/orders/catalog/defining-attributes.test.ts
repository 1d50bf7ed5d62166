import { sql } from '#kernel/database/sql.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { orders } from '../index.js';
import { CatalogDesk, tubeAttributes } from '../testing/catalog-desk.js';
import { openOrders } from '../testing/order-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
  background = await startBackground(orders, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

function catalog(): CatalogDesk {
  return new CatalogDesk(subgraph, neighbours);
}

const volume = { code: 'tube_volume', name: 'Volume', type: 'NUMBER', unit: 'mL' };

interface Issue {
  readonly product: { readonly id: string };
  readonly revision: number;
  readonly problems: { readonly code: string; readonly message: string }[];
}

async function issuesOf(desk: CatalogDesk, more: object = {}, context = desk.context): Promise<Issue[]> {
  const text = `query ($productKind: ProductKind) { catalogIssues(first: 100, productKind: $productKind) {
    nodes { product { id } set { productKind } revision problems { code message } } } }`;
  const { catalogIssues } = await desk.ask<{ catalogIssues: { nodes: Issue[] } }>(text, { ...more }, context);
  return catalogIssues.nodes;
}

it('a kind of products has one set, which changes by revisions that stay', async () => {
  const desk = catalog();
  expect(await desk.define([volume], { note: ' First draft ' })).toMatchObject({
    attributeSet: { revision: 1, version: 1 },
    userErrors: [],
  });
  expect(await desk.define(tubeAttributes, { expectedVersion: 1 })).toMatchObject({ attributeSet: { revision: 2, version: 2 } });
  expect((await desk.define([volume], { productKind: 'REAGENT' })).attributeSet).toMatchObject({ revision: 1 });
  const text = `{ attributeSets(productKind: CONSUMABLE) { productKind revision
    definitions { code name type unit values required default minimum maximum minimumLength maximumLength searchable }
    revisions(first: 10) { nodes { revision note definitions { code } set { revision } } } } }`;
  const { attributeSets } = await desk.ask<{ attributeSets: { definitions: object[]; revisions: object }[] }>(text);
  expect(attributeSets).toHaveLength(1);
  expect(attributeSets[0]).toMatchObject({ productKind: 'CONSUMABLE', revision: 2 });
  expect(attributeSets[0]?.definitions).toMatchObject([
    { code: 'tube_volume', unit: 'mL', required: true, minimum: 0.5, maximum: 50, searchable: true, default: null },
    { code: 'cap', type: 'ENUM', values: ['LAVENDER', 'RED', 'BLUE'] },
    { code: 'additive', minimumLength: 2, maximumLength: 40 },
    { code: 'sterile', default: 'yes', required: false },
    { code: 'approved_on' },
    { code: 'storage' },
    { code: 'remark', searchable: false },
  ]);
  expect(attributeSets[0]?.revisions).toMatchObject({
    nodes: [
      { revision: 2, note: null, set: { revision: 2 } },
      { revision: 1, note: 'First draft', definitions: [{ code: 'tube_volume' }] },
    ],
  });
});

it('only who has read the set as it is changes it', async () => {
  const desk = catalog();
  const stale = [
    {
      code: 'STALE_VERSION',
      message: 'Somebody changed this attribute set, or made it. Read it again, then decide.',
      field: ['input', 'expectedVersion'],
    },
  ];
  expect((await desk.define([volume], { expectedVersion: 1 })).userErrors).toEqual(stale);
  const answers = await Promise.all([desk.define([volume]), desk.define([volume])]);
  expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual(stale);
  expect((await desk.define([volume])).userErrors).toEqual(stale);
  expect((await desk.define([volume], { expectedVersion: 1 })).userErrors).toEqual([]);
});

const text = { code: 'note', name: 'Note', type: 'TEXT' };
it.each([
  [
    { ...volume, code: 'Tube volume' },
    'code',
    '"Tube volume" is no code: use words of lower-case letters and digits, parted by underscores, such as tube_volume.',
  ],
  [{ ...volume, name: ' ' }, 'name', 'An attribute needs a name.'],
  [{ ...volume, name: 'x'.repeat(201) }, 'name', 'name holds at most 200 characters.'],
  [{ ...text, help: 'x'.repeat(1001) }, 'help', 'help holds at most 1000 characters.'],
  [{ ...volume, unit: 'cc' }, 'unit', '"cc" is no unit of UCUM: those look like mL, mg/dL or {tablet}, and upper and lower case differ.'],
  [{ ...text, unit: 'mL' }, 'unit', 'Only numbers have a unit: leave it out of Note.'],
  [{ ...text, type: 'ENUM' }, 'values', 'Say what Note can be.'],
  [{ ...volume, values: ['1'] }, 'values', 'Only an ENUM or a TEXT has values: leave them out of Volume.'],
  [{ ...text, values: ['a', 'a'] }, 'values', 'Note has the value "a" twice.'],
  [{ ...text, values: [' '] }, 'values', 'Each value of Note has 1 to 200 characters.'],
  [{ ...text, values: Array.from({ length: 201 }, (_, index) => `v${index}`) }, 'values', 'Note has at most 200 values, not 201.'],
  [{ ...text, minimum: 1 }, 'minimum', 'Only numbers and temperatures have a minimum: leave it out of Note.'],
  [{ ...volume, maximumLength: 3 }, 'maximumLength', 'Only texts have a maximumLength: leave it out of Volume.'],
  [{ ...text, minimumLength: 0 }, 'minimumLength', 'minimumLength is 1 to 1000, not 0.'],
  [{ ...volume, minimum: 2, maximum: 1 }, 'minimum', 'The minimum of Volume is above its maximum.'],
  [{ ...text, minimumLength: 3, maximumLength: 2 }, 'minimumLength', 'The minimumLength of Note is above its maximumLength.'],
  [{ ...volume, maximum: 5, default: { number: 6 } }, 'default', 'Volume is at most 5 mL, not 6 mL.'],
  [{ ...volume, default: { text: 'much' } }, 'default', 'Volume is given by number: leave text out.'],
])('the definition %j is refused at its field', async (definition, field, message) => {
  const desk = catalog();
  expect(await desk.define([{ ...text, code: 'first' }, definition])).toEqual({
    attributeSet: null,
    userErrors: [{ code: 'INVALID', message, field: ['input', 'attributes', '1', field] }],
  });
  expect(await desk.ask('{ attributeSets { id } }')).toEqual({ attributeSets: [] });
});

it('a code is there once, a set has a hundred attributes at most, and a note an end', async () => {
  const desk = catalog();
  expect((await desk.define([volume, volume])).userErrors).toMatchObject([
    { message: 'There are two attributes with the code tube_volume.', field: ['input', 'attributes', '1', 'code'] },
  ]);
  const many = Array.from({ length: 101 }, (_, index) => ({ ...text, code: `a${index}` }));
  expect((await desk.define(many)).userErrors).toMatchObject([
    { code: 'LIMIT_REACHED', message: 'A set has at most 100 attributes, not 101.', field: ['input', 'attributes'] },
  ]);
  expect((await desk.define([volume], { note: 'x'.repeat(1001) })).userErrors).toMatchObject([{ field: ['input', 'note'] }]);
});

it('a code keeps its type and unit for good, also when it was away', async () => {
  const desk = catalog();
  await desk.define([volume, text]);
  await desk.define([text], { expectedVersion: 1 });
  const changed = [
    { ...volume, unit: 'L' },
    { ...text, type: 'BOOLEAN' },
  ];
  expect((await desk.define(changed, { expectedVersion: 2 })).userErrors).toEqual([
    {
      code: 'INVALID',
      message: 'tube_volume has been in mL: give what is in another unit another code.',
      field: ['input', 'attributes', '0', 'unit'],
    },
    {
      code: 'INVALID',
      message: 'note has been of the type TEXT: give what is of another type another code.',
      field: ['input', 'attributes', '1', 'type'],
    },
  ]);
  expect((await desk.define([volume], { expectedVersion: 2 })).userErrors).toEqual([]);
});

it('a new revision breaks no product: those that do not meet it are listed until somebody writes what they lack', async () => {
  const desk = catalog();
  await desk.define(tubeAttributes);
  const good = [
    { code: 'tube_volume', number: 4 },
    { code: 'cap', text: 'RED' },
    { code: 'additive', text: 'Clot activator' },
  ];
  const fine = await desk.described(good);
  const lacking = await desk.described([
    { code: 'tube_volume', number: 20 },
    { code: 'cap', text: 'BLUE' },
  ]);
  expect(await issuesOf(desk)).toEqual([]);
  const stricter = [
    { ...tubeAttributes[0], maximum: 10 },
    { ...tubeAttributes[1], values: ['RED', 'LAVENDER'] },
    { ...tubeAttributes[2], required: true },
    { code: 'latex_free', name: 'Free of latex', type: 'BOOLEAN', required: true, default: { boolean: true } },
  ];
  await desk.define(stricter, { expectedVersion: 1 });
  const issues = await eventually(
    () => issuesOf(desk),
    (seen) => seen.length === 2,
  );
  const unsaid = { code: 'latex_free', message: 'Free of latex is required.' };
  expect(issues.toSorted((one, other) => other.problems.length - one.problems.length)).toMatchObject([
    {
      product: { id: lacking },
      set: { productKind: 'CONSUMABLE' },
      revision: 2,
      problems: [
        { code: 'tube_volume', message: 'Volume is at most 10 mL, not 20 mL.' },
        { code: 'cap', message: 'Cap is one of RED, LAVENDER, not "BLUE".' },
        { code: 'additive', message: 'Additive is required.' },
        unsaid,
      ],
    },
    { product: { id: fine }, problems: [unsaid] },
  ]);
  const [kept] = await desk.products<{ attributes: object }>([lacking], 'attributes { revision version values { code text } }');
  expect(kept?.attributes).toEqual({
    revision: 1,
    version: 1,
    values: [
      { code: 'tube_volume', text: '20 mL' },
      { code: 'cap', text: 'BLUE' },
      { code: 'sterile', text: 'yes' },
    ],
  });
  expect((await desk.describe(fine, good, { expectedVersion: 1 })).attributes).toMatchObject({
    revision: 2,
    values: [{}, {}, {}, { code: 'latex_free', text: 'yes' }],
  });
  expect((await issuesOf(desk)).map(({ product }) => product.id)).toEqual([lacking]);
  expect(await issuesOf(desk, { productKind: 'REAGENT' })).toEqual([]);
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['medicines:read'] });
  expect(await issuesOf(desk, {}, stranger)).toEqual([]);
  await desk.define(tubeAttributes, { expectedVersion: 2 });
  expect(
    await eventually(
      () => issuesOf(desk),
      (seen) => seen.length === 0,
    ),
  ).toEqual([]);
});

it('more products than are judged at once are all judged, by the newest revision alone', async () => {
  const desk = catalog();
  await desk.define([volume]);
  await desk.described([{ code: 'tube_volume', number: 4 }]);
  await desk.system(desk.branchId, async (transaction) => {
    await transaction.rows(sql`insert into product_attributes (product_id, set_id, revision, attributes)
      select uuidv7(), set_id, revision, attributes from product_attributes, generate_series(1, 1200)`);
  });
  await desk.define([{ ...volume, maximum: 1 }], { expectedVersion: 1 });
  await desk.define([{ ...volume, minimum: 5 }], { expectedVersion: 2 });
  const text = '{ catalogIssues(first: 1) { totalCount nodes { revision problems { message } } } }';
  const look = () => desk.ask<{ catalogIssues: { totalCount: number; nodes: object[] } }>(text);
  const { catalogIssues } = await eventually(look, (seen) => {
    const [node] = seen.catalogIssues.nodes as { revision: number }[];
    return seen.catalogIssues.totalCount === 1201 && node?.revision === 3;
  });
  expect(catalogIssues.nodes).toEqual([{ revision: 3, problems: [{ message: 'Volume is at least 5 mL, not 4 mL.' }] }]);
});

it('sets of another tenant are not there, and nobody changes them without the permission', async () => {
  const desk = catalog();
  await desk.define([volume]);
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['medicines:read', 'catalog:manage'] });
  expect(await desk.ask('{ attributeSets { id } }', {}, stranger)).toEqual({ attributeSets: [] });
  expect((await desk.define([volume], { expectedVersion: 1 }, stranger)).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  const clerk = desk.somebody({ permissions: ['medicines:read'] });
  await expect(desk.define([volume], { expectedVersion: 1 }, clerk)).rejects.toThrow('catalog:manage');
  expect(await desk.ask('{ attributeSets { revision } }')).toEqual({ attributeSets: [{ revision: 1 }] });
});
