import fc from 'fast-check';
import { inForce, lineOf, orderCatalogue, ruleOf, ruleWhen } from '../testing/order-rules.js';
import { allActions } from './applying-rules.js';
import { evaluate } from './evaluating.js';
import { daysOfWeek } from './local-moment.js';
import { readRule } from './reading-rules.js';
import { ruleLimits } from './rule-limits.js';
import { writeRule } from './writing-rules.js';

const priority = fc.constantFrom('routine', 'urgent', 'asap', 'stat');
const kind = fc.constantFrom('medicine', 'vaccine', 'reagent', 'lens', 'food');
const hazard = fc.constantFrom('3', '6.1', '8');
const count = fc.constantFrom(-0, 0, 0.5, 1, 2, 3);
const word = fc.constantFrom('a', 'A', 'ab', 'É', 'é', 'ice cold', '');
const day = fc.constantFrom('2026-03-10', '2026-03-11', '2028-02-29');
const instant = fc.constantFrom('2026-03-11T02:30:00Z', '2026-03-11T10:30:00+08:00', '2026-03-12T00:00:00.000Z');
const amount = fc.record({ amountMinor: fc.constantFrom('1', '2', '90071992547409931'), currency: fc.constantFrom('MNT', 'USD') });
const quantifier = fc.constantFrom('', '[any]', '[all]');

/** Attributes with what may stand for them. */
const plainAttributes: fc.Arbitrary<readonly [string, unknown]> = fc.oneof(
  fc.tuple(fc.constant('priority'), priority),
  fc.tuple(fc.constant('patient.age'), count),
  fc.tuple(fc.constant('patient.pregnant'), fc.boolean()),
  fc.tuple(fc.constant('note'), word),
  fc.tuple(fc.constant('needed_on'), day),
  fc.tuple(fc.constant('placed_at'), instant),
  fc.tuple(fc.constant('total'), amount),
  fc.tuple(
    quantifier.map((each) => `tags${each}`),
    word,
  ),
  fc.tuple(fc.constant('lines[count]'), count),
  fc.tuple(
    quantifier.map((each) => `lines${each}.product.kind`),
    kind,
  ),
  fc.tuple(
    quantifier.map((each) => `lines${each}.attributes.hazard_class`),
    hazard,
  ),
  fc.tuple(
    fc.tuple(quantifier, fc.constantFrom('tube_volume', 'storage.min_celsius')).map(([lines, name]) => `lines${lines}.attributes.${name}`),
    count,
  ),
  fc.tuple(
    fc.tuple(quantifier, quantifier).map(([lines, lots]) => `lines${lines}.lots${lots}.expires_on`),
    day,
  ),
);

const comparison = plainAttributes.chain(([attribute, value]) =>
  fc
    .oneof(
      fc.constantFrom('is', 'is_not', 'greater_than', 'at_least', 'less_than', 'at_most', 'contains', 'starts_with').map((operator) => ({
        [operator]: value,
      })),
      fc.constantFrom('in', 'not_in').map((operator) => ({ [operator]: [value, value] })),
      fc.constant({ between: [value, value] }),
      fc.boolean().map((exists) => ({ exists })),
    )
    .map((compared) => ({ attribute, ...compared })),
);
const time = fc
  .tuple(fc.nat(1439), fc.nat(1439))
  .filter(([from, until]) => from !== until)
  .map((minutes) => minutes.map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16)));
const window = fc.record(
  { local_time: fc.record({ between: time }), days: fc.uniqueArray(fc.constantFrom(...daysOfWeek), { minLength: 1 }) },
  { requiredKeys: ['local_time'] },
);
const shortForm = fc.array(plainAttributes, { maxLength: 4 }).map((each) => Object.fromEntries(each));

const { condition } = fc.letrec<{ condition: unknown }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'condition' },
    comparison,
    window,
    shortForm,
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));

/** Only those that are valid: not every operator takes every type. */
const valid = condition.filter(
  (when) => readRule({ name: 'a', when, then: { choose_workflow: 'standard' } }, orderCatalogue).rule !== null,
);

const line = fc
  .record(
    {
      hazard_class: fc.tuple(fc.constantFrom('ENUM', 'NUMBER'), hazard),
      tube_volume: fc.tuple(fc.constantFrom('NUMBER mL', 'NUMBER L', 'NUMBER'), count),
      storage: fc.tuple(fc.constant('TEMPERATURE_RANGE'), fc.record({ min: fc.option(count), max: count })),
    },
    { requiredKeys: [] },
  )
  .map(lineOf);

const likely = fc.record(
  {
    priority,
    note: word,
    total: amount,
    needed_on: day,
    placed_at: instant,
    patient: fc.record({ age: count, pregnant: fc.boolean() }, { requiredKeys: [] }),
    tags: fc.array(word, { maxLength: 3 }),
    lines: fc.array(
      fc
        .tuple(
          fc.record(
            { product: fc.record({ kind }), lots: fc.array(fc.record({ expires_on: day }), { maxLength: 2 }) },
            { requiredKeys: [] },
          ),
          line,
        )
        .map(([one, other]) => ({ ...one, ...other })),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);
const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
});
const odd = fc.dictionary(fc.constantFrom('priority', 'note', 'total', 'needed_on', 'placed_at', 'patient', 'tags', 'lines'), anything);
const facts = fc.oneof(likely, odd, anything);
const clock = fc.record({
  now: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
  timeZone: fc.constantFrom('Asia/Ulaanbaatar', 'Africa/Lusaka', 'Asia/Bangkok', 'America/St_Johns', 'Pacific/Apia'),
});

