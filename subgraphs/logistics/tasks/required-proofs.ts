import { TaskKind, TaskProofKind } from './task-terms.js';
import type { Task, TaskItem } from './task.js';

/** What shows that a task was done: samples by their labels, what is brought by who took it. */
export function proofsFor(
  kind: TaskKind,
  items: readonly TaskItem[],
  requireCode = false,
): Pick<Task, 'requiredProofs' | 'acceptedProofs'> {
  const scanned = kind === TaskKind.COLLECT_SAMPLE && items.some(({ code }) => code !== null);
  const requiredProofs = [...(scanned ? [TaskProofKind.SCAN] : []), ...(requireCode ? [TaskProofKind.CODE] : [])];
  const witnessed = kind === TaskKind.DELIVERY && !requireCode;
  return { requiredProofs, acceptedProofs: witnessed ? [TaskProofKind.PHOTO, TaskProofKind.SIGNATURE, TaskProofKind.CODE] : [] };
}
