import { AttributeType } from '../catalog/attribute-definition.js';
import type { FrozenAttribute } from '../orders/order-line.js';
import type { RuleVersion } from '../rules/applying-rules.js';
import { attributeFacts, attributesByCode, type DefinedCode } from '../rules/catalog-attributes.js';
import { readRule } from '../rules/reading-rules.js';
import { catalogueOf } from '../rules/rule-catalogue.js';
import type { Rule } from '../rules/rule.js';

const kinds = ['medicine', 'vaccine', 'reagent', 'lens', 'food'];

const { TEXT, NUMBER, DATE, ENUM, BOOLEAN, TEMPERATURE_RANGE } = AttributeType;
const defined = (code: string, type: AttributeType, more: Partial<DefinedCode> = {}): DefinedCode => {
  return { code, type, unit: null, kinds: ['REAGENT'], inUse: true, values: null, ...more };
};

/** What a laboratory's attribute sets define: `cap` no longer does any, and of `density` two say different things. */
const definedCodes = [
  defined('hazard_class', ENUM, { values: [['3', '6.1'], ['8']] }),
  defined('tube_volume', NUMBER, { unit: 'mL' }),
  defined('additive', TEXT),
  defined('sterile', BOOLEAN),
  defined('approved_on', DATE),
  defined('storage', TEMPERATURE_RANGE),
  defined('cap', ENUM, { inUse: false }),
  defined('density', NUMBER, { unit: 'g/mL' }),
  defined('density', NUMBER, { unit: 'kg/L', kinds: ['CONSUMABLE', 'OTHER'] }),
];

/** What the rules of a laboratory's and a pharmacy's orders speak of. */
export const orderCatalogue = catalogueOf({
  attributes: [
    { name: 'order_type', type: 'enum', values: ['lab_sample', 'medicine_delivery', 'supply'] },
    { name: 'priority', type: 'enum', values: ['routine', 'urgent', 'asap', 'stat'] },
    { name: 'note', type: 'text' },
    { name: 'total', type: 'money' },
    { name: 'needed_on', type: 'date' },
    { name: 'placed_at', type: 'datetime' },
    { name: 'patient.age', type: 'number' },
    { name: 'patient.pregnant', type: 'boolean' },
    { name: 'tags', type: 'list', items: { type: 'text' } },
    {
      name: 'lines',
      type: 'list',
      items: [
        { name: 'quantity', type: 'number' },
        { name: 'product.kind', type: 'enum', values: kinds },
        { name: 'product.storage.max_celsius', type: 'number' },
        { name: 'lots', type: 'list', items: [{ name: 'expires_on', type: 'date' }] },
        { name: 'attributes', type: 'list', items: [{ name: 'code', type: 'text' }], named: attributesByCode(definedCodes) },
      ],
    },
  ],
  fields: [
    { name: 'priority', type: 'enum', values: ['routine', 'urgent', 'asap', 'stat'] },
    { name: 'handling_note', type: 'text' },
    { name: 'insured_for', type: 'money' },
  ],
  workflows: ['standard', 'cold_chain', 'controlled'],
  dispatches: ['immediate', 'batched', 'scheduled'],
  roles: ['lab_manager', 'courier_team', 'pharmacist'],
  slaPolicies: ['urgent_sample', 'same_day'],
  webhooks: ['lims', 'erp'],
});

export const urgentSamples = {
  name: 'urgent samples',
  when: { order_type: 'lab_sample', priority: 'urgent' },
  then: { assign_dispatch: 'immediate', notify: ['lab_manager', 'courier_team'] },
};

/** A line as facts have it, whose product was this when it was ordered; a unit stands behind its type: `NUMBER mL`. */
export function lineOf(values: Readonly<Record<string, readonly [kind: string, value: unknown]>>): object {
  const attributes = Object.entries(values).map(([code, [kind, value]]) => {
    const [type, unit = null] = kind.split(' ');
    return { code, name: code, text: '', type, unit, value } as FrozenAttribute;
  });
  return { attributes_by_code: attributeFacts(attributes) };
}

/** Noon of a Wednesday in Ulaanbaatar. */
export const noonInUlaanbaatar = { now: new Date('2026-03-11T04:00:00Z'), timeZone: 'Asia/Ulaanbaatar' };

/** A rule from its JSON, which must be right. */
export function ruleOf(json: unknown): Rule {
  const { rule, problems } = readRule(json, orderCatalogue);
  if (!rule) throw new Error(problems.map(({ message }) => message).join('\n'));
  return rule;
}

/** A rule that does something whenever the condition holds. */
export function ruleWhen(when: unknown): Rule {
  return ruleOf({ name: 'a rule', when, then: { choose_workflow: 'standard' } });
}

/** Rules in the order given, each in its first version. */
export function inForce(...rules: readonly unknown[]): RuleVersion[] {
  return rules.map((json, index) => ({ id: `rule_${index + 1}`, version: 1, position: index + 1, rule: ruleOf(json) }));
}
