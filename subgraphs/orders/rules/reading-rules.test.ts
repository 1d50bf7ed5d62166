import { noonInUlaanbaatar, orderCatalogue, ruleOf, urgentSamples } from '../testing/order-rules.js';
import { didYouMean } from './did-you-mean.js';
import { evaluate } from './evaluating.js';
import { readKeptRule, readRule } from './reading-rules.js';
import { catalogueOf } from './rule-catalogue.js';
import { ruleLimits } from './rule-limits.js';
import { writeRule } from './writing-rules.js';

const problemsOf = (json: unknown): string[] => readRule(json, orderCatalogue).problems.map(({ message }) => message);
const problemsWhen = (when: unknown): string[] => problemsOf({ ...urgentSamples, when });
const problemsThen = (then: unknown): string[] => problemsOf({ ...urgentSamples, then });

it('reads a rule in its short form as the same rule as in its long one', () => {
  const long = {
    name: 'urgent samples',
    when: {
      all: [
        { attribute: 'order_type', is: 'lab_sample' },
        { attribute: 'priority', is: 'urgent' },
      ],
    },
    then: [{ assign_dispatch: 'immediate' }, { notify: { roles: ['lab_manager', 'courier_team'] } }],
  };
  expect(ruleOf(urgentSamples)).toEqual(ruleOf(long));
  expect(writeRule(ruleOf(urgentSamples))).toEqual(long);
});

it('reads every action, in the short form and in the long one', () => {
  const { then } = ruleOf({
    name: 'everything',
    when: {},
    then: [
      {
        set_field: { priority: 'stat', insured_for: { amountMinor: 500000, currency: 'MNT' } },
        choose_workflow: 'cold_chain',
        assign_dispatch: 'immediate',
        notify: 'lab_manager',
        require_approval: 'pharmacist',
        start_sla: 'same_day',
        call_webhook: 'lims',
      },
      {
        notify: { roles: ['courier_team', 'courier_team'], message: ' Bring ice. ' },
        require_approval: { role: 'lab_manager', reason: 'Above 5,000 MNT' },
        start_sla: { policy: 'urgent_sample', within_minutes: 90 },
        call_webhook: { webhook: 'erp', event: 'sample.urgent' },
      },
    ],
  });
  expect(then).toEqual([
    { kind: 'set_field', field: 'priority', type: 'enum', value: 'stat' },
    { kind: 'set_field', field: 'insured_for', type: 'money', value: { amountMinor: 500_000n, currency: 'MNT' } },
    { kind: 'choose_workflow', workflow: 'cold_chain' },
    { kind: 'assign_dispatch', dispatch: 'immediate' },
    { kind: 'notify', roles: ['lab_manager'], message: null },
    { kind: 'require_approval', role: 'pharmacist', reason: null },
    { kind: 'start_sla', policy: 'same_day', withinMinutes: null },
    { kind: 'call_webhook', webhook: 'lims', event: null },
    { kind: 'notify', roles: ['courier_team'], message: 'Bring ice.' },
    { kind: 'require_approval', role: 'lab_manager', reason: 'Above 5,000 MNT' },
    { kind: 'start_sla', policy: 'urgent_sample', withinMinutes: 90 },
    { kind: 'call_webhook', webhook: 'erp', event: 'sample.urgent' },
  ]);
});

