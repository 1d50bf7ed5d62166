import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineLoader, type Loader } from '#kernel/subgraph/loader.js';
import { stepTask } from './stepping.js';
import { Task } from './task.js';

type TaskPairs = readonly { readonly task_id: string; readonly other_id: string }[];

/** The ids of what must be done before a task. */
export const dependenciesOfTask: Loader<string, string[]> = defineLoader('dependencies of task', async ({ db }: Context, ids) => {
  const uuids = ids.map((id) => toUuid('task', id));
  const pairs = await db.rows<TaskPairs[number]>(
    sql`select task_id, depends_on_id as other_id from task_dependencies where task_id = any (${uuids}::uuid[]) order by depends_on_id`,
    'tasks:read',
  );
  return byTask(pairs);
});

/** The ids of what stands in a task's way for good, however far before it: what failed, or was called off. */
export const obstaclesOfTask: Loader<string, string[]> = defineLoader('obstacles of task', async ({ db }: Context, ids) => {
  const uuids = ids.map((id) => toUuid('task', id));
  const pairs = await db.rows<TaskPairs[number]>(
    sql`with recursive before (task_id, id) as (
        select task_id, depends_on_id from task_dependencies where task_id = any (${uuids}::uuid[])
        union select before.task_id, further.depends_on_id from before join task_dependencies further on further.task_id = before.id)
      select before.task_id, before.id as other_id from before
      join tasks blocked on blocked.id = before.task_id and blocked.ended_at is null
      join tasks obstacle on obstacle.id = before.id and obstacle.ended_at is not null and obstacle.outcome is distinct from 'SUCCESS'
      order by before.id`,
    'tasks:read',
  );
  return byTask(pairs);
});

function byTask(pairs: TaskPairs): Map<string, string[]> {
  const tasks = new Map<string, string[]>();
  for (const { task_id, other_id } of pairs) {
    const id = toTypeId('task', task_id);
    tasks.set(id, [...(tasks.get(id) ?? []), toTypeId('task', other_id)]);
  }
  return tasks;
}

/**
 * Who gives a task that exists dependencies waits here for others who do, before any lock: two that are set at once could
 * close a cycle that neither sees.
 */
export async function awaitDependencies(transaction: Transaction): Promise<void> {
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended('task dependencies ' || tenant_id()::text, 0))`);
}

/** The numbers of those of the tasks that wait, at however many removes, for the task that is to wait for them. */
export async function cyclesThrough(transaction: Transaction, taskId: string, dependsOn: readonly string[]): Promise<string[]> {
  const uuids = dependsOn.map((id) => toUuid('task', id));
  const rows = await transaction.rows<{ number: string }>(
    sql`with recursive before (root, id) as (
        select root, root from unnest(${uuids}::uuid[]) root
        union select before.root, further.depends_on_id from before join task_dependencies further on further.task_id = before.id)
      select tasks.number from before join tasks on tasks.id = before.root where before.id = ${toUuid('task', taskId)} order by tasks.number`,
  );
  return rows.map(({ number }) => number);
}

export async function setDependencies(transaction: Transaction, task: Task, dependsOn: readonly string[]): Promise<void> {
  const { id, branchId, otherBranchId } = task;
  const uuids = dependsOn.map((each) => toUuid('task', each));
  await transaction.rows(
    sql`delete from task_dependencies where task_id = ${toUuid('task', id)} and not depends_on_id = any (${uuids}::uuid[])`,
  );
  await transaction.rows(sql`insert into task_dependencies (task_id, depends_on_id, branch_id, other_branch_id)
    select ${toUuid('task', id)}, depends_on_id, ${toUuid('branch', branchId)}, ${otherBranchId && toUuid('branch', otherBranchId)}::uuid
    from unnest(${uuids}::uuid[]) depends_on_id on conflict do nothing`);
}

/** In words, what must be done before a task and is not; whoever cannot see a task that it waits for waits for it nevertheless, until it is done. */
export async function unfinishedBefore(transaction: Transaction, taskId: string): Promise<string[]> {
  const rows = await transaction.rows<{ number: string | null; status: string | null; outcome: string | null }>(
    sql`select tasks.number, tasks.status, tasks.outcome from task_dependencies left join tasks on tasks.id = depends_on_id
      where task_id = ${toUuid('task', taskId)} and not task_done(depends_on_id) order by tasks.number`,
  );
  return rows.map(({ number, status, outcome }) => (number ? `${number} (${outcome ?? status})` : 'a task of another branch'));
}

/** Flags what waits for tasks that will never be done: it stays, for a person to decide. */
export async function flagBehind(transaction: Transaction, ended: readonly Task[]): Promise<void> {
  const uuids = ended.map(({ id }) => toUuid('task', id));
  const behind = await transaction.all(
    Task,
    sql`where ended_at is null and id in (select task_id from task_dependencies where depends_on_id = any (${uuids}::uuid[])) order by id for update`,
  );
  const numbers = ended.map(({ number, failureReason }) => `${number} (${failureReason ?? 'CANCELLED'})`).join(', ');
  for (const task of behind)
    await stepTask(transaction, task, 'BLOCKED', { reason: `What must be done before will not be done: ${numbers}.` });
}
