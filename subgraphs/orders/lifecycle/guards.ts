import { ReservationStatus } from '../reservations/order-reservation.js';
import type { GuardName, TriggerName, WorkflowTransition } from '../workflows/workflow-definition.js';
import type { SpecimenProgress } from '../specimens/planning.js';
import type { Standing } from './standing.js';

type Verdict = (standing: Standing) => string | null;

/** Why a guard does not hold, for a person; null when it does. */
const guards: Readonly<Record<GuardName, Verdict>> = {
  HAS_LINES: ({ lines }) => (lines > 0 ? null : 'It has no lines: say what is ordered.'),
  APPROVED: ({ around: { approvals } }) => {
    if (approvals.refused > 0) return 'It was not approved: call it off.';
    return approvals.open === 0 ? null : `${counted(approvals.open, 'approval')} to be given first.`;
  },
  STOCK_RESERVED: (standing) => (isReserved(standing) ? null : 'The stock for its lines is not set aside: ask for it, or wait.'),
  SPECIMENS_COLLECTED: ({ around: { specimens } }) => remaining(specimens, specimens.collected, 'collected'),
  SPECIMENS_RECEIVED: ({ around: { specimens } }) => remaining(specimens, specimens.received, 'received'),
  SPECIMENS_RESULTED: ({ around: { specimens } }) => remaining(specimens, specimens.resulted, 'resulted'),
  PARTS_ENDED: ({ parts, openParts }) => {
    if (parts === 0) return 'It was not split into parts.';
    return openParts === 0 ? null : `${counted(openParts, 'part')} to be completed or called off first.`;
  },
  ALL_FULFILLED: ({ open }) => (open === 0 ? null : `${counted(open, 'pack')} to be handed over first, or called off.`),
  NOTHING_FULFILLED: ({ fulfilled }) => (fulfilled === 0 ? null : `${counted(fulfilled, 'pack')} handed over already.`),
};

/** Why a transition cannot be taken as everything stands; empty when it can. */
export function whyNot({ guards: wanted = [] }: WorkflowTransition, standing: Standing): string[] {
  return wanted.flatMap((guard) => guards[guard](standing) ?? []);
}

/**
 * What triggers tell, as it stands. A trigger that came when the order was held, or not yet in a state that waits for it, is found
 * here when it is: so it does not matter in which order things elsewhere are heard of.
 */
const happened: Readonly<Record<TriggerName, (standing: Standing) => boolean>> = {
  APPROVED: ({ around: { approvals } }) => approvals.open === 0 && approvals.refused === 0,
  APPROVAL_REFUSED: ({ around: { approvals } }) => approvals.refused > 0,
  STOCK_RESERVED: isReserved,
  STOCK_SHORT: ({ reservation, toReserve }) => reservation === ReservationStatus.SHORT && toReserve > 0,
  STOCK_LAPSED: ({ reservation, toReserve }) => reservation === ReservationStatus.LAPSED && toReserve > 0,
  SPECIMENS_COLLECTED: ({ around: { specimens } }) => all(specimens, specimens.collected),
  SPECIMENS_RECEIVED: ({ around: { specimens } }) => all(specimens, specimens.received),
  SPECIMENS_RESULTED: ({ around: { specimens } }) => all(specimens, specimens.resulted),
  TASK_STARTED: ({ tasks }) => tasks.started > 0,
  TASKS_COMPLETED: ({ tasks }) => tasks.total > 0 && tasks.succeeded === tasks.total,
  TASK_FAILED: ({ tasks }) => tasks.failed > 0,
  PARTS_ENDED: ({ parts, openParts }) => parts > 0 && openParts === 0,
};

/** Of a transition's triggers, the first of which it is known that it happened. */
export function triggerThatHappened({ triggers = [] }: WorkflowTransition, standing: Standing): TriggerName | null {
  return triggers.find((trigger) => happened[trigger](standing)) ?? null;
}

/** Also when nothing is left to be set aside: it was handed over, or is work. */
function isReserved({ reservation, toReserve }: Standing): boolean {
  return reservation === ReservationStatus.RESERVED || toReserve === 0;
}

/** Specimens that were rejected are not waited for; where all were, somebody has to decide. */
function all({ total, rejected }: SpecimenProgress, done: number): boolean {
  return done > 0 && done + rejected >= total;
}

function remaining(specimens: SpecimenProgress, done: number, what: string): string | null {
  const left = specimens.total - specimens.rejected - done;
  return left <= 0 ? null : `${counted(left, 'specimen')} to be ${what} first.`;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `One ${noun} is` : `${count} ${noun}s are`;
}
