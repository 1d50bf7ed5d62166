import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { CatalogDesk } from '../testing/catalog-desk.js';
import { openOrders } from '../testing/order-desk.js';
import { Ordering } from '../testing/ordering.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

const hazardClass = { code: 'hazard_class', name: 'Hazard class', type: 'ENUM', values: ['3', '6.1', '8'] };
const definitions = [
  hazardClass,
  { code: 'volume', name: 'Volume', type: 'NUMBER', unit: 'mL' },
  { code: 'maker', name: 'Maker', type: 'TEXT' },
  { code: 'sterile', name: 'Sterile', type: 'BOOLEAN' },
  { code: 'approved_on', name: 'Approved on', type: 'DATE' },
  { code: 'storage', name: 'Storage', type: 'TEMPERATURE_RANGE' },
  { code: 'days', name: 'Days that it keeps', type: 'NUMBER' },
];
const ethanol = [
  { code: 'hazard_class', text: '3' },
  { code: 'volume', number: 2.5, unit: 'L' },
  { code: 'maker', text: 'Gobi Chemicals' },
  { code: 'sterile', boolean: false },
  { code: 'approved_on', date: '2026-02-01' },
  { code: 'storage', temperatures: { maxCelsius: 25 } },
];
const is3 = { attribute: 'lines[any].attributes.hazard_class', is: '3' };
const flammable = { name: 'flammable', when: is3, then: [{ assign_dispatch: 'manual' }] };

interface Condition {
  readonly attribute: string | null;
  readonly holds: boolean | null;
  readonly expected: unknown;
  readonly found: unknown;
  readonly note: string | null;
}

interface Evaluated {
  readonly name: string;
  readonly holds: boolean;
  readonly conditions: readonly Condition[];
}

const evaluated = 'name holds conditions { attribute holds expected found note }';

/** A laboratory that orders what its catalog describes. */
class Laboratory extends Ordering {
  readonly catalog: CatalogDesk;

  constructor() {
    const catalog = new CatalogDesk(subgraph, neighbours);
    super(catalog);
    this.catalog = catalog;
  }

  /** With the attributes of consumables, unless said otherwise. */
  async define(attributes: object[], more: object = {}): Promise<void> {
    const { userErrors } = await this.catalog.define(attributes, more);
    expect(userErrors).toEqual([]);
  }

  async rule(definition: object = flammable): Promise<void> {
    await this.desk.done('createOrderRule', 'orderRule { id }', { definition });
  }

  async problems(when: object): Promise<string[]> {
    const definition = { ...flammable, when };
    return (await this.desk.run('createOrderRule', 'orderRule { id }', { definition })).userErrors.map(({ message }) => message);
  }

  async dispatch(id: string): Promise<string | null> {
    return (await this.desk.ask<{ order: { dispatch: string | null } }>('query ($id: ID!) { order(id: $id) { dispatch } }', { id })).order
      .dispatch;
  }

  async explained(id: string): Promise<{ rules: Evaluated[]; problems: string[] }> {
    const query = `query ($id: ID!) { explainOrder(id: $id) { rules { ${evaluated} } problems } }`;
    return (await this.desk.ask<{ explainOrder: { rules: Evaluated[]; problems: string[] } }>(query, { id })).explainOrder;
  }

  async tried(when: object, orderId: string): Promise<Evaluated | null> {
    const query = `query ($rule: JSON!, $orderId: ID!) { testRule(rule: $rule, orderId: $orderId) { evaluation { ${evaluated} } } }`;
    const rule = { ...flammable, when };
    return (await this.desk.ask<{ testRule: { evaluation: Evaluated | null } }>(query, { rule, orderId })).testRule.evaluation;
  }
}

/** With attributes of its consumables, and the rule that what is flammable is dispatched by hand. */
async function laboratory(): Promise<Laboratory> {
  const people = new Laboratory();
  await people.define(definitions);
  await people.rule();
  return people;
}

