import { Field, Float, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Courier } from '../couriers/courier.js';
import { Task } from '../tasks/task.js';
import { DispatchObstacleCode } from './strategy.js';

registerEnumType(DispatchObstacleCode, {
  name: 'DispatchObstacleCode',
  description: 'Why a courier cannot be sent.',
  valuesConfig: {
    NOT_ON_SHIFT: { description: 'The courier is not on shift.' },
    NO_SKILL: { description: 'The task takes something that the courier cannot do.' },
    NO_COLD_BOX: { description: 'What is carried must be kept cold or warm, and the courier has no box for that.' },
    FULL: { description: 'The courier cannot carry as much at once.' },
    WINDOW_MISSED: { description: 'The courier would come too late, there or at a stop that was given before.' },
    SHIFT_ENDS: { description: 'The shift ends before it is done.' },
    DECLINED: { description: 'The courier has declined it before.' },
    NO_POSITION: { description: 'Nobody knows where the courier is, not since the shift began.' },
    OTHER_COURIER: { description: 'Another courier has other tasks of the order, or what is to be brought.' },
  },
});

@ObjectType({ description: 'A reason why a courier cannot be sent.' })
export class DispatchObstacle {
  @Field(() => DispatchObstacleCode, { simple: true, description: 'For programs.' })
  code: DispatchObstacleCode;

  @Field(() => String, { simple: true, description: 'For people: `Would be too late by 12 min.`' })
  message: string;
}

@ObjectType({ description: 'What it would be to send one courier.' })
@Access('tasks:dispatch')
export class DispatchCandidate {
  @Field(() => Courier, { simple: true, description: 'Whom.' })
  courier: Courier;

  @Field(() => [DispatchObstacle], { simple: true, description: 'Why not; none for who can go.' })
  obstacles: DispatchObstacle[];

  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'How many minutes longer the courier would be on the way and at work; null where nobody knows from where.',
  })
  addedMinutes: number | null;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the courier would begin with the first of the tasks.' })
  beginsAt: Date | null;
}

@ObjectType({ description: 'Who is to do some tasks that go together, and why.' })
@Access('tasks:dispatch')
export class DispatchDecision {
  @Field(() => [Task], { simple: true, description: 'The tasks: all those of an order that nobody has begun go together.' })
  tasks: Task[];

  @Field(() => Courier, { simple: true, nullable: true, description: 'Who is to go; null when nobody can.' })
  courier: Courier | null;

  @Field(() => [DispatchCandidate], {
    simple: true,
    description: 'All couriers of the branch: who can go first, and of those who has the least to add.',
  })
  candidates: DispatchCandidate[];
}

@InputType({ description: 'A courier for a task.' })
export class AssignTaskInput {
  @Field(() => ID, { description: 'The task, which nobody has; those of its order that nobody has go with it.' })
  id: string;

  @Field(() => ID, { description: 'The courier, of the branch that sends.' })
  courierId: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Also when the courier should not be sent: say why.' })
  force: boolean;

  @Field(() => String, { nullable: true, description: 'Why this courier; required with `force`.' })
  reason?: string | null;
}

@InputType({ description: 'Another courier for a task.' })
export class ReassignTaskInput {
  @Field(() => ID, { description: 'The task; those of its order that the same courier has not begun go with it.' })
  id: string;

  @Field(() => ID, { description: 'The courier, of the branch that sends.' })
  courierId: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Also when the courier should not be sent: say why.' })
  force: boolean;

  @Field(() => String, { nullable: true, description: 'Why; required with `force`, and when the present courier is on the way.' })
  reason?: string | null;
}

@InputType({ description: 'A task that nobody is to do for now.' })
export class UnassignTaskInput {
  @Field(() => ID, { description: 'The task; those of its order that the same courier has not begun go with it.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'Why; required when the courier is on the way.' })
  reason?: string | null;
}

@InputType({ description: 'Tasks for which couriers are to be found.' })
export class DispatchTasksInput {
  @Field(() => ID, { nullable: true, description: 'Whose; the chosen branch (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Which, at most 100, with those of their orders; what somebody has is left out. When left out, the 100 most urgent and oldest whose order is not on hold.',
  })
  taskIds?: string[] | null;

  @Field(() => String, { defaultValue: 'nearestFeasible', description: 'How couriers are chosen: `nearestFeasible`.' })
  strategy: string;
}

@InputType({ description: 'Whose stops are to be put in order.' })
export class ResequenceRouteInput {
  @Field(() => ID, { description: 'The courier.' })
  courierId: string;
}

@InputType({ description: "The order of a courier's stops." })
export class SetStopOrderInput {
  @Field(() => ID, { description: 'The courier.' })
  courierId: string;

  @Field(() => [ID], { description: 'All tasks that the courier has to do, the next first.' })
  taskIds: string[];
}

@ObjectType({ description: 'The tasks given, or why not.' })
export class AssignTaskPayload extends MutationPayload {
  @Field(() => [Task], { simple: true, description: 'The task, and those that went with it.' })
  tasks: Task[];
}

@ObjectType({ description: 'The tasks given to another, or why not.' })
export class ReassignTaskPayload extends MutationPayload {
  @Field(() => [Task], { simple: true, description: 'The task, and those that went with it.' })
  tasks: Task[];
}

@ObjectType({ description: 'The tasks taken back, or why not.' })
export class UnassignTaskPayload extends MutationPayload {
  @Field(() => [Task], { simple: true, description: 'The task, and those that went with it.' })
  tasks: Task[];
}

@ObjectType({ description: 'Who was sent where, or why not.' })
export class DispatchTasksPayload extends MutationPayload {
  @Field(() => [DispatchDecision], { simple: true, description: 'What was decided, the most urgent first.' })
  decisions: DispatchDecision[];
}

@ObjectType({ description: 'The stops in their order, or why not.' })
export class ResequenceRoutePayload extends MutationPayload {
  @Field(() => [Task], { simple: true, description: 'What the courier has to do, the next first.' })
  stops: Task[];
}

@ObjectType({ description: 'The stops in their order, or why not.' })
export class SetStopOrderPayload extends MutationPayload {
  @Field(() => [Task], { simple: true, description: 'What the courier has to do, the next first.' })
  stops: Task[];
}
