import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { TaskFailureReason } from './task-terms.js';
import { TaskPayload } from './task.inputs.js';

@InputType({ description: 'That a courier will do a task.' })
export class AcceptTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;
}

@InputType({ description: 'That a courier will not do a task.' })
export class DeclineTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'Why not.' })
  reason?: string | null;
}

@InputType({ description: 'That a courier sets out for a task.' })
export class StartTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;
}

@InputType({ description: 'That a courier came to the place.' })
export class ArriveAtTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;
}

@InputType({ description: 'That a task could not be done.' })
export class FailTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;

  @Field(() => TaskFailureReason, { description: 'Why not.' })
  reason: TaskFailureReason;

  @Field(() => String, { nullable: true, description: 'What happened; with `OTHER` it must be said.' })
  note?: string | null;
}

@ObjectType({ description: 'The task that was accepted, or why not.' })
export class AcceptTaskPayload extends TaskPayload {}

@ObjectType({ description: 'The task that was declined, or why not.' })
export class DeclineTaskPayload extends TaskPayload {}

@ObjectType({ description: 'The task that was begun, or why not.' })
export class StartTaskPayload extends TaskPayload {}

@ObjectType({ description: 'The task where the courier is, or why not.' })
export class ArriveAtTaskPayload extends TaskPayload {}

@ObjectType({ description: 'The task that failed, or why not.' })
export class FailTaskPayload extends TaskPayload {}
