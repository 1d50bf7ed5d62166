import { OrderType } from '../orders/order-terms.js';
import { readWorkflow } from './reading-workflows.js';
import { returnWorkflow, standardWorkflows } from './standard-workflows.js';

interface Written {
  initial: unknown;
  states: Record<string, unknown>[];
  transitions: Record<string, unknown>[];
  [other: string]: unknown;
}

/** A small workflow that is right, and a change that makes it wrong. */
function written(change: (workflow: Written) => void = () => undefined): Written {
  const workflow: Written = {
    initial: 'draft',
    states: [
      { code: 'draft', name: 'Draft', status: 'DRAFT' },
      { code: 'open', name: 'Open', status: 'ACTIVE', amendable: true },
      { code: 'done', name: 'Done', status: 'COMPLETED' },
    ],
    transitions: [
      { code: 'place', name: 'Place', from: ['draft'], to: 'open', permission: 'orders:place', end: 'PLACER', guards: ['HAS_LINES'] },
      { code: 'finish', name: 'Finish', from: ['open'], to: 'done', permission: 'orders:fulfil', effects: ['FULFIL_ALL'] },
    ],
  };
  change(workflow);
  return workflow;
}

function messages(change: (workflow: Written) => void): string[] {
  const { definition, problems } = readWorkflow(written(change));
  expect(definition).toBeNull();
  return problems.map(({ message }) => message);
}

/** By position, which the test knows to be there. */
function at(list: Record<string, unknown>[], index: number): Record<string, unknown> {
  return list[index] ?? {};
}

it('takes a workflow that is right, and gives it back as it was written', () => {
  const { definition, problems } = readWorkflow(written());
  expect(problems).toEqual([]);
  expect(definition).toMatchObject({ initial: 'draft', states: [{ code: 'draft' }, { amendable: true }, { code: 'done' }] });
  expect(definition?.transitions[1]).toMatchObject({ code: 'finish', permission: 'orders:fulfil', effects: ['FULFIL_ALL'] });
});

it.each(Object.values(OrderType))('finds nothing wrong with the workflow built in for %s', (type) => {
  expect(readWorkflow(JSON.parse(JSON.stringify(standardWorkflows[type].definition))).problems).toEqual([]);
});

it('finds nothing wrong with the workflow built in for returns', () => {
  expect(readWorkflow(JSON.parse(JSON.stringify(returnWorkflow.definition))).problems).toEqual([]);
});

