import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import type { Heard } from '#kernel/live/follower.js';
import { chosenBranch, requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { taskChanges } from '../feeds.js';
import { mostOpenTasks, openAtBranch } from './open-tasks.js';
import { Task, taskById } from './task.js';

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null };
}

@ObjectType({ description: 'A message of `taskUpdated`.' })
@Access('tasks:read')
export class TaskUpdate extends LiveUpdate {
  @Field(() => [Task], {
    simple: true,
    description: `With \`CURRENT_STATE\`, the tasks that are not done, the oldest first and at most ${mostOpenTasks}; with \`CHANGE\`, the task that changed, as it is now: take it off the board when it is COMPLETED or CANCELLED.`,
  })
  tasks: Task[];
}

@Resolver()
export class TaskSubscription {
  @Subscription(() => TaskUpdate, {
    description: 'Follows the tasks of a branch: those for which it sends couriers, and those at whose other end it is.',
    subscribe: async ({ context, args }: Subscribed) =>
      context.follow(taskChanges, await requireBranch(context, args.branchId, 'tasks:read')),
  })
  @Access('tasks:read')
  async taskUpdated(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
  ): Promise<TaskUpdate> {
    if (heard.kind === 'CURRENT_STATE')
      return liveUpdate(TaskUpdate, heard, { tasks: await context.db.all(Task, openAtBranch(chosenBranch(context, branchId))) });
    const found = await Promise.all(heard.subjects.map((id) => context.load(taskById, id)));
    return liveUpdate(TaskUpdate, heard, { tasks: found.filter((task) => task !== null) });
  }
}
