import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { TaskFailureReason, TaskKind, TaskOutcome, TaskPriority, TaskProofKind, TaskStatus } from './task-terms.js';

@ObjectType({ description: 'A thing that is fetched or brought.' })
export class TaskItem {
  @Field(() => ID, {
    name: 'itemId',
    nullable: true,
    description: 'What it is in the graph: `specimen_…`, `orderline_…`, `lot_…`; null for what is none of its own.',
  })
  id: string | null;

  @Field(() => String, { simple: true, description: 'As people know it: `EDTA blood`.' })
  name: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'What stands on its label, to be scanned: an accession number, a GTIN.',
  })
  code: string | null;

  @Field(() => Int, { simple: true, description: 'How many of them.' })
  quantity: number;

  @Field(() => Float, { simple: true, nullable: true, description: 'Not colder than this it is kept, in degrees Celsius.' })
  minCelsius: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'Not warmer than this it is kept, in degrees Celsius.' })
  maxCelsius: number | null;
}

@Entity('tasks')
@ObjectType({ implements: Node, description: 'One thing to be done at one place by one courier or technician.' })
@Directive('@key(fields: "id")')
@Access('tasks:read')
export class Task extends TenantEntity implements Node {
  @IdColumn('task')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  otherBranchId: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Counted by branch, without gaps: `UB1-T-000042`.' })
  number: string;

  @Column('text')
  @Field(() => TaskKind, { simple: true, description: 'What is to be done.' })
  kind: TaskKind;

  @Column('text')
  @Field(() => TaskStatus, { simple: true, description: 'How far it is.' })
  status: TaskStatus;

  @Column('text', { nullable: true })
  @Field(() => TaskOutcome, { simple: true, nullable: true, description: 'How it ended; null before.' })
  outcome: TaskOutcome | null;

  @Column('text', { nullable: true })
  @Field(() => TaskFailureReason, { simple: true, nullable: true, description: 'Why it could not be done.' })
  failureReason: TaskFailureReason | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Why it failed, was declined or called off, in the words of who said so.',
  })
  statusReason: string | null;

  @Column('text')
  @Field(() => TaskPriority, { simple: true, description: 'How much it matters that it is done soon.' })
  priority: TaskPriority;

  @ReferenceColumn('order', { nullable: true })
  orderId: string | null;

  @Column('text', { nullable: true })
  orderKey: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The number of its order.' })
  orderNumber: string | null;

  /** Whose order it is: by it, consent decides which clients see where somebody lives. */
  @ReferenceColumn('patient', { nullable: true })
  patientId: string | null;

  @ReferenceColumn('branch', { nullable: true })
  placeBranchId: string | null;

  @Column('text', { nullable: true })
  placeName: string | null;

  @Column('text', { nullable: true })
  placePhone: string | null;

  @Column('text', { nullable: true })
  placeAddress: string | null;

  @Column('double precision', { nullable: true })
  latitude: number | null;

  @Column('double precision', { nullable: true })
  longitude: number | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'It is not to be done before.' })
  notBefore: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'It is to be done until then.' })
  notAfter: Date | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many minutes it takes there.' })
  serviceMinutes: number;

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: 'What the courier must be able to do: `phlebotomy`.' })
  skills: string[];

  @Column('jsonb')
  @Field(() => [TaskItem], { simple: true, description: 'What is fetched or brought.' })
  items: TaskItem[];

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many items that is, of what a courier can carry.' })
  load: number;

  @Column('numeric', { nullable: true })
  minCelsius: string | null;

  @Column('numeric', { nullable: true })
  maxCelsius: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What else the courier should know.' })
  note: string | null;

  @ReferenceColumn('courier', { nullable: true })
  courierId: string | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: "Its place among the courier's stops, from 1; null when it is none." })
  sequence: number | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the present courier was sent.' })
  assignedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the courier said yes.' })
  acceptedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the courier set out.' })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the courier came to the place.' })
  arrivedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was completed or called off.' })
  endedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the courier is expected, by the last look.' })
  estimatedAt: Date | null;

  @Column('text', { array: true })
  @Field(() => [TaskProofKind], { simple: true, description: 'Each of these proves that it was done, and none may be missing.' })
  requiredProofs: TaskProofKind[];

  @Column('text', { array: true })
  @Field(() => [TaskProofKind], { simple: true, description: 'One of these is needed beside; none when there are none.' })
  acceptedProofs: TaskProofKind[];

  @Column('uuid', { nullable: true })
  askedEvent: string | null;

  @Column('boolean')
  withdrawn: boolean;

  @Column('text', { nullable: true })
  dispatch: string | null;

  /** Whether what is carried must be kept cold or warm. */
  get needsColdBox(): boolean {
    return this.minCelsius !== null || this.maxCelsius !== null;
  }

  get isEnded(): boolean {
    return this.endedAt !== null;
  }
}

export const TaskConnection = connectionOf(Task, 'Task');

export enum TaskOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(TaskOrderField, {
  name: 'TaskOrderField',
  description: 'What tasks can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were made.' } },
});

export const taskById = loaderById(Task);

export const taskList = defineList<Task, TaskOrderField>({ name: 'tasks', entity: Task, orders: { CREATED_AT: [] } });

export const tasksOfBranch = nestedList(taskList, 'branchId');

export const tasksOfCourier = nestedList(taskList, 'courierId');

/** An order has few. */
export const tasksOfOrder = loaderByParent(Task, 'orderId', ['id']);

export const oldestTaskFirst = { field: TaskOrderField.CREATED_AT, direction: OrderDirection.ASC };
