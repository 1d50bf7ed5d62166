import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('task_estimates')
@ObjectType({ description: 'When the courier is expected at the place of a task, and by what that is reckoned.' })
@Access('tasks:read')
export class TaskEstimate {
  @ReferenceColumn('task', { primary: true })
  taskId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  otherBranchId: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When the courier is expected.' })
  at: Date;

  @Column('double precision')
  @Field(() => Float, { simple: true, description: 'How far it still was, along the stops before.' })
  metres: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many stops come before.' })
  stopsBefore: number;

  @Column('boolean')
  @Field(() => Boolean, {
    simple: true,
    description: 'Whether it is guessed by the distance as the crow flies, and no road was looked at.',
  })
  approximate: boolean;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, {
    simple: true,
    description: 'Of what time the position is from which it is reckoned: the older, the less it is worth.',
  })
  positionAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it was reckoned; at most once a minute.' })
  madeAt: Date;
}

export const estimateOfTask = loaderByParent(TaskEstimate, 'taskId', ['taskId']);