const verdict = (when: unknown, given: unknown, at: { now: Date; timeZone: string }) =>
  evaluate(ruleWhen(when), given, at).explanation.holds;
const runs = { numRuns: 1_000 };

it('all laws are tried on what holds, what does not, and what is unknown', () => {
  const seen = { true: 0, false: 0, null: 0 };
  const samples = fc.sample(fc.tuple(valid, likely, clock), 1_000);
  for (const [when, given, at] of samples) seen[`${verdict(when, given, at)}`] += 1;
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(50);
});

it('De Morgan: not all is any not, and not any is all not', () => {
  fc.assert(
    fc.property(fc.array(valid, { minLength: 1, maxLength: 3 }), facts, clock, (conditions, given, at) => {
      const opposites = conditions.map((each) => ({ not: each }));
      expect(verdict({ not: { all: conditions } }, given, at)).toBe(verdict({ any: opposites }, given, at));
      expect(verdict({ not: { any: conditions } }, given, at)).toBe(verdict({ all: opposites }, given, at));
    }),
    runs,
  );
});

it('not not is nothing', () => {
  fc.assert(
    fc.property(valid, facts, clock, (when, given, at) => {
      expect(verdict({ not: { not: when } }, given, at)).toBe(verdict(when, given, at));
    }),
    runs,
  );
});

it('over a list, not any is all not, where each operator has its opposite', () => {
  const pairs = fc.constantFrom(['is', 'is_not'] as const, ['less_than', 'at_least'] as const, ['greater_than', 'at_most'] as const);
  fc.assert(
    fc.property(pairs, day, facts, clock, ([operator, opposite], value, given, at) => {
      const notAny = { not: { attribute: 'lines[any].lots[any].expires_on', [operator]: value } };
      expect(verdict(notAny, given, at)).toBe(verdict({ attribute: 'lines[all].lots[all].expires_on', [opposite]: value }, given, at));
    }),
    runs,
  );
});

it('over lines, of an attribute of their products too', () => {
  const pairs = fc.constantFrom(['is', 'is_not'] as const, ['less_than', 'at_least'] as const, ['greater_than', 'at_most'] as const);
  fc.assert(
    fc.property(pairs, count, facts, clock, ([operator, opposite], value, given, at) => {
      const notAny = { not: { attribute: 'lines[any].attributes.tube_volume', [operator]: value } };
      expect(verdict(notAny, given, at)).toBe(verdict({ attribute: 'lines[all].attributes.tube_volume', [opposite]: value }, given, at));
    }),
    runs,
  );
});

it('the short form is the long form', () => {
  fc.assert(
    fc.property(shortForm, (short) => {
      const conditions = Object.entries(short).map(([attribute, is]) => ({ attribute, is }));
      expect(ruleWhen(short)).toEqual(ruleWhen(conditions.length > 0 ? { all: conditions } : {}));
    }),
    runs,
  );
});

it('a rule that was written is read as the same rule', () => {
  const then = fc.record(
    {
      set_field: fc.record({ priority, handling_note: word, insured_for: amount }, { requiredKeys: ['priority'] }),
      notify: fc.oneof(fc.constant('pharmacist'), fc.record({ roles: fc.constant(['lab_manager']), message: fc.constant('Come.') })),
      require_approval: fc.constantFrom('pharmacist', { role: 'pharmacist', reason: 'Dear' }),
      start_sla: fc.constantFrom('same_day', { policy: 'same_day', within_minutes: 5 }),
      call_webhook: fc.constantFrom('lims', { webhook: 'lims', event: 'a.b' }),
      assign_dispatch: fc.constantFrom('immediate', 'batched'),
    },
    { requiredKeys: ['notify'] },
  );
  fc.assert(
    fc.property(valid, then, fc.boolean(), (when, actions, stop) => {
      const rule = ruleOf({ name: 'a', when, then: actions, stop });
      const json = JSON.stringify(writeRule(rule));
      expect(ruleOf(JSON.parse(json))).toEqual(rule);
      expect(JSON.stringify(writeRule(ruleOf(JSON.parse(json))))).toBe(json);
    }),
    runs,
  );
});

it('nothing throws, whatever the facts are, and the steps are few', () => {
  fc.assert(
    fc.property(valid, facts, clock, (when, given, at) => {
      const { holds, explanation, steps } = evaluate(ruleWhen(when), given, at);
      expect(holds).toBe(explanation.holds === true);
      expect(() => JSON.stringify(explanation)).not.toThrow();
      expect(steps).toBeLessThanOrEqual(ruleLimits.conditions * (ruleLimits.valuesLookedAt + 2));
      expect(() => allActions(inForce({ name: 'a', when, then: { notify: 'pharmacist' } }), given, at)).not.toThrow();
    }),
    runs,
  );
});

it('nothing throws, whatever is to be read as a rule', () => {
  const part = fc.oneof(anything, condition, shortForm);
  fc.assert(
    fc.property(fc.oneof(anything, fc.record({ name: part, when: part, then: part, stop: part }, { requiredKeys: [] })), (json) => {
      const { rule, problems } = readRule(json, orderCatalogue);
      expect(rule === null).toBe(problems.length > 0);
    }),
    runs,
  );
});
