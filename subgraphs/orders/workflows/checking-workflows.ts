import { OrderStatus } from '../orders/order-terms.js';
import type { WorkflowDefinition, WorkflowState, WorkflowTransition } from './workflow-definition.js';
import type { WorkflowProblems } from './workflow-problems.js';

const ended: readonly OrderStatus[] = [OrderStatus.COMPLETED, OrderStatus.REVOKED, OrderStatus.ENTERED_IN_ERROR];

/** What is wrong with a definition that can be read, but by which orders would get stuck, or lost. */
export function checkWorkflow(definition: WorkflowDefinition, problems: WorkflowProblems): void {
  checkBeginning(definition, problems);
  checkEnds(definition, problems);
  checkWays(definition, problems);
  checkTakers(definition, problems);
  checkTriggers(definition, problems);
}

/** A draft is placed in one way, or discarded. */
function checkBeginning({ initial, states, transitions }: WorkflowDefinition, problems: WorkflowProblems): void {
  const statusOf = statuses(states);
  if (statusOf.get(initial) !== OrderStatus.DRAFT)
    problems.add(['initial'], `a new order is a draft: give the state "${initial}" the status DRAFT, or begin in another.`);
  for (const [index, { code, status }] of states.entries())
    if (status === OrderStatus.DRAFT && code !== initial)
      problems.add(['states', index, 'status'], `only the initial state is of drafts: give "${code}" another status.`);
  const placing: number[] = [];
  for (const [index, { from, to, permission, reasonRequired }] of transitions.entries()) {
    const target = statusOf.get(to);
    if (target === OrderStatus.DRAFT)
      problems.add(['transitions', index, 'to'], 'what was placed is no draft any more: lead to another state.');
    if (!from.includes(initial)) continue;
    if (target === OrderStatus.COMPLETED)
      problems.add(['transitions', index, 'to'], 'a draft cannot be complete: lead to a state that is ACTIVE first.');
    if (permission === null)
      problems.add(['transitions', index, 'permission'], 'the house does nothing with drafts: say what it takes, such as "orders:place".');
    if (target !== OrderStatus.ACTIVE) continue;
    placing.push(index);
    if (reasonRequired === true)
      problems.add(['transitions', index, 'reasonRequired'], 'who places an order is not asked why: leave this out.');
  }
  if (placing.length === 0) problems.add(['transitions'], `nothing places an order: lead from "${initial}" to a state that is ACTIVE.`);
  for (const index of placing.slice(1))
    problems.add(
      ['transitions', index],
      `placing leads one way, and another transition leads from "${initial}" to a state that is ACTIVE: leave one out.`,
    );
}

function checkEnds({ states, transitions }: WorkflowDefinition, problems: WorkflowProblems): void {
  const statusOf = statuses(states);
  if (!states.some(({ status }) => status === OrderStatus.COMPLETED))
    problems.add(['states'], 'no state is COMPLETED: add the one in which an order is fulfilled.');
  for (const [index, { from }] of transitions.entries())
    for (const code of from)
      if (isEnd(statusOf.get(code)))
        problems.add(['transitions', index, 'from'], `nothing follows "${code}", which is ${statusOf.get(code)}: leave it out.`);
}

/** Every state is come to, and led on from to an end. */
function checkWays({ initial, states, transitions }: WorkflowDefinition, problems: WorkflowProblems): void {
  const reached = closure([initial], (code) => transitions.filter(({ from }) => from.includes(code)).map(({ to }) => to));
  const ends = states.filter(({ status }) => isEnd(status)).map(({ code }) => code);
  const ending = closure(ends, (code) => transitions.filter(({ to }) => to === code).flatMap(({ from }) => from));
  for (const [index, { code }] of states.entries()) {
    if (!reached.has(code)) problems.add(['states', index], `nobody comes to "${code}": lead a transition to it, or leave it out.`);
    else if (!ending.has(code))
      problems.add(['states', index], `no way leads from "${code}" to an end: lead on to a state that is COMPLETED or REVOKED.`);
  }
}

function checkTakers({ transitions }: WorkflowDefinition, problems: WorkflowProblems): void {
  for (const [index, { permission, triggers = [], reasonRequired, code }] of transitions.entries()) {
    if (permission !== null) continue;
    if (triggers.length === 0)
      problems.add(['transitions', index], `nobody takes "${code}": name a permission, or triggers upon which the house does.`);
    if (reasonRequired === true)
      problems.add(['transitions', index, 'reasonRequired'], 'the house gives no reason: name a permission, or leave this out.');
  }
}

/** Of two that a state leads on by upon the same, the first that nothing holds back is always taken. */
function checkTriggers({ states, transitions }: WorkflowDefinition, problems: WorkflowProblems): void {
  for (const { code } of states) {
    const taken = new Map<string, WorkflowTransition>();
    for (const [index, transition] of transitions.entries()) {
      if (!transition.from.includes(code)) continue;
      for (const trigger of transition.triggers ?? []) {
        const before = taken.get(trigger);
        if (before)
          problems.add(
            ['transitions', index, 'triggers'],
            `upon ${trigger} "${before.code}" is always taken from "${code}", and never "${transition.code}": give "${before.code}" a guard, or take the trigger from one of them.`,
          );
        else if ((transition.guards ?? []).length === 0) taken.set(trigger, transition);
      }
    }
  }
}

function statuses(states: readonly WorkflowState[]): Map<string, OrderStatus> {
  return new Map(states.map(({ code, status }) => [code, status]));
}

function isEnd(status: OrderStatus | undefined): boolean {
  return status !== undefined && ended.includes(status);
}

function closure(begin: readonly string[], next: (code: string) => readonly string[]): Set<string> {
  const found = new Set(begin);
  // A set tells also what is added while it is walked through.
  for (const code of found) for (const other of next(code)) found.add(other);
  return found;
}
