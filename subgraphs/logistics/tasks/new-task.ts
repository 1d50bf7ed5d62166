import { nextNumber } from '#kernel/branches/document-number.js';
import type { OpenBranch } from '#kernel/branches/at-branch.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId } from '#kernel/graph/type-id.js';
import { proofsFor } from './required-proofs.js';
import { stepTask } from './stepping.js';
import { loadOf } from './task-load.js';
import type { PlaceOfTask } from './task-place.js';
import { TaskStatus } from './task-terms.js';
import { Task } from './task.js';

type Asked = Pick<Task, 'kind' | 'priority' | 'notBefore' | 'notAfter' | 'serviceMinutes' | 'skills' | 'items' | 'note' | 'otherBranchId'> &
  PlaceOfTask;

/** For which order and patient, and when it was asked for. */
export type OrderOfTask = Pick<Task, 'orderId' | 'orderKey' | 'orderNumber' | 'patientId' | 'askedEvent'>;

const byHand: OrderOfTask = { orderId: null, orderKey: null, orderNumber: null, patientId: null, askedEvent: null };

const untouched = {
  outcome: null,
  failureReason: null,
  statusReason: null,
  courierId: null,
  sequence: null,
  assignedAt: null,
  acceptedAt: null,
  startedAt: null,
  arrivedAt: null,
  endedAt: null,
  estimatedAt: null,
  withdrawn: false,
  dispatch: null,
};

/** Makes a task that nobody is to do yet. It takes a number: lock before what is to be locked. */
export async function makeTask(
  transaction: Transaction,
  branch: OpenBranch,
  asked: Asked,
  { requireCode = false, order = byHand }: { readonly requireCode?: boolean; readonly order?: OrderOfTask } = {},
): Promise<Task> {
  const { warning, ...load } = loadOf(asked.items);
  const proofs = proofsFor(asked.kind, asked.items, requireCode);
  const task = Object.assign(new Task(), {
    ...untouched,
    ...order,
    ...asked,
    ...load,
    ...proofs,
    id: newId('task'),
    branchId: branch.id,
    note: withWarning(asked.note, warning),
    status: TaskStatus.UNASSIGNED,
  });
  task.number = await nextNumber(transaction, branch, 'T');
  await stepTask(transaction, task, 'CREATED', { reason: warning });
  return task;
}

export function withWarning(note: string | null, warning: string | null): string | null {
  if (warning === null || note?.includes(warning)) return note;
  return note === null ? warning : `${note}\n${warning}`;
}

/** The branch at the other end, where there is another. */
export function otherEnd(branchId: string, other: string | null): string | null {
  return other === branchId ? null : other;
}
