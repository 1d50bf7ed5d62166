import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';
import { TaskProofKind } from '../tasks/task-terms.js';

@Entity('task_proofs')
@ObjectType({
  description:
    'That a task was done; never altered. Photos and signatures are fetched by the download `task-proof` of logistics, by their id.',
})
@Access('tasks:read')
export class TaskProof {
  @IdColumn('taskproof')
  id: string;

  @ReferenceColumn('task')
  taskId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  otherBranchId: string | null;

  @Column('text')
  @Field(() => TaskProofKind, { simple: true, description: 'By what.' })
  kind: TaskProofKind;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Of a signature: who signed.' })
  signer: string | null;

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: 'Of a scan: the codes, as they stand on the labels.' })
  codes: string[];

  @Column('text', { nullable: true })
  @Field(() => String, {
    name: 'contentType',
    nullable: true,
    description: 'Of a photo or signature its media type: `image/jpeg`, `image/png` or `image/svg+xml`.',
  })
  mediaType: string | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'Of a photo or signature: how many bytes it has.' })
  size: number | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Of a photo or signature: the SHA-256 of its bytes, in hex.' })
  sha256: string | null;

  @Column('text', { nullable: true })
  takenBy: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When.' })
  takenAt: Date;
}

export const proofsOfTask = loaderByParent(TaskProof, 'taskId', ['id']);
