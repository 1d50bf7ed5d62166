import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { noonInUlaanbaatar } from '../testing/order-rules.js';
import type { Attribute } from './attribute.js';
import { evaluate } from './evaluating.js';
import { own } from './json-object.js';
import { readRule } from './reading-rules.js';
import { catalogueOf } from './rule-catalogue.js';
import type { Rule } from './rule.js';

const bundles = resolve('../shared/data/fhir-r4-bundles');
const medicines = resolve('../shared/data/medicines-fr');

const ruleOver = (attributes: readonly Attribute[], when: unknown): Rule => {
  const nothing = { fields: [], dispatches: [], roles: [], slaPolicies: [], webhooks: [] };
  const { rule, problems } = readRule(
    { name: 'a rule', when, then: { choose_workflow: 'standard' } },
    catalogueOf({ ...nothing, attributes, workflows: ['standard'] }),
  );
  if (!rule) throw new Error(problems[0]?.message);
  return rule;
};
const holds = (rule: Rule, facts: unknown) => evaluate(rule, facts, noonInUlaanbaatar).explanation.holds;

(existsSync(bundles) ? describe : describe.skip)('over the records of 24 people', () => {
  const coding = { name: 'coding', type: 'list', items: [{ name: 'code', type: 'text' }] } as const;
  const attributes: readonly Attribute[] = [
    {
      name: 'entry',
      type: 'list',
      items: [
        { name: 'resource.resourceType', type: 'text' },
        { name: 'resource.issued', type: 'datetime' },
        { name: 'resource.category', type: 'list', items: [coding] },
      ],
    },
  ];
  const records = existsSync(bundles)
    ? readdirSync(bundles).map(
        (name) => JSON.parse(readFileSync(join(bundles, name), 'utf8')) as { entry: { resource: Record<string, unknown> }[] },
      )
    : [];
  const resources = (record: (typeof records)[number]) => record.entry.map(({ resource }) => resource);

  it('finds who has a medication request, and who has none', () => {
    const rule = ruleOver(attributes, { 'entry.resource.resourceType': 'MedicationRequest' });
    const expected = records.map((record) => resources(record).some(({ resourceType }) => resourceType === 'MedicationRequest'));
    expect(records.map((record) => holds(rule, record))).toEqual(expected);
    expect(new Set(expected).size).toBe(2);
  });

  it('reads instants with their offsets, and knows what it cannot know', () => {
    const rule = ruleOver(attributes, { attribute: 'entry[any].resource.issued', at_least: '2018-01-01T00:00:00+08:00' });
    const since = Date.parse('2018-01-01T00:00:00+08:00');
    const expected = records.map((record) => {
      const issued = resources(record).map(({ issued: at }) => (typeof at === 'string' ? Date.parse(at) : null));
      if (issued.some((at) => at !== null && at >= since)) return true;
      return issued.includes(null) ? null : false;
    });
    expect(records.map((record) => holds(rule, record))).toEqual(expected);
    expect(expected).toContain(true);
  });

  it('looks into lists within lists', () => {
    const rule = ruleOver(attributes, { attribute: 'entry.resource.category.coding.code', in: ['laboratory', 'vital-signs'] });
    const expected = records.map((record) =>
      resources(record)
        .flatMap(({ category }) => (Array.isArray(category) ? (category as unknown[]) : []))
        .flatMap((each) => own(each, 'coding') as { code: string }[])
        .some(({ code }) => ['laboratory', 'vital-signs'].includes(code)),
    );
    expect(records.map((record) => holds(rule, record) === true)).toEqual(expected);
    expect(expected).toContain(true);
  });
});

(existsSync(medicines) ? describe : describe.skip)('over an order for each medicine of the French register', () => {
  const table = (name: string): string[][] =>
    existsSync(medicines)
      ? readFileSync(join(medicines, name), 'utf8')
          .split('\n')
          .slice(1)
          .filter(Boolean)
          .map((line) => line.split('\t'))
      : [];
  const attributes: readonly Attribute[] = [
    {
      name: 'lines',
      type: 'list',
      items: [
        { name: 'conditions', type: 'list', items: { type: 'text' } },
        { name: 'price', type: 'money' },
      ],
    },
  ];
  const conditions = Map.groupBy(table('CIS_CPD_bdpm.tsv'), ([cis]) => cis ?? '');
  const orders = table('CIS_CIP_bdpm.tsv').map((row) => {
    const price = /^(\d+),(\d\d)$/.exec(row[9] ?? '');
    const texts = (conditions.get(row[0] ?? '') ?? []).map(([, text]) => text ?? '');
    return { lines: [{ conditions: texts, ...(price ? { price: { amountMinor: `${price[1]}${price[2]}`, currency: 'EUR' } } : {}) }] };
  });

  it('finds those that are narcotics, with what was found', () => {
    const rule = ruleOver(attributes, { attribute: 'lines.conditions', contains: 'STUPÉFIANT' });
    const expected = orders.filter(({ lines }) => lines[0]?.conditions.some((text) => /stupéfiant/i.test(text)));
    const found = orders.filter((order) => holds(rule, order) === true);
    expect(expected.length).toBeGreaterThan(50);
    expect(found).toEqual(expected);
    expect(evaluate(rule, found[0], noonInUlaanbaatar).explanation.conditions).toEqual([]);
    expect(evaluate(rule, found[0], noonInUlaanbaatar).explanation.found).toEqual(found[0]?.lines[0]?.conditions);
  });

  it('compares prices to the cent, and leaves those without one unknown', () => {
    const rule = ruleOver(attributes, {
      attribute: 'lines[all].price',
      between: [
        { amountMinor: 200, currency: 'EUR' },
        { amountMinor: '850', currency: 'EUR' },
      ],
    });
    const expected = orders.map(({ lines: [line] }) => {
      const cents = line && 'price' in line ? Number(line.price?.amountMinor) : null;
      return cents === null ? null : cents >= 200 && cents <= 850;
    });
    expect(orders.map((order) => holds(rule, order))).toEqual(expected);
    expect(new Set(expected).size).toBe(3);
  });
});
