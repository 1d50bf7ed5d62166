import type { RuleVersion } from '../rules/applying-rules.js';
import { readRule } from '../rules/reading-rules.js';
import { catalogueOf } from '../rules/rule-catalogue.js';
import type { Rule } from '../rules/rule.js';

const kinds = ['medicine', 'vaccine', 'reagent', 'lens', 'food'];

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
