import { jest } from '@jest/globals';
import { lineOf, noonInUlaanbaatar, orderCatalogue, ruleOf, ruleWhen, urgentSamples } from '../testing/order-rules.js';
import { evaluate } from './evaluating.js';
import { readKeptRule } from './reading-rules.js';

const verdict = (when: unknown, facts: unknown, clock = noonInUlaanbaatar) => evaluate(ruleWhen(when), facts, clock).explanation.holds;
const firstOf = (when: unknown, facts: unknown) => evaluate(ruleWhen(when), facts, noonInUlaanbaatar).explanation.conditions[0];

const mnt = (amountMinor: unknown) => ({ amountMinor, currency: 'MNT' });
const facts = {
  order_type: 'lab_sample',
  priority: 'routine',
  note: 'Keep COLD: Ésope’s sample',
  total: mnt(125_000n),
  needed_on: '2026-03-12',
  placed_at: new Date('2026-03-11T02:30:00Z'),
  patient: { age: 34.5, pregnant: false },
  tags: ['fragile', 'ice'],
  lines: [
    { quantity: 2, product: { kind: 'vaccine', storage: { max_celsius: 8 } } },
    { quantity: 5, product: { kind: 'food', storage: { max_celsius: 25 } } },
  ],
};

it.each([
  [{ attribute: 'order_type', is: 'lab_sample' }, true],
  [{ attribute: 'order_type', is_not: 'lab_sample' }, false],
  [{ attribute: 'priority', in: ['urgent', 'routine'] }, true],
  [{ attribute: 'priority', not_in: ['urgent', 'stat'] }, true],
  [{ attribute: 'patient.age', greater_than: 34.5 }, false],
  [{ attribute: 'patient.age', at_least: 34.5 }, true],
  [{ attribute: 'patient.age', less_than: 34.5 }, false],
  [{ attribute: 'patient.age', at_most: 34.5 }, true],
  [{ attribute: 'patient.age', between: [18, 34.5] }, true],
  [{ attribute: 'patient.age', between: [35, 40] }, false],
  [{ attribute: 'patient.pregnant', is: false }, true],
  [{ attribute: 'needed_on', at_most: '2026-03-12' }, true],
  [{ attribute: 'needed_on', between: ['2026-03-13', '2026-03-14'] }, false],
  [{ attribute: 'placed_at', is: '2026-03-11T10:30:00+08:00' }, true],
  [{ attribute: 'placed_at', greater_than: '2026-03-11T02:30:00.001Z' }, false],
  [{ attribute: 'total', is: mnt('125000') }, true],
  [{ attribute: 'total', greater_than: mnt(124_999) }, true],
  [{ attribute: 'total', between: [mnt(1), mnt(2)] }, false],
  [{ attribute: 'note', is: 'keep cold: ésope’s sample' }, false],
  [{ attribute: 'note', contains: 'cold: E\u0301SOPE' }, true],
  [{ attribute: 'note', contains: '.*' }, false],
  [{ attribute: 'note', starts_with: 'keep' }, true],
  [{ attribute: 'note', starts_with: 'cold' }, false],
  [{ attribute: 'note', exists: true }, true],
  [{ attribute: 'patient.age', exists: false }, false],
  [{ all: [{ priority: 'routine' }, { order_type: 'supply' }] }, false],
  [{ any: [{ priority: 'urgent' }, { order_type: 'lab_sample' }] }, true],
  [{ not: { priority: 'urgent' } }, true],
  [{}, true],
])('%j is %s', (when, expected) => {
  expect(verdict(when, facts)).toBe(expected);
});

it.each([
  [{ 'lines.product.kind': 'vaccine' }, true],
  [{ 'lines[any].product.kind': 'lens' }, false],
  [{ 'lines[all].product.kind': 'vaccine' }, false],
  [{ attribute: 'lines[all].product.storage.max_celsius', at_most: 25 }, true],
  [{ attribute: 'lines[any].product.kind', is_not: 'vaccine' }, true],
  [{ not: { attribute: 'lines[any].product.kind', is: 'vaccine' } }, false],
  [{ attribute: 'lines[count]', at_least: 2 }, true],
  [{ 'tags[count]': 3 }, false],
  [{ tags: 'ice' }, true],
  [{ attribute: 'tags[all]', contains: 'i' }, true],
  [{ attribute: 'lines.lots.expires_on', exists: true }, false],
])('over a list, %j is %s', (when, expected) => {
  expect(verdict(when, facts)).toBe(expected);
});