describe('says where a rule is wrong, and what to do', () => {
  it.each([
    [null, 'The rule: write an object with "name", "when" and "then", and not null.'],
    [[], 'The rule: write an object with "name", "when" and "then", and not a list.'],
    [{ ...urgentSamples, name: ' ' }, 'name: give the rule a name of 1 to 200 letters.'],
    [{ ...urgentSamples, name: 'a\0b' }, 'name: give the rule a name of 1 to 200 letters.'],
    [{ ...urgentSamples, stop: 'yes' }, 'stop: write true where the rules behind it are not to be looked at, or leave it out.'],
    [{ ...urgentSamples, wehn: {} }, 'wehn: this is not known here. Did you mean "when" or "then"?'],
    [{ name: 'a', then: urgentSamples.then }, 'when: say when the rule holds; {} is always.'],
  ])('%j', (json, message) => {
    expect(problemsOf(json)).toEqual([message]);
  });

  it.each([
    [{ prioritty: 'urgent' }, 'when.prioritty: there is no attribute "prioritty". Did you mean "priority"?'],
    [{ priority: 'urgnt' }, 'when.priority: "priority" cannot be "urgnt". Did you mean "urgent"?'],
    [{ priority: 3 }, 'when.priority: "priority" cannot be 3: write one of routine, urgent, asap, stat.'],
    [{ priority: ['urgent'] }, 'when.priority: to allow several values, write {"attribute": "priority", "in": […]}.'],
    [
      { 'patient.age': { at_least: 3 } },
      'when.patient.age: to compare otherwise, write {"attribute": "patient.age", "at_least": …} or another operator.',
    ],
    [{ is: 'urgent' }, 'when.is: say of which attribute: {"attribute": "…", "is": …}.'],
    [{ all: [] }, 'when.all: "all" needs a condition at least.'],
    [{ any: {} }, 'when.any: "any" takes a list of conditions, and not an object.'],
    [{ all: [{}], priority: 'urgent' }, 'when.all: "all" stands alone in its object: put "priority" into an "all" with it.'],
    [{ not: 'urgent' }, 'when.not: a condition is an object, such as {"priority": "urgent"}, and not "urgent".'],
    [
      { all: [{}, { any: [{ attribute: 'priority', equals: 'urgent' }] }] },
      'when.all[1].any[0].equals: "equals" is no operator. Write one of is, is_not, in, not_in, greater_than, at_least, less_than, at_most, between, contains, starts_with, exists.',
    ],
    [{ attribute: 'priority', is_no: 'urgent' }, 'when.is_no: "is_no" is no operator. Did you mean "is_not"'],
    [{ attribute: 'patient.age' }, 'when: say how it compares: is, is_not, in,'],
    [{ attribute: 'patient.age', at_least: 3, less_than: 9 }, 'when: a condition compares once: put "at_least" and "less_than" into two'],
    [{ attribute: 7, is: 3 }, 'when.attribute: write the name of an attribute, and not 7.'],
    [{ attribute: 'priority', at_least: 'urgent' }, 'when.at_least: "at_least" cannot be asked of "priority" (enum): use is, is_not, in,'],
    [{ attribute: 'note', contains: '' }, 'when.contains: every text contains nothing: write a letter at least.'],
    [{ attribute: 'patient.age', between: [3] }, 'when.between: write a list of two values, the lower first.'],
    [{ attribute: 'patient.age', between: [9, 3] }, 'when.between: the first value is above the second: turn them round.'],
    [{ attribute: 'patient.age', in: [] }, 'when.in: write a list of 1 to 100 values.'],
    [{ attribute: 'patient.age', in: [1, '2'] }, 'when.in[1]: "patient.age" cannot be "2": write a number, such as 8.5.'],
    [{ attribute: 'patient.age', exists: 'yes' }, 'when.exists: "patient.age" cannot be "yes": write true or false.'],
    [{ attribute: 'needed_on', is: '2026-02-30' }, 'when.is: "needed_on" cannot be "2026-02-30": write a day of the calendar'],
    [
      { attribute: 'placed_at', at_most: '2026-02-20T10:00' },
      'when.at_most: "placed_at" cannot be "2026-02-20T10:00": write an instant with its offset',
    ],
    [{ attribute: 'total', at_least: 12.5 }, 'when.at_least: "total" cannot be 12.5: write an amount in minor units with its currency'],
    [
      { placed_at: '2026-02-30T10:00:00Z' },
      'when.placed_at: "placed_at" cannot be "2026-02-30T10:00:00Z": write an instant with its offset',
    ],
    [{ total: { amountMinor: 12.5, currency: 'MNT' } }, 'when.total: "total" cannot be an object: write an amount'],
    [{ total: { amountMinor: 12, currency: 'ABC' } }, 'when.total: "total" cannot be an object: write an amount'],
    [
      {
        attribute: 'total',
        between: [
          { amountMinor: 1, currency: 'MNT' },
          { amountMinor: 2, currency: 'USD' },
        ],
      },
      'when.between: both amounts must be of the same currency.',
    ],
    [
      { lines: 'vaccine' },
      'when.lines: "lines" is a list of things: ask for lines[count], or for something of them, such as lines[any].quantity.',
    ],
    [
      { 'lines.product.knd': 'vaccine' },
      'when.lines.product.knd: there is no attribute "lines.product.knd". Did you mean "lines[any].product.kind"',
    ],
    [{ 'lines[each].quantity': 1 }, 'when.lines[each].quantity: "lines[each].quantity" is no attribute: write words parted by dots'],
    [{ 'lines[count].quantity': 1 }, 'when.lines[count].quantity: behind [count] nothing follows: it is a number.'],
    [{ 'priority[any]': 'urgent' }, 'when.priority[any]: "priority" is no list: leave out [any].'],
    [{ 'priority.code': 'urgent' }, 'when.priority.code: "priority" has no attributes of its own: leave out ".code".'],
    [{ 'tags.name': 'ice' }, 'when.tags.name: the items of "tags" have no attributes of their own: leave out ".name".'],
    [
      { 'lines.attributes.hazzard_class': '3' },
      'when.lines.attributes.hazzard_class: there is no attribute "lines.attributes.hazzard_class". Did you mean "lines[any].attributes.hazard_class"?',
    ],
    [
      { 'lines[all].attributes.storage': 8 },
      'Write one of lines[all].attributes.storage.min_celsius, lines[all].attributes.storage.max_celsius.',
    ],
    [
      { 'lines.attributes.hazard_class': '33' },
      'when.lines.attributes.hazard_class: "lines[any].attributes.hazard_class" cannot be "33". Did you mean "3"?',
    ],
    [{ 'lines.attributes.hazard_class': 3 }, '"lines[any].attributes.hazard_class" cannot be 3: write one of 3, 6.1, 8.'],
    [
      { attribute: 'lines.attributes.hazard_class', at_least: '3' },
      '"at_least" cannot be asked of "lines[any].attributes.hazard_class" (enum)',
    ],
    [{ 'lines.attributes.tube_volume': '4 mL' }, '"lines[any].attributes.tube_volume" cannot be "4 mL": write a number, such as 8.5.'],
    [{ 'lines.attributes.approved_on': '2026-02-30' }, 'cannot be "2026-02-30": write a day of the calendar'],
    [{ 'lines.attributes.sterile': 'yes' }, '"lines[any].attributes.sterile" cannot be "yes": write true or false.'],
    [{ attribute: 'lines.attributes.additive', at_most: 'z' }, '"at_most" cannot be asked of "lines[any].attributes.additive" (text)'],
    [{ 'lines.attributes.tube_volume[any]': 4 }, '"tube_volume" is no list: leave out [any].'],
    [{ 'lines.attributes.tube_volume.mL': 4 }, '"tube_volume" has no attributes of its own: leave out ".mL".'],
    [
      { 'lines.attributes.cap': 'RED' },
      'when.lines.attributes.cap: "cap" is an attribute that no attribute set defines any more: define it again, or ask for another.',
    ],
    [
      { 'lines.attributes.density': 1 },
      'attribute sets define "density" differently, or did (NUMBER in g/mL for REAGENT, NUMBER in kg/L for CONSUMABLE and OTHER): define what rules are to ask by a code of its own.',
    ],
    [{ days: ['SAT', 'SUM'] }, 'when.days[1]: "SUM" is no day. Did you mean "SUN"'],
    [{ days: [] }, 'when.days: write a list of days, such as ["SAT", "SUN"].'],
    [{ local_time: { between: ['8:00', '18:00'] } }, 'when.local_time: write two times of day in 24 hours'],
    [{ local_time: { between: ['08:00', '08:00:00'] } }, 'when.local_time: the window ends when it begins'],
    [{ days: ['SAT'], priority: 'urgent' }, 'when.priority: this is not known here. Write one of local_time, days.'],
    [JSON.parse('{"__proto__": {"priority": "urgent"}}'), 'when.__proto__: "__proto__" is no attribute: write words parted by dots'],
    [{ note: 'a\0b' }, 'when.note: "note" cannot be this text: write a text of at most 500 letters, and only what can be printed.'],
    [{ attribute: 'tags', in: ['\ud83d'] }, 'when.in[0]: "tags[any]" cannot be this text'],
    [{ constructor: 'urgent' }, 'when.constructor: there is no attribute "constructor".'],
  ])('when %j', (when: unknown, message: string) => {
    expect(problemsWhen(when)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    [{}, 'then: a rule does something: write one of set_field, choose_workflow,'],
    [undefined, 'then: actions are an object, such as {"notify": ["lab_manager"]}, and not nothing.'],
    [{ notfy: 'lab_manager' }, 'then.notfy: "notfy" is no action. Did you mean "notify"?'],
    [[{ notify: ['lab_manger'] }], 'then[0].notify[0]: "lab_manger" is not the name of a team. Did you mean "lab_manager"?'],
    [{ notify: [] }, 'then.notify: name 1 to 100 teams, such as ["lab_manager"].'],
    [{ notify: { roles: ['pharmacist'], text: 'Come.' } }, 'then.notify.text: this is not known here.'],
    [{ notify: { roles: ['pharmacist'], message: '' } }, 'then.notify.message: write a text of 1 to 500 letters, or leave it out.'],
    [{ set_field: { prio: 'stat' } }, 'then.set_field.prio: "prio" is no field that a rule may set. '],
    [
      { set_field: { priority: 'high' } },
      'then.set_field.priority: "priority" cannot be "high". Write one of routine, urgent, asap, stat.',
    ],
    [{ set_field: { handling_note: 'a'.repeat(501) } }, 'then.set_field.handling_note: "handling_note" cannot be this text'],
    [
      { require_approval: { role: 'pharmacist', reason: '\0' } },
      'then.require_approval.reason: write a text of 1 to 500 letters, or leave it out.',
    ],
    [{ set_field: {} }, 'then.set_field: write the fields to set with their values'],
    [
      { choose_workflow: 'cold' },
      'then.choose_workflow: "cold" is not the name of a workflow. Write one of standard, cold_chain, controlled.',
    ],
    [
      { start_sla: { policy: 'same_day', within_minutes: 0 } },
      'then.start_sla.within_minutes: write whole minutes from 1 to 527040, and not 0.',
    ],
    [{ start_sla: 90 }, 'then.start_sla: write the name of an SLA policy, and not 90.'],
    [{ require_approval: { reason: 'Dear' } }, 'then.require_approval.role: write the name of a team, and not nothing.'],
    [
      { call_webhook: 'https://evil.example/' },
      'then.call_webhook: "https://evil.example/" is not the name of a webhook of yours. Write one of lims, erp.',
    ],
    [{ call_webhook: { webhook: 'lims', event: 'Sample!' } }, 'then.call_webhook.event: write words of lower case parted by dots'],
    [
      [{ choose_workflow: 'standard' }, { choose_workflow: 'cold_chain' }],
      'then: the rule settles the workflow twice: keep one of the two.',
    ],
  ])('then %j', (then: unknown, message: string) => {
    expect(problemsThen(then)).toEqual([expect.stringContaining(message)]);
  });

  it('in all places at once, with paths for programs', () => {
    const { problems } = readRule(
      { name: '', when: { any: [{ prioritty: 'urgent' }, { priority: 1 }] }, then: { notify: 'boss' } },
      orderCatalogue,
    );
    expect(problems.map(({ path }) => path)).toEqual([
      ['name'],
      ['when', 'any', '0', 'prioritty'],
      ['when', 'any', '1', 'priority'],
      ['then', 'notify'],
    ]);
  });
});

it('reads attributes of products by what they are, and writes them in full', () => {
  const conditions = [
    { attribute: 'lines[any].attributes.hazard_class', in: ['3', '8'] },
    { attribute: 'lines[all].attributes.tube_volume', between: [0.5, 4] },
    { attribute: 'lines[any].attributes.additive', starts_with: 'edta' },
    { attribute: 'lines[any].attributes.sterile', is: false },
    { attribute: 'lines[any].attributes.approved_on', less_than: '2026-01-01' },
    { attribute: 'lines[any].attributes.storage.max_celsius', at_most: 8 },
    { attribute: 'lines[any].attributes.storage.min_celsius', exists: true },
  ];
  const short = conditions.map((condition) => ({ ...condition, attribute: condition.attribute.replace('[any]', '') }));
  expect(writeRule(ruleOf({ ...urgentSamples, when: { all: short } }))['when']).toEqual({ all: conditions });
  const code = { attribute: 'lines[any].attributes[any].code', is: 'tube_volume' };
  expect(writeRule(ruleOf({ ...urgentSamples, when: { 'lines.attributes.code': 'tube_volume' } }))['when']).toEqual({ all: [code] });
});

it('takes an attribute that is called like an operator for an attribute', () => {
  const nothing = { fields: [], dispatches: [], roles: [], slaPolicies: [], webhooks: [], workflows: ['standard'] };
  const catalogue = catalogueOf({ ...nothing, attributes: [{ name: 'contains', type: 'text' }] });
  expect(readRule({ name: 'a', when: { contains: 'ice' }, then: { choose_workflow: 'standard' } }, catalogue).problems).toEqual([]);
});

describe('a vocabulary that rules cannot use is a bug', () => {
  const none = { attributes: [], fields: [], workflows: [], dispatches: [], roles: [], slaPolicies: [], webhooks: [] };
  it.each([
    [[{ name: 'a b', type: 'text' }], 'cannot be called "a b"'],
    [[{ name: 'days', type: 'number' }], 'cannot be called "days"'],
    [
      [
        { name: 'a', type: 'text' },
        { name: 'a', type: 'number' },
      ],
      'two attributes "a"',
    ],
    [[{ name: 'a', type: 'enum', values: [] }], '"a" is an enum without values'],
    [[{ name: 'a', type: 'list', items: [{ name: 'b', type: 'enum' }] }], '"b" is an enum without values'],
    [
      [
        { name: 'a', type: 'list', items: [] },
        { name: 'a.b', type: 'text' },
      ],
      '"a.b" lies within a list',
    ],
  ] as const)('%j', (attributes, message) => {
    expect(() => catalogueOf({ ...none, attributes })).toThrow(message);
  });
});

/** The same data, and how often anything of it was looked at. */
function watched(data: unknown): { readonly data: unknown; readonly looks: () => number } {
  let looks = 0;
  const watch = (each: unknown): unknown =>
    typeof each !== 'object' || each === null
      ? each
      : new Proxy(each, {
          get: (target, key) => {
            looks += 1;
            return watch(Reflect.get(target, key));
          },
          ownKeys: (target) => {
            looks += 1;
            return Reflect.ownKeys(target);
          },
        });
  return { data: watch(data), looks: () => looks };
}

describe('of a hostile rule', () => {
  const nested = (depth: number): unknown => {
    let condition: unknown = { priority: 'urgent' };
    for (let level = 0; level < depth; level += 1) condition = { not: condition };
    return condition;
  };
  const wide = (conditions: number) => ({ all: Array.from({ length: conditions }, () => ({ attribute: 'priority', is: 'urgent' })) });
  const bushy = (depth: number): unknown =>
    depth === 0 ? { priority: 'urgent' } : { any: Array.from({ length: 8 }, () => bushy(depth - 1)) };
  const circle: { not?: unknown } = {};
  circle.not = circle;

  it.each([
    ['100,000 deep', nested(100_000), 'more than 8 deep'],
    ['a circle', circle, 'more than 8 deep'],
    ['a million wide', wide(1_000_000), 'at most 100 conditions'],
    ['of 37,449 conditions', bushy(5), 'at most 100 conditions'],
    [
      'of 100,000 attributes',
      Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`a${index}`, 1])),
      'at most 100 conditions',
    ],
    [
      'of a million values',
      { attribute: 'patient.age', in: Array.from({ length: 1_000_000 }, (_, index) => index) },
      'a list of 1 to 100 values',
    ],
    ['of a million days', { days: Array.from({ length: 1_000_000 }, () => 'SAT') }, 'write a list of days'],
    ['of a long text', { note: 'a'.repeat(1_000_000) }, '"note" cannot be this text: write a text of at most 500 letters'],
    ['of a long name', { ['a'.repeat(1_000_000)]: 1 }, 'no attribute has so long a name'],
    ['of a path of 33 lists', { attribute: `${'lines.'.repeat(32)}lines`, is: 1 }, 'there is no attribute'],
    ['of 100 wrong values', { attribute: 'patient.age', in: Array.from({ length: 100 }, () => 'x') }, '"patient.age" cannot be "x"'],
    ['that is all wrong', { all: Array.from({ length: 99 }, () => ({ wrong: 1 })) }, 'there is no attribute "wrong"'],
  ])('%s no more is read than a rule may have', (_, when, message) => {
    const { data, looks } = watched({ ...urgentSamples, when });
    const { rule, problems } = readRule(data, orderCatalogue);
    expect(rule).toBeNull();
    expect(problems.length).toBeLessThanOrEqual(ruleLimits.problems);
    expect(problems[0]?.message).toContain(message);
    expect(problems.every((each) => each.message.length < 1_000)).toBe(true);
    expect(looks()).toBeLessThan(2_000);
  });

  it('tells once that it is too long', () => {
    expect(problemsWhen(bushy(4))).toEqual([expect.stringContaining('a rule has at most 100 conditions')]);
  });

  it.each([
    ['a million times nothing', Array.from({ length: 1_000_000 }, () => ({})), 'at most 20 actions'],
    ['100,000 kinds of actions', Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`a${index}`, 1])), 'at most 20 actions'],
    [
      '100,000 fields',
      { set_field: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`a${index}`, 1])) },
      'then.set_field: a rule has at most 20 actions',
    ],
    ['a million actions', Array.from({ length: 1_000_000 }, () => ({ notify: 'pharmacist' })), 'at most 20 actions'],
    ['20 times 20 actions', Array.from({ length: 20 }, () => urgentSamples.then), 'at most 20 actions'],
    ['a million roles', { notify: Array.from({ length: 1_000_000 }, () => 'pharmacist') }, 'name 1 to 100 teams'],
  ])('%s neither', (_, then, message) => {
    const { data, looks } = watched({ ...urgentSamples, then });
    expect(readRule(data, orderCatalogue).problems[0]?.message).toContain(message);
    expect(looks()).toBeLessThan(2_000);
  });

  it('a word is compared with no more others than can be in no time', () => {
    const codes = Array.from({ length: 1_000 }, (_, index) => `attribute_${index}`);
    expect(didYouMean('hazard_clas', [...codes, 'hazard_class'])).toBe('Did you mean "hazard_class"?');
    const values = codes.map((code) => code.padEnd(200, '_'));
    expect(didYouMean('hazard_clas', [...values, 'hazard_class'])).toContain('Write one of attribute_0');
  });

  it('reads the largest that may be', () => {
    expect(problemsWhen(wide(ruleLimits.conditions - 1))).toEqual([]);
    expect(problemsWhen(wide(ruleLimits.conditions))).toHaveLength(1);
    expect(problemsWhen(nested(ruleLimits.depth - 2))).toEqual([]);
    expect(problemsWhen(nested(ruleLimits.depth - 1))).toHaveLength(1);
  });

  it('the most costly one ends after as many steps as are allowed, and keeps what it cannot know unknown', () => {
    const lots = Array.from({ length: 1_000 }, () => ({ expires_on: '2026-01-01' }));
    const facts = { lines: Array.from({ length: 1_000 }, () => ({ lots })) };
    const condition = { attribute: 'lines[all].lots[all].expires_on', less_than: '2027-01-01' };
    const rule = ruleOf({ ...urgentSamples, when: { all: Array.from({ length: ruleLimits.conditions - 1 }, () => condition) } });
    const { holds, steps, explanation } = evaluate(rule, facts, noonInUlaanbaatar);
    expect(holds).toBe(false);
    expect(steps).toBeGreaterThan(ruleLimits.valuesLookedAt);
    expect(steps).toBeLessThanOrEqual(ruleLimits.conditions * (ruleLimits.valuesLookedAt + 2));
    expect(explanation.conditions[0]).toMatchObject({ holds: null, note: 'Only the first 2000 values were looked at.' });
    expect(explanation.conditions[0]?.found).toHaveLength(ruleLimits.valuesShown);
  });
});

