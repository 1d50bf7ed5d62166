import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { assignTask, reassignTask, unassignTask } from './assigning-by-hand.js';
import { dispatchTasks, explainDispatch } from './deciding.js';
import {
  AssignTaskInput,
  AssignTaskPayload,
  DispatchDecision,
  DispatchTasksInput,
  DispatchTasksPayload,
  ReassignTaskInput,
  ReassignTaskPayload,
  ResequenceRouteInput,
  ResequenceRoutePayload,
  SetStopOrderInput,
  SetStopOrderPayload,
  UnassignTaskInput,
  UnassignTaskPayload,
} from './dispatch.inputs.js';
import { resequenceRoute, setStopOrder } from './stop-order.js';

@Resolver()
export class DispatchResolver {
  @Query(() => DispatchDecision, {
    nullable: true,
    description: 'Who would be sent to a task if that were decided now, and why; null for one that is over, or that you may not send to.',
  })
  @Access('tasks:dispatch')
  explainDispatch(
    @Ctx() context: Context,
    @Arg('taskId', () => ID, { description: 'The task.' }) taskId: string,
  ): Promise<DispatchDecision | null> {
    return explainDispatch(context, taskId);
  }

  @Mutation(() => AssignTaskPayload, { description: 'Sends a courier to a task that nobody has.' })
  @Access('tasks:dispatch')
  assignTask(
    @Ctx() context: Context,
    @Arg('input', () => AssignTaskInput, { description: 'Who is sent where.' }) input: AssignTaskInput,
  ): Promise<AssignTaskPayload> {
    return assignTask(context, input);
  }

  @Mutation(() => ReassignTaskPayload, { description: 'Sends another courier than the one who has the task.' })
  @Access('tasks:dispatch')
  reassignTask(
    @Ctx() context: Context,
    @Arg('input', () => ReassignTaskInput, { description: 'Who is sent where.' }) input: ReassignTaskInput,
  ): Promise<ReassignTaskPayload> {
    return reassignTask(context, input);
  }

  @Mutation(() => UnassignTaskPayload, { description: 'Takes a task back from its courier: nobody has it then.' })
  @Access('tasks:dispatch')
  unassignTask(
    @Ctx() context: Context,
    @Arg('input', () => UnassignTaskInput, { description: 'Which task.' }) input: UnassignTaskInput,
  ): Promise<UnassignTaskPayload> {
    return unassignTask(context, input);
  }

  @Mutation(() => DispatchTasksPayload, {
    description: 'Finds couriers for tasks that nobody has, sends those who can go, and says of all others why they cannot.',
  })
  @Access('tasks:dispatch')
  dispatchTasks(
    @Ctx() context: Context,
    @Arg('input', () => DispatchTasksInput, { description: 'Which tasks.' }) input: DispatchTasksInput,
  ): Promise<DispatchTasksPayload> {
    return dispatchTasks(context, input);
  }

  @Mutation(() => ResequenceRoutePayload, { description: "Puts a courier's stops in a good order; what is begun stays the first." })
  @Access('tasks:dispatch')
  resequenceRoute(
    @Ctx() context: Context,
    @Arg('input', () => ResequenceRouteInput, { description: 'Whose.' }) input: ResequenceRouteInput,
  ): Promise<ResequenceRoutePayload> {
    return resequenceRoute(context, input);
  }

  @Mutation(() => SetStopOrderPayload, { description: "Puts a courier's stops in an order of one's own." })
  @Access('tasks:dispatch')
  setStopOrder(
    @Ctx() context: Context,
    @Arg('input', () => SetStopOrderInput, { description: 'In which order.' }) input: SetStopOrderInput,
  ): Promise<SetStopOrderPayload> {
    return setStopOrder(context, input);
  }
}