it('of an empty list something is true of all, and nothing of any', () => {
  expect(verdict({ 'lines[all].product.kind': 'vaccine' }, { lines: [] })).toBe(true);
  expect(verdict({ 'lines[any].product.kind': 'vaccine' }, { lines: [] })).toBe(false);
  expect(verdict({ 'lines[count]': 0 }, { lines: [] })).toBe(true);
});

describe('what the facts do not have', () => {
  it.each([
    [{ priority: 'urgent' }, null],
    [{ attribute: 'priority', is_not: 'urgent' }, null],
    [{ not: { priority: 'urgent' } }, null],
    [{ any: [{ priority: 'urgent' }, { attribute: 'note', exists: false }] }, true],
    [{ all: [{ priority: 'urgent' }, { attribute: 'note', exists: true }] }, false],
    [{ all: [{ priority: 'urgent' }, {}] }, null],
    [{ 'lines.product.kind': 'vaccine' }, null],
    [{ 'lines[count]': 0 }, null],
    [{ attribute: 'lines.product.kind', exists: false }, true],
  ])('leaves %j %s', (when, expected) => {
    expect(verdict(when, {})).toBe(expected);
    expect(verdict(when, { priority: null, lines: null, note: null })).toBe(expected);
  });

  it('keeps a rule from holding, and its opposite too', () => {
    expect(evaluate(ruleWhen({ priority: 'urgent' }), {}, noonInUlaanbaatar).holds).toBe(false);
    expect(evaluate(ruleWhen({ not: { priority: 'urgent' } }), {}, noonInUlaanbaatar).holds).toBe(false);
  });

  it('decides nothing where another item of the list has decided', () => {
    const lines = [{}, { product: { kind: 'vaccine' } }];
    expect(verdict({ 'lines[any].product.kind': 'vaccine' }, { lines })).toBe(true);
    expect(verdict({ 'lines[any].product.kind': 'lens' }, { lines })).toBeNull();
    expect(verdict({ 'lines[all].product.kind': 'lens' }, { lines })).toBe(false);
    expect(verdict({ 'lines[all].product.kind': 'vaccine' }, { lines })).toBeNull();
  });

  it.each([
    [{ priority: 'urgent' }, {}, null, 'There is no priority.'],
    [{ priority: 'urgent' }, { priority: 'URGENT' }, null, 'What stands for priority is not a value of the type enum.'],
    [{ 'patient.age': 3 }, { patient: { age: '3' } }, null, 'What stands for patient.age is not a value of the type number.'],
    [{ 'patient.age': 3 }, { patient: 'Bat' }, null, 'There is no patient.age.'],
    [{ tags: 'ice' }, { tags: 'ice' }, [], 'What stands for tags[any] is not a list.'],
    [{ note: 'a' }, { note: 'a'.repeat(10_001) }, null, 'What stands for note is not a value of the type text.'],
  ])('is said: %j of %j', (when, given, found, note) => {
    expect(firstOf(when, given)).toMatchObject({ holds: null, found, note });
  });

  it('is neither in the prototype of an object', () => {
    const inherited = Object.create({ priority: 'urgent' }) as object;
    expect(verdict({ priority: 'urgent' }, inherited)).toBeNull();
  });
});

