import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { mostOwnTasks, openOfStaff } from './open-tasks.js';
import { acceptTask, arriveAtTask, declineTask, failTask, startTask } from './performing.js';
import {
  AcceptTaskInput,
  AcceptTaskPayload,
  ArriveAtTaskInput,
  ArriveAtTaskPayload,
  DeclineTaskInput,
  DeclineTaskPayload,
  FailTaskInput,
  FailTaskPayload,
  StartTaskInput,
  StartTaskPayload,
} from './performing.inputs.js';
import { Task } from './task.js';

@Resolver()
export class PerformingResolver {
  @Query(() => [Task], { description: `What you are sent to do and have not done, in the order of your stops; at most ${mostOwnTasks}.` })
  @Access('tasks:perform')
  async myTasks(@Ctx() context: Context): Promise<Task[]> {
    const { kind, id } = context.request.actor;
    if (kind !== 'staff' || id === null) return [];
    return context.db.all(Task, openOfStaff(id));
  }

  @Mutation(() => AcceptTaskPayload, { description: 'Says that you will do a task to which you were sent.' })
  @Access('tasks:perform')
  acceptTask(
    @Ctx() context: Context,
    @Arg('input', () => AcceptTaskInput, { description: 'The task.' }) input: AcceptTaskInput,
  ): Promise<AcceptTaskPayload> {
    return acceptTask(context, input);
  }

  @Mutation(() => DeclineTaskPayload, { description: 'Says that you will not do a task to which you were sent: somebody else is to.' })
  @Access('tasks:perform')
  declineTask(
    @Ctx() context: Context,
    @Arg('input', () => DeclineTaskInput, { description: 'The task.' }) input: DeclineTaskInput,
  ): Promise<DeclineTaskPayload> {
    return declineTask(context, input);
  }

  @Mutation(() => StartTaskPayload, {
    description:
      'Says that you set out for a task. What comes before it must be done; and its order not on hold, unless you bring what was fetched already.',
  })
  @Access('tasks:perform')
  startTask(
    @Ctx() context: Context,
    @Arg('input', () => StartTaskInput, { description: 'The task.' }) input: StartTaskInput,
  ): Promise<StartTaskPayload> {
    return startTask(context, input);
  }

  @Mutation(() => ArriveAtTaskPayload, { description: 'Says that you are at the place of a task.' })
  @Access('tasks:perform')
  arriveAtTask(
    @Ctx() context: Context,
    @Arg('input', () => ArriveAtTaskInput, { description: 'The task.' }) input: ArriveAtTaskInput,
  ): Promise<ArriveAtTaskPayload> {
    return arriveAtTask(context, input);
  }

  @Mutation(() => FailTaskPayload, { description: 'Says that a task could not be done, and why. What waits for it stays, and is flagged.' })
  @Access('tasks:perform')
  failTask(
    @Ctx() context: Context,
    @Arg('input', () => FailTaskInput, { description: 'The task, and why.' }) input: FailTaskInput,
  ): Promise<FailTaskPayload> {
    return failTask(context, input);
  }
}
