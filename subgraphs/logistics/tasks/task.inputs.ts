import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { TaskPlaceInput } from './task-place.js';
import { TaskKind, TaskPriority } from './task-terms.js';
import { Task } from './task.js';

@InputType({ description: 'A thing that is fetched or brought.' })
export class TaskItemInput {
  @Field(() => ID, {
    nullable: true,
    description: 'What it is in the graph: `specimen_…`, `orderline_…`, `lot_…`; left out for what is none of its own.',
  })
  itemId?: string | null;

  @Field(() => String, { description: 'As people know it.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What stands on its label, to be scanned.' })
  code?: string | null;

  @Field(() => Int, { defaultValue: 1, description: 'How many of them, 1 to 100 000.' })
  quantity: number;

  @Field(() => Float, { nullable: true, description: 'Not colder than this it is kept, in degrees Celsius.' })
  minCelsius?: number | null;

  @Field(() => Float, { nullable: true, description: 'Not warmer than this it is kept, in degrees Celsius.' })
  maxCelsius?: number | null;
}

@InputType({ description: 'Something to be done by a courier or technician.' })
export class CreateTaskInput {
  @Field(() => ID, { nullable: true, description: 'The branch that sends the courier; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => TaskKind, { description: 'What is to be done.' })
  kind: TaskKind;

  @Field(() => TaskPlaceInput, { description: 'Where.' })
  place: TaskPlaceInput;

  @Field(() => TaskPriority, { defaultValue: TaskPriority.ROUTINE, description: 'How much it matters that it is done soon.' })
  priority: TaskPriority;

  @Field(() => DateTimeScalar, { nullable: true, description: 'It is not to be done before.' })
  notBefore?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'It is to be done until then.' })
  notAfter?: Date | null;

  @Field(() => Int, { defaultValue: 5, description: 'How many minutes it takes there, 0 to 1440.' })
  serviceMinutes: number;

  @Field(() => [String], { defaultValue: [], description: 'What the courier must be able to do: `phlebotomy`; at most 20.' })
  skills: string[];

  @Field(() => [TaskItemInput], { defaultValue: [], description: 'What is fetched or brought; at most 200.' })
  items: TaskItemInput[];

  @Field(() => [ID], { defaultValue: [], description: 'Tasks that must be done before; at most 50.' })
  dependsOn: string[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the recipient must tell the courier a one-time code, which `issueTaskCode` gives. Not for service calls.',
  })
  requireCode: boolean;

  @Field(() => String, { nullable: true, description: 'What else the courier should know.' })
  note?: string | null;
}

@InputType({ description: 'Changes to a task that is not done yet. What is left out stays.' })
export class ChangeTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => TaskPlaceInput, { nullable: true, description: 'Where; not once the courier is on the way.' })
  place?: TaskPlaceInput | null;

  @Field(() => TaskPriority, { nullable: true, description: 'How much it matters that it is done soon.' })
  priority?: TaskPriority | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'It is not to be done before; null takes that away.' })
  notBefore?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'It is to be done until then; null takes that away.' })
  notAfter?: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many minutes it takes there, 0 to 1440.' })
  serviceMinutes?: number | null;

  @Field(() => [String], { nullable: true, description: 'What the courier must be able to do; at most 20.' })
  skills?: string[] | null;

  @Field(() => [TaskItemInput], {
    nullable: true,
    description: 'What is fetched or brought, all of it; not once the courier is on the way.',
  })
  items?: TaskItemInput[] | null;

  @Field(() => [ID], { nullable: true, description: 'Tasks that must be done before, all of them; not once the courier is on the way.' })
  dependsOn?: string[] | null;

  @Field(() => String, { nullable: true, description: 'What else the courier should know; null takes it away.' })
  note?: string | null;
}

@InputType({ description: 'A task that is called off.' })
export class CancelTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@ObjectType({ description: 'The task, or why not.' })
export abstract class TaskPayload extends MutationPayload {
  @Field(() => Task, { simple: true, nullable: true, description: 'The task; null when it was refused.' })
  task: Task | null;
}

@ObjectType({ description: 'The task made, or why not.' })
export class CreateTaskPayload extends TaskPayload {}

@ObjectType({ description: 'The task as changed, or why not.' })
export class ChangeTaskPayload extends TaskPayload {}

@ObjectType({ description: 'The task that is called off, or why not.' })
export class CancelTaskPayload extends TaskPayload {}