describe('an attribute of products', () => {
  const solvent = lineOf({
    hazard_class: ['ENUM', '3'],
    tube_volume: ['NUMBER mL', 4],
    additive: ['TEXT', 'EDTA K3'],
    sterile: ['BOOLEAN', false],
    approved_on: ['DATE', '2026-02-01'],
    storage: ['TEMPERATURE_RANGE', { min: null, max: 8 }],
  });
  const acid = lineOf({ hazard_class: ['ENUM', '8'], tube_volume: ['NUMBER mL', 10] });
  const water = lineOf({});
  const of = (...lines: readonly object[]) => ({ lines });

  it.each([
    [{ 'lines.attributes.hazard_class': '3' }, true],
    [{ attribute: 'lines.attributes.hazard_class', in: ['6.1', '8'] }, false],
    [{ attribute: 'lines.attributes.tube_volume', at_least: 4 }, true],
    [{ attribute: 'lines.attributes.tube_volume', between: [4.5, 10] }, false],
    [{ attribute: 'lines.attributes.additive', contains: 'edta' }, true],
    [{ attribute: 'lines.attributes.additive', is: 'edta k3' }, false],
    [{ 'lines.attributes.sterile': false }, true],
    [{ attribute: 'lines.attributes.approved_on', less_than: '2026-02-01' }, false],
    [{ attribute: 'lines.attributes.storage.max_celsius', at_most: 8 }, true],
    [{ attribute: 'lines.attributes.storage.min_celsius', at_least: -20 }, null],
    [{ attribute: 'lines.attributes.storage.min_celsius', exists: false }, true],
  ])('%j is %s', (when, expected) => {
    expect(verdict(when, of(solvent))).toBe(expected);
  });

  it('is asked of any line or of all, and of a line that does not have it nobody knows', () => {
    const is3 = (lines: string) => ({ [`lines[${lines}].attributes.hazard_class`]: '3' });
    expect(verdict(is3('any'), of(acid, solvent))).toBe(true);
    expect(verdict(is3('all'), of(acid, solvent))).toBe(false);
    expect(verdict(is3('any'), of(acid, water))).toBeNull();
    expect(verdict({ not: is3('any') }, of(acid, water))).toBeNull();
    expect(verdict(is3('all'), of(solvent, water))).toBeNull();
    expect(verdict({ not: is3('any') }, of(acid))).toBe(true);
    expect(verdict(is3('any'), { lines: [{}] })).toBeNull();
  });

  it('is explained as any other condition', () => {
    expect(firstOf({ 'lines.attributes.hazard_class': '3' }, of(acid, water))).toMatchObject({
      attribute: 'lines[any].attributes.hazard_class',
      operator: 'is',
      expected: '3',
      found: ['8', null],
      note: 'There is no lines[any].attributes.hazard_class.',
    });
  });

  it('of which a value has gone out of use is still told from the others', () => {
    expect(verdict({ 'lines.attributes.hazard_class': '3' }, of(lineOf({ hazard_class: ['ENUM', '9'] })))).toBe(false);
  });

  it('that means something else elsewhere is not taken for it', () => {
    const when = { attribute: 'lines[any].attributes.density', at_least: 1 };
    const { rule } = readKeptRule({ name: 'a', when, then: [{ choose_workflow: 'standard' }] }, orderCatalogue);
    const holds = (kind: string) => rule && evaluate(rule, of(lineOf({ density: [kind, 1.2] })), noonInUlaanbaatar).explanation.holds;
    expect(holds('NUMBER g/mL')).toBe(true);
    expect(holds('NUMBER kg/L')).toBeNull();
    expect(holds('TEXT')).toBeNull();
  });
});

it('compares amounts within a currency alone', () => {
  const dollars = { total: { amountMinor: '125000', currency: 'USD' } };
  expect(verdict({ total: mnt(125_000) }, dollars)).toBe(false);
  expect(verdict({ attribute: 'total', is_not: mnt(125_000) }, dollars)).toBe(true);
  expect(verdict({ attribute: 'total', greater_than: mnt(1) }, dollars)).toBeNull();
  expect(verdict({ attribute: 'total', between: [mnt(1), mnt(2)] }, dollars)).toBeNull();
});

it('compares amounts beyond what a float holds', () => {
  const given = { total: mnt('9007199254740993') };
  expect(verdict({ attribute: 'total', greater_than: mnt('9007199254740992') }, given)).toBe(true);
});

