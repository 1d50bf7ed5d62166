import { Directive, Field, Float, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('dose_ranges')
@ObjectType({ implements: Node, description: 'How much of a substance is given to adults: what dispenses are compared with.' })
@Directive('@key(fields: "id")')
@Access('medicines:read')
export class DoseRange extends TenantEntity implements Node {
  @IdColumn('doserange')
  id: string;

  @ReferenceColumn('substance')
  substanceId: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'By which way it is given: `oral`; by any when null.' })
  route: string | null;

  @Column('text', { nullable: true })
  routeKey: string | null;

  /** Numeric in the table; numbers in the graph, as the next two. */
  @Column('numeric', { nullable: true })
  minSingle: string | null;

  @Column('numeric', { nullable: true })
  maxSingle: string | null;

  @Column('numeric', { nullable: true })
  maxDaily: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The unit of all three, in UCUM: `mg`.' })
  unit: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Who says so: a work and its edition.' })
  source: string;

  @Field(() => Float, { nullable: true, description: 'Less than this at once is found.' })
  smallestDose(): number | null {
    return this.minSingle === null ? null : Number(this.minSingle);
  }

  @Field(() => Float, { nullable: true, description: 'More than this at once is found.' })
  largestDose(): number | null {
    return this.maxSingle === null ? null : Number(this.maxSingle);
  }

  @Field(() => Float, { nullable: true, description: 'More than this in a day is found.' })
  largestDailyDose(): number | null {
    return this.maxDaily === null ? null : Number(this.maxDaily);
  }
}

export const doseRangeById = loaderById(DoseRange);
export const doseRangesOfSubstance = loaderByParent(DoseRange, 'substanceId', ['id']);
