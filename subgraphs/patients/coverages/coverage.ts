import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';

export enum CoverageStatus {
  ACTIVE = 'ACTIVE',
  CANCELLED = 'CANCELLED',
  DRAFT = 'DRAFT',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(CoverageStatus, {
  name: 'CoverageStatus',
  description: 'Whether the coverage is in force (FHIR R4 fm-status).',
  valuesConfig: {
    ACTIVE: { description: 'In force.' },
    CANCELLED: { description: 'Withdrawn.' },
    DRAFT: { description: 'Not yet in force.' },
    ENTERED_IN_ERROR: { description: 'Recorded by mistake.' },
  },
});

export enum SubscriberRelationship {
  SELF = 'SELF',
  SPOUSE = 'SPOUSE',
  CHILD = 'CHILD',
  PARENT = 'PARENT',
  COMMON = 'COMMON',
  OTHER = 'OTHER',
  INJURED = 'INJURED',
}

registerEnumType(SubscriberRelationship, {
  name: 'SubscriberRelationship',
  description: 'What the patient is to the one who is insured (FHIR R4 subscriber-relationship).',
  valuesConfig: {
    SELF: { description: 'The same person.' },
    SPOUSE: { description: 'Spouse.' },
    CHILD: { description: 'Child.' },
    PARENT: { description: 'Parent.' },
    COMMON: { description: 'Common-law partner.' },
    OTHER: { description: 'Another relation.' },
    INJURED: { description: 'Injured party under a liability policy.' },
  },
});

@Entity('coverages')
@ObjectType({ description: "Who pays for the patient's care, and in which order (FHIR R4 Coverage)." })
@Access('coverages:read')
export class Coverage extends TenantEntity {
  @IdColumn('coverage')
  id: string;

  @ReferenceColumn('patient')
  patientId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Its place in the order of payment: 1 pays first.' })
  rank: number;

  @Column('text')
  @Field(() => CoverageStatus, { simple: true, description: 'Whether it is in force.' })
  status: CoverageStatus;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The insurer, or whoever pays.' })
  payor: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The plan.' })
  plan: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The number by which the payor knows the insured.' })
  subscriberId: string | null;

  @Column('text', { nullable: true })
  @Field(() => SubscriberRelationship, { simple: true, nullable: true, description: 'What the patient is to the one who is insured.' })
  relationship: SubscriberRelationship | null;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { simple: true, nullable: true, description: 'First day.' })
  startsOn: string | null;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { simple: true, nullable: true, description: 'Last day; without one it goes on.' })
  endsOn: string | null;
}

export const coveragesOfPatient = loaderByParent(Coverage, 'patientId', ['rank']);