it('a rule asks what a product of a line is, and explains what it found', async () => {
  const people = await laboratory();
  const solvent = await people.catalog.described(ethanol);
  const lines = [people.line(), people.line({ productId: solvent })];
  const [order, other] = [await people.placed({ lines }), await people.placed()];
  expect(await people.dispatch(order.id)).toBe('manual');
  expect(await people.dispatch(other.id)).toBeNull();
  expect(await people.explained(order.id)).toEqual({
    rules: [
      {
        name: 'flammable',
        holds: true,
        conditions: [
          {
            attribute: 'lines[any].attributes.hazard_class',
            holds: true,
            expected: '3',
            found: [null, '3'],
            note: 'There is no lines[any].attributes.hazard_class.',
          },
        ],
      },
    ],
    problems: [],
  });
  expect((await people.explained(other.id)).rules).toMatchObject([{ holds: false, conditions: [{ holds: null, found: [null] }] }]);
});

it.each([
  [{ attribute: 'lines.attributes.volume', between: [2500, 3000] }, true, [2500]],
  [{ attribute: 'lines.attributes.maker', contains: 'gobi' }, true, ['Gobi Chemicals']],
  [{ attribute: 'lines.attributes.sterile', is: true }, false, [false]],
  [{ attribute: 'lines[all].attributes.approved_on', less_than: '2026-02-02' }, true, ['2026-02-01']],
  [{ attribute: 'lines.attributes.storage.max_celsius', at_most: 8 }, false, [25]],
  [{ attribute: 'lines.attributes.storage.min_celsius', at_least: 2 }, null, [null]],
  [{ attribute: 'lines.attributes.days', at_least: 2 }, null, [null]],
  [{ attribute: 'lines.attributes.code', is: 'volume' }, true, expect.arrayContaining(['hazard_class', 'volume']) as unknown],
])('of an attribute of any type, tried out: %j is %s', async (when, holds, found) => {
  const people = await laboratory();
  const order = await people.placed({ lines: [people.line({ productId: await people.catalog.described(ethanol) })] });
  expect((await people.tried(when, order.id))?.conditions).toMatchObject([{ holds, found }]);
});

it('what no attribute set defines is refused with what was probably meant', async () => {
  const [people, stranger] = [await laboratory(), new Laboratory()];
  expect(await people.problems({ 'lines.attributes.hazardclass': '3' })).toEqual([
    'when.lines.attributes.hazardclass: there is no attribute "lines.attributes.hazardclass". Did you mean "lines[any].attributes.hazard_class"?',
  ]);
  expect(await people.problems({ 'lines.attributes.hazard_class': '6.2' })).toEqual([expect.stringContaining('Did you mean "6.1"')]);
  expect(await stranger.problems(is3)).toEqual([expect.stringContaining('there is no attribute "lines[any].attributes.hazard_class".')]);
});

it('of an ENUM that several sets define, the values of all of them can be asked', async () => {
  const people = await laboratory();
  await people.define([{ ...hazardClass, values: ['3', '9'] }], { productKind: 'REAGENT' });
  expect(await people.problems({ 'lines.attributes.hazard_class': '9' })).toEqual([]);
  expect(await people.problems({ 'lines.attributes.hazard_class': '8' })).toEqual([]);
});

it('a draft is explained by what its products are today, and an order by what they were', async () => {
  const people = await laboratory();
  const solvent = await people.catalog.described(ethanol);
  const lines = [people.line({ productId: solvent })];
  const [order, draft] = [await people.placed({ lines }), await people.draft({ lines })];
  const acid = ethanol.map((value) => (value.code === 'hazard_class' ? { code: 'hazard_class', text: '8' } : value));
  expect((await people.catalog.describe(solvent, acid, { expectedVersion: 1 })).userErrors).toEqual([]);
  expect((await people.explained(order.id)).rules).toMatchObject([{ holds: true, conditions: [{ found: ['3'] }] }]);
  expect(await people.tried(is3, order.id)).toMatchObject({ holds: true });
  expect((await people.explained(draft.id)).rules).toMatchObject([{ holds: false, conditions: [{ holds: false, found: ['8'] }] }]);
  expect(await people.tried(is3, draft.id)).toMatchObject({ holds: false });
});

