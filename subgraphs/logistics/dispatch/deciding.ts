import type { Transaction } from '#kernel/database/transaction.js';
import type { Refusal } from '#kernel/graph/user-error.js';
import { refuse } from '#kernel/graph/user-error.js';
import { branchesFor } from '#kernel/context/request-context.js';
import { branchRefusal } from '#kernel/subgraph/branch-choice.js';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { atBranch } from '#kernel/branches/at-branch.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Task } from '../tasks/task.js';
import { DispatchCandidate, DispatchDecision, DispatchTasksPayload, type DispatchTasksInput } from './dispatch.inputs.js';
import { bundleOf } from './bundle.js';
import { questionOf } from './question.js';
import { sendCouriers, travelTimesOf } from './sending.js';
import { situationOf, surroundings, type Situation } from './situation.js';
import { strategies, usualStrategy } from './strategies.js';
import type { Candidate, DispatchChoice } from './strategy.js';

const permission = 'tasks:dispatch';
const mostTasks = 100;

export async function dispatchTasks(context: Context, input: DispatchTasksInput): Promise<DispatchTasksPayload> {
  const nothing = { decisions: [] };
  const options = { name: 'dispatchTasks', permission, branchId: input.branchId, nothing };
  const strategy = strategies.get(input.strategy);
  const taskIds = input.taskIds ? [...new Set(input.taskIds)] : null;
  const branchId = input.branchId ?? context.request.branch;
  const isOpen = branchId !== null && (await branchRefusal(context, branchId, permission)) === null;
  const seen = isOpen ? await context.db.snapshot(permission, (transaction) => situationOf(transaction, branchId, taskIds)) : null;
  const travel = seen && (await travelTimesOf(context, seen));
  return atBranch(context, DispatchTasksPayload, options, async (transaction, branch) => {
    const names = [...strategies.keys()].join(', ');
    if (!strategy || !travel)
      return refuse('INVALID', `There is no strategy ${input.strategy}, but these: ${names}.`, ['input', 'strategy'], nothing);
    const wrong = taskIds && (await taskIdsRefusal(transaction, branch.id, taskIds));
    if (wrong) return wrong;
    const choices = await sendCouriers(transaction, branch.id, { taskIds, strategy, travel });
    return { decisions: await decisionsOf(transaction, branch.id, choices) };
  });
}

/** Who would be sent to a task, and why, if that were decided now; null for a task that is over. */
export async function explainDispatch(context: Context, taskId: string): Promise<DispatchDecision | null> {
  const seen = await context.db.snapshot(permission, async (transaction) => {
    const task = await transaction.first(Task, sql`where id = ${toUuid('task', taskId)}`);
    const mine = branchesFor(context.request, permission);
    if (!task || task.isEnded || !(mine === 'all' || mine.includes(task.branchId))) return null;
    return surroundings(transaction, task.branchId, await bundleOf(transaction, task));
  });
  if (!seen) return null;
  const choices = usualStrategy.choose(questionOf(seen, await travelTimesOf(context, seen), new Date()));
  const choice = choices.find(({ taskIds }) => taskIds.includes(taskId));
  return choice ? decisionOf(choice, seen) : null;
}

async function taskIdsRefusal(transaction: Transaction, branchId: string, taskIds: readonly string[]): Promise<Refusal | null> {
  const nothing = { decisions: [] };
  const field = ['input', 'taskIds'];
  if (taskIds.length > mostTasks) return refuse('INVALID', `Name at most ${mostTasks} tasks at once.`, field, nothing);
  const uuids = taskIds.map((id) => toUuid('task', id));
  const [row] = await transaction.rows<{ count: number }>(
    sql`select count(*)::int as count from tasks where id = any (${uuids}::uuid[]) and branch_id = ${toUuid('branch', branchId)}`,
  );
  return row?.count === taskIds.length
    ? null
    : refuse('NOT_FOUND', 'One of these tasks is none for which this branch sends couriers.', field, nothing);
}

async function decisionsOf(transaction: Transaction, branchId: string, choices: readonly DispatchChoice[]): Promise<DispatchDecision[]> {
  const uuids = choices.flatMap(({ taskIds }) => taskIds).map((id) => toUuid('task', id));
  const tasks = await transaction.all(Task, sql`where id = any (${uuids}::uuid[])`);
  const { couriers } = await surroundings(transaction, branchId, []);
  return choices.map((choice) => decisionOf(choice, { tasks, couriers }));
}

function decisionOf(
  { taskIds, chosen, candidates }: DispatchChoice,
  { tasks, couriers }: Pick<Situation, 'tasks' | 'couriers'>,
): DispatchDecision {
  const known = new Map(couriers.map((courier) => [courier.id, courier]));
  const shown = candidates.flatMap((candidate): DispatchCandidate[] => {
    const courier = known.get(candidate.courierId);
    return courier ? [candidateOf(candidate, courier, taskIds)] : [];
  });
  return Object.assign(new DispatchDecision(), {
    tasks: taskIds.map((id) => tasks.find((task) => task.id === id)).filter((task) => task !== undefined),
    courier: (chosen && known.get(chosen.courierId)) ?? null,
    candidates: shown,
  });
}

function candidateOf(
  { obstacles, addedMinutes, stops, begins }: Candidate,
  courier: DispatchCandidate['courier'],
  taskIds: readonly string[],
): DispatchCandidate {
  const begin = begins[stops.findIndex(({ taskId }) => taskIds.includes(taskId))];
  return Object.assign(new DispatchCandidate(), {
    courier,
    obstacles: obstacles.map((obstacle) => ({ ...obstacle })),
    addedMinutes: addedMinutes === null ? null : Math.round(addedMinutes * 10) / 10,
    beginsAt: addedMinutes === null || begin === undefined ? null : new Date(begin),
  });
}
