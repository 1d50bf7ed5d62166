import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { courierOfTask } from '../couriers/courier-on-the-way.js';
import { Courier, courierById } from '../couriers/courier.js';
import { Branch, branchReference } from '../references/branch.js';
import { Order, orderReference } from '../references/order.js';
import { Staff, staffReference } from '../references/staff.js';
import { createTask } from './creating.js';
import { dependenciesOfTask, obstaclesOfTask } from './dependencies.js';
import { cancelTask, changeTask } from './task-changes.js';
import { TaskPlace } from './task-place.js';
import { stepsOfTask, TaskStep } from './task-step.js';
import { TaskFilter, tasksMatching } from './task.filter.js';
import {
  CancelTaskInput,
  CancelTaskPayload,
  ChangeTaskInput,
  ChangeTaskPayload,
  CreateTaskInput,
  CreateTaskPayload,
} from './task.inputs.js';
import { TaskTemperature } from './task-temperature.js';
import { oldestTaskFirst, Task, taskById, TaskConnection, taskList, tasksOfBranch, tasksOfOrder } from './task.js';

@Resolver(() => Task)
export class TaskResolver {
  @Query(() => Task, { nullable: true, description: 'One task; null when there is none that you may see.' })
  @Access('tasks:read')
  task(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Task | null> {
    return context.load(taskById, id);
  }

  @Query(() => TaskConnection, { description: 'Tasks of the branches that you may see, the oldest first.' })
  @Access('tasks:read')
  tasks(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => TaskFilter, { nullable: true, description: 'Which tasks.' }) filter: TaskFilter | null,
  ): Promise<Page<Task>> {
    return page(context, taskList, args, oldestTaskFirst, tasksMatching(filter));
  }

  @Mutation(() => CreateTaskPayload, { description: 'Makes a task by hand.' })
  @Access('tasks:manage')
  createTask(
    @Ctx() context: Context,
    @Arg('input', () => CreateTaskInput, { description: 'The task.' }) input: CreateTaskInput,
  ): Promise<CreateTaskPayload> {
    return createTask(context, input);
  }

  @Mutation(() => ChangeTaskPayload, { description: 'Changes a task that is not done yet.' })
  @Access('tasks:manage')
  changeTask(
    @Ctx() context: Context,
    @Arg('input', () => ChangeTaskInput, { description: 'The changes.' }) input: ChangeTaskInput,
  ): Promise<ChangeTaskPayload> {
    return changeTask(context, input);
  }

  @Mutation(() => CancelTaskPayload, { description: 'Calls a task off. What waits for it stays, and is flagged.' })
  @Access('tasks:manage')
  cancelTask(
    @Ctx() context: Context,
    @Arg('input', () => CancelTaskInput, { description: 'The task, and why.' }) input: CancelTaskInput,
  ): Promise<CancelTaskPayload> {
    return cancelTask(context, input);
  }

  @FieldResolver(() => Branch, { description: 'The branch that sends the courier.' })
  branch(@Root() { branchId }: Task): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The order for which it is done; null when it was made by hand.' })
  @Access('orders:read')
  order(@Root() { orderId }: Task): Order | null {
    return orderId ? orderReference(orderId) : null;
  }

  @FieldResolver(() => Courier, {
    nullable: true,
    description:
      'Who is to do it. The branch at its other end is shown who comes, by what and where they are, while the task is under way; null before and after.',
  })
  @Access('couriers:read')
  courier(@Root() task: Task, @Ctx() context: Context): Promise<Courier | null> {
    return courierOfTask(context, task);
  }

  @FieldResolver(() => TaskPlace, { description: 'Where it is done.' })
  place(@Root() { placeBranchId, placeName, placePhone, placeAddress, latitude, longitude }: Task): TaskPlace {
    return {
      branch: placeBranchId ? branchReference(placeBranchId) : null,
      name: placeName,
      phone: placePhone,
      address: placeAddress,
      latitude,
      longitude,
    };
  }

  @FieldResolver(() => TaskTemperature, {
    nullable: true,
    description: 'Between which temperatures all items are kept; null when it does not matter.',
  })
  temperature(@Root() task: Task): TaskTemperature | null {
    return task.needsColdBox ? new TaskTemperature(task.minCelsius, task.maxCelsius) : null;
  }

  @FieldResolver(() => [Task], { description: 'What must be done before.' })
  async dependsOn(@Root() { id }: Task, @Ctx() context: Context): Promise<Task[]> {
    return seen(context, (await context.load(dependenciesOfTask, id)) ?? []);
  }

  @FieldResolver(() => [Task], {
    description:
      'What must be done before, at however many removes, and will not be: it failed, or was called off. Decide whether to go on without.',
  })
  async blockedBy(@Root() { id }: Task, @Ctx() context: Context): Promise<Task[]> {
    return seen(context, (await context.load(obstaclesOfTask, id)) ?? []);
  }

  @FieldResolver(() => [TaskStep], { description: 'What happened to it, the first step first.' })
  async steps(@Root() { id }: Task, @Ctx() context: Context): Promise<TaskStep[]> {
    return (await context.load(stepsOfTask, id)) ?? [];
  }
}

@Resolver(() => TaskStep)
export class TaskStepResolver {
  @FieldResolver(() => Staff, {
    nullable: true,
    description: 'Who took it, in the name of the courier when they are somebody else; null when the house took it by itself.',
  })
  @Access('staff:read')
  takenBy(@Root() { takenBy }: TaskStep): Staff | null {
    return takenBy?.startsWith('staff_') ? staffReference(takenBy) : null;
  }

  @FieldResolver(() => Courier, { nullable: true, description: 'The courier that it concerns.' })
  @Access('couriers:read')
  courier(@Root() { courierId }: TaskStep, @Ctx() context: Context): Promise<Courier | null> {
    return courierId ? context.load(courierById, courierId) : Promise.resolve(null);
  }
}

@Resolver(() => Order)
export class OrderTasksResolver {
  @FieldResolver(() => [Task], { description: 'What is done by couriers and technicians for it, the first made first.' })
  @Access('tasks:read')
  async tasks(@Root() { id }: Order, @Ctx() context: Context): Promise<Task[]> {
    return (await context.load(tasksOfOrder, id)) ?? [];
  }
}

@Resolver(() => Branch)
export class BranchTasksResolver {
  @FieldResolver(() => TaskConnection, { description: 'What its couriers have yet to do, the oldest first.' })
  @Access('tasks:read')
  openTasks(@Root() { id }: Branch, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<Task>> {
    return tasksOfBranch.page(context, id, args, oldestTaskFirst, { key: 'open', where: sql`tasks.ended_at is null` });
  }
}

/** Those of the tasks that the caller may see. */
async function seen(context: Context, ids: readonly string[]): Promise<Task[]> {
  const tasks = await Promise.all(ids.map((id) => context.load(taskById, id)));
  return tasks.filter((task) => task !== null);
}