describe('an attribute that goes out of use', () => {
  const others = definitions.filter(({ code }) => code !== 'hazard_class');
  const retired = '"hazard_class" is an attribute that no attribute set defines any more: define it again, or ask for another.';

  it('is refused to new rules, and unknown to those that ask it of what does not have it any more', async () => {
    const people = await laboratory();
    const [kept, written] = [await people.catalog.described(ethanol), await people.catalog.described(ethanol)];
    const before = await people.placed({ lines: [people.line({ productId: written })] });
    const explained = await people.explained(before.id);
    await people.define(others, { expectedVersion: 1 });
    const without = ethanol.filter(({ code }) => code !== 'hazard_class');
    expect((await people.catalog.describe(written, without, { expectedVersion: 1 })).userErrors).toEqual([]);
    expect(await people.problems(is3)).toEqual([`when.attribute: ${retired}`]);
    expect(await people.explained(before.id)).toEqual(explained);

    const order = await people.placed({ lines: [people.line({ productId: written })] });
    expect(await people.dispatch(order.id)).toBeNull();
    expect(await people.explained(order.id)).toMatchObject({
      rules: [{ name: 'flammable', holds: false, conditions: [{ holds: null, found: [null] }] }],
      problems: [`"flammable": when.attribute: ${retired}`],
    });
    const still = await people.placed({ lines: [people.line({ productId: kept })] });
    expect((await people.explained(still.id)).rules).toMatchObject([{ holds: true, conditions: [{ found: ['3'] }] }]);
  });

  it('is refused to new rules when another set means something else by it, which old ones do not take for theirs', async () => {
    const people = await laboratory();
    const solvent = await people.catalog.described(ethanol);
    const text = { code: 'hazard_class', name: 'Hazard class', type: 'TEXT' };
    await people.define([text], { productKind: 'REAGENT' });
    const different =
      'attribute sets define "hazard_class" differently, or did (ENUM for CONSUMABLE, TEXT for REAGENT): define what rules are to ask by a code of its own.';
    expect(await people.problems(is3)).toEqual([`when.attribute: ${different}`]);
    const reagent = newId('product');
    neighbours.of('Product').set(reagent, { status: 'ACTIVE', kind: 'REAGENT', name: 'Ethanol', gtin: null, nationalCode: null });
    expect((await people.catalog.describe(reagent, [{ code: 'hazard_class', text: '3' }])).userErrors).toEqual([]);

    const lines = [people.line({ productId: reagent })];
    const [order, both] = [await people.placed({ lines }), await people.placed({ lines: [...lines, people.line({ productId: solvent })] })];
    expect(await people.explained(order.id)).toMatchObject({
      rules: [{ holds: false, conditions: [{ holds: null, found: [null] }] }],
      problems: [`"flammable": when.attribute: ${different}`],
    });
    expect((await people.explained(both.id)).rules).toMatchObject([{ holds: true, conditions: [{ found: [null, '3'] }] }]);
    expect(await people.dispatch(both.id)).toBe('manual');
  });

  it('as a value only, is still told from the others', async () => {
    const people = await laboratory();
    await people.define([{ ...hazardClass, values: ['6.1', '8'] }, ...others], { expectedVersion: 1 });
    const draft = await people.draft({
      lines: [people.line({ productId: await people.catalog.described([{ code: 'hazard_class', text: '8' }]) })],
    });
    expect(await people.explained(draft.id)).toMatchObject({
      rules: [{ holds: false, conditions: [{ holds: false, found: ['8'] }] }],
      problems: [expect.stringContaining('"lines[any].attributes.hazard_class" cannot be "3"')],
    });
  });
});