it.each<[string, (workflow: Written) => void, string]>([
  [
    'an unknown guard',
    ({ transitions }) => (at(transitions, 0)['guards'] = ['HAS_LINE']),
    'transitions[0].guards[0]: there is no guard "HAS_LINE". Did you mean "HAS_LINES"?',
  ],
  [
    'an unknown effect',
    ({ transitions }) => (at(transitions, 1)['effects'] = ['FULFILL']),
    'transitions[1].effects[0]: there is no effect "FULFILL".',
  ],
  [
    'an unknown trigger',
    ({ transitions }) => (at(transitions, 1)['triggers'] = ['STOCK_LAPSE']),
    'transitions[1].triggers[0]: there is no trigger "STOCK_LAPSE". Did you mean "STOCK_LAPSED"',
  ],
  [
    'an unknown permission',
    ({ transitions }) => (at(transitions, 1)['permission'] = 'orders:fulfill'),
    'transitions[1].permission: there is no permission "orders:fulfill". Did you mean "orders:fulfil"',
  ],
  ['an unknown end', ({ transitions }) => (at(transitions, 1)['end'] = 'CUSTOMER'), 'transitions[1].end: there is no end "CUSTOMER".'],
  [
    'no permission at all',
    ({ transitions }) => delete at(transitions, 1)['permission'],
    'transitions[1].permission: there is no permission nothing.',
  ],
  [
    'a transition from an unknown state',
    ({ transitions }) => (at(transitions, 1)['from'] = ['opened']),
    'transitions[1].from[0]: there is no state "opened". Did you mean "open"?',
  ],
  [
    'a transition to an unknown state',
    ({ transitions }) => (at(transitions, 1)['to'] = 'finished'),
    'transitions[1].to: there is no state "finished".',
  ],
  ['a state held', ({ states }) => (at(states, 1)['status'] = 'ON_HOLD'), 'states[1].status: there is no status "ON_HOLD".'],
  [
    'a state that nobody comes to',
    ({ states }) => states.push({ code: 'lost', name: 'Lost', status: 'ACTIVE' }),
    'states[3]: nobody comes to "lost"',
  ],
  [
    'a state from which no way leads to an end',
    ({ states, transitions }) => {
      states.push({ code: 'stuck', name: 'Stuck', status: 'ACTIVE' });
      transitions.push({ code: 'stick', name: 'Stick', from: ['open'], to: 'stuck', permission: 'orders:fulfil' });
    },
    'states[3]: no way leads from "stuck" to an end',
  ],
  [
    'a way on from an end',
    ({ transitions }) => (at(transitions, 1)['from'] = ['open', 'done']),
    'transitions[1].from: nothing follows "done", which is COMPLETED',
  ],
  ['a beginning that is no draft', (workflow) => (workflow.initial = 'open'), 'initial: a new order is a draft'],
  ['nothing that places', ({ transitions }) => transitions.shift(), 'transitions: nothing places an order'],
  [
    'two ways to place',
    ({ transitions }) => transitions.push({ code: 'rush', name: 'Rush', from: ['draft'], to: 'open', permission: 'orders:place' }),
    'transitions[2]: placing leads one way',
  ],
  [
    'a reason for placing',
    ({ transitions }) => (at(transitions, 0)['reasonRequired'] = true),
    'transitions[0].reasonRequired: who places an order is not asked why: leave this out.',
  ],
  ['no end', ({ states }) => (at(states, 2)['status'] = 'REVOKED'), 'states: no state is COMPLETED'],
  [
    'a transition that nobody takes',
    ({ transitions }) => (at(transitions, 1)['permission'] = null),
    'transitions[1]: nobody takes "finish"',
  ],
  [
    'two upon the same, and no guard to tell them apart',
    ({ transitions }) => {
      at(transitions, 1)['triggers'] = ['TASKS_COMPLETED'];
      transitions.push({ code: 'other', name: 'Other', from: ['open'], to: 'done', permission: null, triggers: ['TASKS_COMPLETED'] });
    },
    'transitions[2].triggers: upon TASKS_COMPLETED "finish" is always taken from "open", and never "other"',
  ],
  ['a code twice', ({ states }) => (at(states, 1)['code'] = 'draft'), 'states[1].code: another of the states is "draft" already'],
  ['a code that is none', ({ states }) => (at(states, 1)['code'] = 'In transit'), 'states[1].code: "In transit" is no code'],
  [
    'a word that is not known',
    ({ states }) => (at(states, 1)['ammendable'] = true),
    'states[1].ammendable: this is not known here. Did you mean "amendable"?',
  ],
  ['a time that is none', (workflow) => (workflow['reserveMinutes'] = 0.5), 'reserveMinutes: write whole minutes, 1 to 10080, not 0.5.'],
])('says what is wrong with %s', (_what, change, message) => {
  expect(messages(change).join('\n')).toContain(message);
});

it('takes two upon the same where guards tell them apart', () => {
  const { problems } = readWorkflow(
    written(({ transitions }) => {
      Object.assign(at(transitions, 1), { triggers: ['TASKS_COMPLETED'], guards: ['ALL_FULFILLED'] });
      transitions.push({ code: 'other', name: 'Other', from: ['open'], to: 'done', permission: null, triggers: ['TASKS_COMPLETED'] });
    }),
  );
  expect(problems).toEqual([]);
});

it('tells all that is wrong at once, and where', () => {
  const { problems } = readWorkflow({ initial: 'a', states: [{ code: 'A' }], transitions: [null], extra: 1 });
  expect(problems.map(({ path }) => path.join('.'))).toEqual([
    'extra',
    'states.0.code',
    'states.0.name',
    'states.0.status',
    'transitions.0',
    'initial',
  ]);
});

it.each([undefined, null, 7, 'text', [], { states: {}, transitions: 'many', initial: [] }, JSON.parse('{"__proto__": {"initial": "x"}}')])(
  'takes nothing else for a workflow: %p',
  (given) => {
    const { definition, problems } = readWorkflow(given);
    expect(definition).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
  },
);
