import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

/** The document itself stays in its table: whoever lists results does not load megabytes. */
@Entity('specimen_results')
@ObjectType({ implements: Node, description: 'What a laboratory found in a specimen: words, a document, or both; never altered.' })
@Directive('@key(fields: "id")')
@Access('specimens:read')
export class SpecimenResult extends TenantEntity implements Node {
  @IdColumn('specimenresult')
  id: string;

  @ReferenceColumn('specimen')
  specimenId: string;

  @ReferenceColumn('order')
  orderId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch')
  performerBranchId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What it is: `Complete blood count`.' })
  title: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What was found, in words.' })
  conclusion: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The media type of its document: `application/pdf`; null when it has none.',
  })
  contentType: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'SHA-256 of its document, in hex; null when it has none.' })
  sha256: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it was recorded.' })
  recordedAt: Date;

  @Column('text', { nullable: true })
  recordedBy: string | null;
}

export const specimenResultById = loaderById(SpecimenResult);

/** Some few: what was found, and its corrections. */
export const resultsOfSpecimen = loaderByParent(SpecimenResult, 'specimenId', ['id']);