it('explains each condition with what was expected and what was found', () => {
  const rule = ruleOf({
    ...urgentSamples,
    when: {
      all: [
        { order_type: 'lab_sample' },
        {
          any: [
            { attribute: 'total', at_least: mnt(200_000) },
            { attribute: 'lines.product.kind', in: ['vaccine', 'lens'] },
          ],
        },
        { not: { attribute: 'placed_at', exists: false } },
        { local_time: { between: ['18:00', '08:00'] }, days: ['SAT', 'SUN', 'SAT'] },
      ],
    },
  });
  const group = { attribute: null, operator: null, expected: null, found: null, note: null };
  const leaf = { kind: 'comparison', note: null, conditions: [] };
  const { holds, explanation, steps } = evaluate(rule, facts, noonInUlaanbaatar);
  expect(holds).toBe(false);
  expect(explanation).toEqual({
    ...group,
    kind: 'all',
    holds: false,
    conditions: [
      {
        ...group,
        kind: 'all',
        holds: true,
        conditions: [{ ...leaf, holds: true, attribute: 'order_type', operator: 'is', expected: 'lab_sample', found: 'lab_sample' }],
      },
      {
        ...group,
        kind: 'any',
        holds: true,
        conditions: [
          {
            ...leaf,
            holds: false,
            attribute: 'total',
            operator: 'at_least',
            expected: mnt('200000'),
            found: mnt('125000'),
          },
          {
            ...leaf,
            holds: true,
            attribute: 'lines[any].product.kind',
            operator: 'in',
            expected: ['vaccine', 'lens'],
            found: ['vaccine', 'food'],
          },
        ],
      },
      {
        ...group,
        kind: 'not',
        holds: true,
        conditions: [
          { ...leaf, holds: false, attribute: 'placed_at', operator: 'exists', expected: false, found: '2026-03-11T02:30:00.000Z' },
        ],
      },
      { ...group, kind: 'time', holds: false, expected: 'SUN SAT 18:00–08:00', found: 'WED 12:00:00', conditions: [] },
    ],
  });
  expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
  expect(steps).toBe(9 + 3 + 4);
});

describe('a window of time', () => {
  const night = { local_time: { between: ['18:00', '08:00'] } };
  const weekendNights = { ...night, days: ['SAT', 'SUN'] };
  const at = (instant: string, timeZone: string) => ({ now: new Date(instant), timeZone });

  it.each([
    ['2026-03-11T09:59:59.999Z', 'Asia/Ulaanbaatar', false],
    ['2026-03-11T10:00:00Z', 'Asia/Ulaanbaatar', true],
    ['2026-03-11T23:59:59Z', 'Asia/Ulaanbaatar', true],
    ['2026-03-12T00:00:00Z', 'Asia/Ulaanbaatar', false],
    ['2026-03-11T10:00:00Z', 'Africa/Lusaka', false],
    ['2026-03-11T16:00:00Z', 'Africa/Lusaka', true],
    ['2026-03-29T07:00:00Z', 'Europe/London', false],
    ['2026-03-28T07:00:00Z', 'Europe/London', true],
  ])('is of the wall clock: %s in %s is night: %s', (instant, timeZone, expected) => {
    expect(verdict(night, {}, at(instant, timeZone))).toBe(expected);
  });

  it.each([
    ['Friday evening', '2026-03-13T20:00:00Z', false],
    ['the night from Friday to Saturday', '2026-03-14T03:00:00Z', false],
    ['Saturday noon', '2026-03-14T12:00:00Z', false],
    ['Saturday evening', '2026-03-14T20:00:00Z', true],
    ['the night from Saturday to Sunday', '2026-03-15T03:00:00Z', true],
    ['the night from Sunday to Monday', '2026-03-16T03:00:00Z', true],
    ['Monday evening', '2026-03-16T20:00:00Z', false],
  ])('belongs to the day on which it begins: %s', (_, instant, expected) => {
    expect(verdict(weekendNights, {}, at(instant, 'UTC'))).toBe(expected);
  });

  it('may lie within a day, end at midnight, or be of whole days', () => {
    const evening = { local_time: { between: ['18:00', '00:00'] }, days: ['WED'] };
    expect(verdict(evening, {}, at('2026-03-11T23:59:59Z', 'UTC'))).toBe(true);
    expect(verdict(evening, {}, at('2026-03-12T00:00:00Z', 'UTC'))).toBe(false);
    expect(verdict({ local_time: { between: ['08:00:30', '18:00'] } }, {}, at('2026-03-11T08:00:29Z', 'UTC'))).toBe(false);
    expect(verdict({ days: ['WED'] }, {}, at('2026-03-11T16:00:00Z', 'Asia/Ulaanbaatar'))).toBe(false);
    expect(verdict({ days: ['THU'] }, {}, at('2026-03-11T16:00:00Z', 'Asia/Ulaanbaatar'))).toBe(true);
  });
});

it('brings what is searched for into one form once, however many values are looked at', () => {
  const search = ruleWhen({ attribute: 'tags', contains: 'É' });
  const tags = Array.from({ length: 50 }, () => 'fragile');
  const normalize = jest.spyOn(String.prototype, 'normalize');
  evaluate(search, { tags }, noonInUlaanbaatar);
  expect(normalize).toHaveBeenCalledTimes(tags.length + 1);
  normalize.mockRestore();
});
