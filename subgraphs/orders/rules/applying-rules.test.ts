import { inForce, noonInUlaanbaatar, ruleOf, urgentSamples } from '../testing/order-rules.js';
import { allActions, firstActions, type RuleOutcome } from './applying-rules.js';
import { ruleLimits } from './rule-limits.js';

const order = { order_type: 'lab_sample', priority: 'urgent', lines: [{ product: { kind: 'vaccine' } }] };
const rule = (name: string, then: object, when: object = {}) => ({ name, when, then });
const done = ({ actions }: RuleOutcome) => actions.map(({ by, action }) => [by.rule.name, action.kind]);

it('does what all rules say that hold, in their order', () => {
  const rules = inForce(
    rule('vaccines', { choose_workflow: 'cold_chain' }, { 'lines.product.kind': 'vaccine' }),
    rule('lenses', { require_approval: 'pharmacist' }, { 'lines.product.kind': 'lens' }),
    urgentSamples,
  );
  const outcome = allActions(rules.toReversed(), order, noonInUlaanbaatar);
  expect(done(outcome)).toEqual([
    ['vaccines', 'choose_workflow'],
    ['urgent samples', 'assign_dispatch'],
    ['urgent samples', 'notify'],
  ]);
  expect(outcome.looked.map(({ by, evaluation }) => [by.id, evaluation.holds])).toEqual([
    ['rule_1', true],
    ['rule_2', false],
    ['rule_3', true],
  ]);
  expect(outcome).toMatchObject({ conflicts: [], stoppedBy: null });
});

it('does what the first rule says that holds, and looks at none behind it', () => {
  const rules = inForce(
    rule('lenses', { notify: 'pharmacist' }, { 'lines.product.kind': 'lens' }),
    urgentSamples,
    rule('any', { notify: 'pharmacist' }),
  );
  const outcome = firstActions(rules, order, noonInUlaanbaatar);
  expect(done(outcome)).toEqual([
    ['urgent samples', 'assign_dispatch'],
    ['urgent samples', 'notify'],
  ]);
  expect(outcome.looked).toHaveLength(2);
  expect(outcome.stoppedBy?.rule.name).toBe('urgent samples');
  expect(firstActions([], order, noonInUlaanbaatar)).toEqual({ actions: [], conflicts: [], looked: [], stoppedBy: null });
});

it('stops at a rule that says so, if it holds', () => {
  const stop = (name: string, when: object) => ({ ...rule(name, { notify: 'pharmacist' }, when), stop: true });
  const rules = inForce(
    stop('lenses', { 'lines.product.kind': 'lens' }),
    stop('vaccines', { 'lines.product.kind': 'vaccine' }),
    urgentSamples,
  );
  const outcome = allActions(rules, order, noonInUlaanbaatar);
  expect(done(outcome)).toEqual([['vaccines', 'notify']]);
  expect(outcome.stoppedBy?.id).toBe('rule_2');
});

it('lets the first have its way where two settle the same, and says so', () => {
  const rules = inForce(
    rule('urgent', { set_field: { priority: 'stat' }, assign_dispatch: 'immediate', start_sla: 'same_day' }),
    rule('cheap', { set_field: { priority: 'routine', handling_note: 'Slowly' }, start_sla: { policy: 'same_day', within_minutes: 900 } }),
  );
  const { actions, conflicts } = allActions(rules, order, noonInUlaanbaatar);
  expect(actions.map(({ action }) => action)).toEqual([
    { kind: 'set_field', field: 'priority', type: 'enum', value: 'stat' },
    { kind: 'assign_dispatch', dispatch: 'immediate' },
    { kind: 'start_sla', policy: 'same_day', withinMinutes: null },
    { kind: 'set_field', field: 'handling_note', type: 'text', value: 'Slowly' },
  ]);
  expect(conflicts.map(({ message }) => message)).toEqual([
    '"urgent" and "cheap" both settle the field "priority": the first has its way. Change one of them, or the order of the two.',
    '"urgent" and "cheap" both settle the SLA "same_day": the first has its way. Change one of them, or the order of the two.',
  ]);
  expect(conflicts[0]).toMatchObject({ kept: { by: { id: 'rule_1' } }, dropped: { by: { id: 'rule_2' }, action: { value: 'routine' } } });
});

it('does nothing twice, and takes agreement for no conflict', () => {
  const rules = inForce(
    rule('one', { set_field: { priority: 'stat' }, notify: ['pharmacist'] }),
    rule('two', { set_field: { priority: 'stat' }, notify: { roles: ['pharmacist'] }, call_webhook: 'lims' }),
    rule('three', { notify: { roles: ['pharmacist'], message: 'Again' } }),
  );
  const outcome = allActions(rules, order, noonInUlaanbaatar);
  expect(done(outcome)).toEqual([
    ['one', 'set_field'],
    ['one', 'notify'],
    ['two', 'call_webhook'],
    ['three', 'notify'],
  ]);
  expect(outcome.conflicts).toEqual([]);
});

it('takes the latest version of a rule, which may have moved', () => {
  const versions = [1, 3, 2].map((version) => ({
    id: 'rule_moved',
    version,
    position: version === 3 ? 9 : 0,
    rule: ruleOf(rule(`version ${version}`, { choose_workflow: version === 3 ? 'controlled' : 'standard' })),
  }));
  const outcome = allActions([...versions, ...inForce(urgentSamples)], order, noonInUlaanbaatar);
  expect(outcome.looked.map(({ by }) => by.rule.name)).toEqual(['urgent samples', 'version 3']);
  expect(done(outcome).at(-1)).toEqual(['version 3', 'choose_workflow']);
});

it('orders rules by their places, and those of the same place by their ids', () => {
  const placed = (id: string, position: number) => ({ id, position, version: 1, rule: ruleOf(rule(id, { notify: 'pharmacist' })) });
  const { looked } = allActions([placed('b', 2), placed('a', 2), placed('c', 1)], order, noonInUlaanbaatar);
  expect(looked.map(({ by }) => by.id)).toEqual(['c', 'a', 'b']);
});

describe('all rules of a decision together', () => {
  const lines = Array.from({ length: 900 }, () => ({ quantity: 1 }));
  const ofLines = { all: Array.from({ length: 99 }, () => ({ attribute: 'lines[all].quantity', at_least: 1 })) };
  const many = Array.from({ length: 200 }, (_, index) => ({ name: `rule ${index}`, when: ofLines, then: { notify: 'pharmacist' } }));
  const plain = { name: 'urgent', when: { priority: 'urgent' }, then: { require_approval: 'pharmacist' } };

  it('look at no more of lists than they may, and say where they stopped', () => {
    const { looked, actions } = allActions(inForce(...many, plain), { lines, priority: 'urgent' }, noonInUlaanbaatar);
    const steps = looked.reduce((sum, { evaluation }) => sum + evaluation.steps, 0);
    // Each value is met as an item and as what is compared, and each condition is a step.
    expect(steps).toBeLessThanOrEqual(2 * ruleLimits.valuesOfAllRules + 201 * ruleLimits.conditions);
    expect(looked[0]?.evaluation.holds).toBe(true);
    const { holds, explanation } = looked[199]?.evaluation ?? {};
    expect(holds).toBe(false);
    expect(explanation?.conditions[0]).toMatchObject({ holds: null, note: expect.stringContaining('All rules together') as unknown });
    expect(actions.map(({ action }) => action.kind)).toEqual(['notify', 'require_approval']);
  });
});
