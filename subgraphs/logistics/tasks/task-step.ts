import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';
import { TaskStatus } from './task-terms.js';

export enum TaskStepKind {
  CREATED = 'CREATED',
  ASSIGNED = 'ASSIGNED',
  UNASSIGNED = 'UNASSIGNED',
  ACCEPTED = 'ACCEPTED',
  DECLINED = 'DECLINED',
  STARTED = 'STARTED',
  ARRIVED = 'ARRIVED',
  LEFT = 'LEFT',
  COMPLETED = 'COMPLETED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
  REOPENED = 'REOPENED',
  BLOCKED = 'BLOCKED',
  CHANGED = 'CHANGED',
}
export type TaskStepName = keyof typeof TaskStepKind;

registerEnumType(TaskStepKind, {
  name: 'TaskStepKind',
  description: 'What happened to a task.',
  valuesConfig: {
    CREATED: { description: 'It was made, by an order or by hand.' },
    ASSIGNED: { description: 'A courier was sent.' },
    UNASSIGNED: { description: 'It was taken back from its courier.' },
    ACCEPTED: { description: 'The courier said yes.' },
    DECLINED: { description: 'The courier said no.' },
    STARTED: { description: 'The courier set out.' },
    ARRIVED: { description: 'The courier came to the place.' },
    LEFT: { description: 'The courier left the place.' },
    COMPLETED: { description: 'It was done.' },
    FAILED: { description: 'It could not be done.' },
    CANCELLED: { description: 'It was called off.' },
    REOPENED: { description: 'It was called off, and its order wants it after all.' },
    BLOCKED: { description: 'What must be done before will not be done.' },
    CHANGED: { description: 'Something else of it was changed; `reason` may say what.' },
  },
});

@Entity('task_steps')
@ObjectType({ description: 'One thing that happened to a task; never altered.' })
@Access('tasks:read')
export class TaskStep {
  @IdColumn('taskstep')
  id: string;

  @ReferenceColumn('task')
  taskId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  otherBranchId: string | null;

  @Column('text')
  @Field(() => TaskStepKind, { simple: true, description: 'What.' })
  step: TaskStepName;

  @Column('text')
  @Field(() => TaskStatus, { simple: true, description: 'How far the task was after it.' })
  status: TaskStatus;

  @ReferenceColumn('courier', { nullable: true })
  courierId: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why, in the words of who did it.' })
  reason: string | null;

  @Column('text', { nullable: true })
  takenBy: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When.' })
  takenAt: Date;
}

export const stepsOfTask = loaderByParent(TaskStep, 'taskId', ['id']);
