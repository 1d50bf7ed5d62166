import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Heard } from '#kernel/live/follower.js';
import { requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { courierOfTask } from '../couriers/courier-on-the-way.js';
import { Courier } from '../couriers/courier.js';
import { courierMoves } from '../feeds.js';
import { taskById } from '../tasks/task.js';
import { TaskStatus } from '../tasks/task-terms.js';

interface Followed {
  readonly taskId?: string | null;
  readonly branchId?: string | null;
}

/** More are on no map that somebody looks at. */
const mostCouriers = 1_000;

@ObjectType({ description: 'A message of `courierMoved`.' })
@Access('couriers:read')
export class CourierMovedUpdate extends LiveUpdate {
  @Field(() => [Courier], {
    simple: true,
    description: `With \`CURRENT_STATE\`, those whose position is known: of a branch all who are on shift, at most ${mostCouriers}; of a task its courier while it is under way. With \`CHANGE\`, those of them who moved, as they are now.`,
  })
  couriers: Courier[];
}

@Resolver()
export class CourierMovedSubscription {
  @Subscription(() => CourierMovedUpdate, {
    description:
      'Follows where couriers are: those of a branch, or the one of a task while it is under way. Give one of the two. A message a second at most, of all who moved since the last.',
    subscribe: async ({ context, args }: { readonly context: Context; readonly args: Followed }) =>
      context.follow(courierMoves, await topicOf(context, args)),
  })
  @Access('couriers:read')
  async courierMoved(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('taskId', () => ID, { nullable: true, description: 'The courier of this task.' }) taskId: string | null,
    @Arg('branchId', () => ID, { nullable: true, description: 'The couriers of this branch.' }) branchId: string | null,
  ): Promise<CourierMovedUpdate> {
    const couriers = taskId ? await couriersOfTask(context, taskId) : await couriersOfBranch(context, branchId ?? '', heard);
    return liveUpdate(CourierMovedUpdate, heard, { couriers: couriers.filter(({ positionAt }) => positionAt !== null) });
  }
}

/** The task's own topic, or the branch's: of what the caller may look at. */
async function topicOf(context: Context, { taskId, branchId }: Followed): Promise<string> {
  if (Boolean(taskId) === Boolean(branchId))
    throw new GraphError('BAD_USER_INPUT', 'Say whom to follow: give either taskId or branchId, and not both.');
  if (!taskId) return requireBranch(context, branchId, 'couriers:read');
  const task = await context.load(taskById, taskId);
  if (!task) throw new GraphError('NOT_FOUND', 'There is no such task among those that you may see.');
  return task.id;
}

/** Nobody is followed home: the courier is shown while the task is under way. */
async function couriersOfTask(context: Context, taskId: string): Promise<Courier[]> {
  const task = await context.load(taskById, taskId);
  if (task?.status !== TaskStatus.ACTIVE) return [];
  const courier = await courierOfTask(context, task);
  return courier ? [courier] : [];
}

async function couriersOfBranch(context: Context, branchId: string, { kind, subjects }: Heard): Promise<Courier[]> {
  const branch = toUuid('branch', branchId);
  if (kind === 'CURRENT_STATE')
    return context.db.all(
      Courier,
      sql`where branch_id = ${branch} and on_shift_since is not null and position_at is not null order by id limit ${mostCouriers}`,
    );
  const moved = subjects.map((id) => toUuid('courier', id));
  return context.db.all(
    Courier,
    sql`where id = any (${moved}::uuid[]) and branch_id = ${branch} and on_shift_since is not null order by id`,
  );
}