describe('a rule that was taken once', () => {
  const kept = {
    name: 'dear',
    when: { all: [{ attribute: 'priority', is: 'urgent' }] },
    then: [
      { start_sla: { policy: 'urgent_sample' } },
      { call_webhook: { webhook: 'gone' } },
      { notify: { roles: Array.from({ length: 30 }, (_, index) => `gone_${index}`) } },
      { require_approval: { role: 'gone', reason: 'Dear' } },
    ],
    stop: true,
  };
  const later = catalogueOf({
    ...{ attributes: [{ name: 'priority', type: 'enum', values: ['urgent'] }], fields: [], workflows: [], dispatches: [], roles: [] },
    ...{ slaPolicies: [], webhooks: [], outOfUse: { roles: [], slaPolicies: ['urgent_sample'] } },
  });

  it('loses an action that names what is gone, and never an approval', () => {
    const { rule, problems } = readKeptRule(kept, later);
    expect(rule).toMatchObject({ name: 'dear', stop: true });
    expect(rule?.then).toEqual([
      { kind: 'start_sla', policy: 'urgent_sample', withinMinutes: null },
      { kind: 'require_approval', role: 'gone', reason: 'Dear' },
    ]);
    expect(problems.map(({ path }) => path.slice(0, 3).join('.'))).toEqual(
      expect.arrayContaining(['then.0.start_sla', 'then.1.call_webhook', 'then.2.notify']),
    );
  });

  it.each([
    [{ attribute: 'lines[any].attributes.cap', is: 'RED' }, 'no attribute set defines any more'],
    [{ attribute: 'lines[any].attributes.density', at_least: 1 }, 'attribute sets define "density" differently'],
    [{ attribute: 'lines[any].attributes.hazard_class', in: ['3', '9'] }, '"lines[any].attributes.hazard_class" cannot be "9"'],
  ])('goes on to ask what no new one may: %j', (when, message) => {
    const { rule, problems } = readKeptRule({ name: 'a', when, then: [{ choose_workflow: 'standard' }] }, orderCatalogue);
    expect(rule && writeRule(rule)['when']).toEqual(when);
    expect(problems.map((each) => each.message)).toEqual([expect.stringContaining(message)]);
  });

  it('is none when nobody can tell any more when it holds, and it is said why', () => {
    const { rule, problems } = readKeptRule({ ...kept, when: { attribute: 'tags', is: 'cold' } }, later);
    expect(rule).toBeNull();
    expect(problems[0]?.message).toContain('there is no attribute "tags"');
  });
});
