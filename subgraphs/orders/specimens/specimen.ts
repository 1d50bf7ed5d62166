import { Directive, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Coding } from '#kernel/graph/coding.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByKey, loaderByParent } from '#kernel/subgraph/loader.js';
import { numeric } from './numeric-column.js';
import { nextSpecimenStatuses, RejectionReason, SpecimenStatus } from './specimen-terms.js';

const minuteMs = 60_000;

@Entity('specimens')
@ObjectType({
  implements: Node,
  description: 'One tube of what a laboratory examines (FHIR R4 Specimen); seen from the branch that ordered and from the laboratory.',
})
@Directive('@key(fields: "id")')
@Access('specimens:read')
export class Specimen extends TenantEntity implements Node {
  @IdColumn('specimen')
  id: string;

  @ReferenceColumn('order')
  orderId: string;

  /** Who ordered. */
  @ReferenceColumn('branch')
  branchId: string;

  /** Who examines it: the same where no other branch does. */
  @ReferenceColumn('branch')
  performerBranchId: string;

  @ReferenceColumn('patient', { nullable: true })
  patientId: string | null;

  @Column('text')
  @Field(() => String, {
    simple: true,
    description: 'Its number, as it stands on its label, counted at the branch that ordered: `UB1-S-000042`.',
  })
  accessionNumber: string;

  @Column('text')
  @Field(() => SpecimenStatus, { simple: true, description: 'How far it has come.' })
  status: SpecimenStatus;

  @Column('jsonb')
  @Field(() => Coding, { simple: true, description: 'What is collected (FHIR R4 Specimen.type).' })
  specimenType: Coding;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Into which tube or vessel.' })
  containerType: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What is in the tube before: `K2EDTA`.' })
  additive: string | null;

  @Column('numeric', numeric)
  @Field(() => Float, { simple: true, description: 'To how many millilitres the tube is filled.' })
  volumeMl: number;

  @Column('numeric', { ...numeric, nullable: true })
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'Not colder than this it is carried, in °C; null where it does not matter.',
  })
  minCelsius: number | null;

  @Column('numeric', { ...numeric, nullable: true })
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'Not warmer than this it is carried, in °C; null where it does not matter.',
  })
  maxCelsius: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'For how many minutes after it is collected it can be examined; null where that is long enough.',
  })
  stabilityMinutes: number | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What who collects it should know.' })
  instructions: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was collected.' })
  collectedAt: Date | null;

  @Column('text', { nullable: true })
  collectedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When a courier had taken it.' })
  sentAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the laboratory received it.' })
  receivedAt: Date | null;

  @Column('text', { nullable: true })
  receivedBy: string | null;

  @Column('boolean', { nullable: true })
  @Field(() => Boolean, {
    simple: true,
    nullable: true,
    description: 'Whether it was older than its stability when it was received; null before that.',
  })
  stabilityExceeded: boolean | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When its first result was recorded.' })
  resultedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was rejected.' })
  rejectedAt: Date | null;

  @Column('text', { nullable: true })
  rejectedBy: string | null;

  @Column('text', { nullable: true })
  @Field(() => RejectionReason, { simple: true, nullable: true, description: 'Why it was rejected.' })
  rejectionReason: RejectionReason | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What else is to be said of why it was rejected.' })
  rejectionText: string | null;

  @Column('boolean')
  @Field(() => Boolean, {
    simple: true,
    description:
      'Whether it waits for the laboratory to decide if it can be examined, as something happened to it on the way. Until then it has no result, or its result is in doubt.',
  })
  held: boolean;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it is held, or was the last time.' })
  holdReason: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What told of it: the id of the watch over its temperature.' })
  holdSource: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Since when it is held, or was the last time.' })
  heldAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description: 'When the laboratory decided that it can be examined nevertheless.',
  })
  releasedAt: Date | null;

  @Column('text', { nullable: true })
  releasedBy: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Why it can be examined nevertheless, in the words of who decided it.',
  })
  releaseReason: string | null;

  /** Until when it can be examined; null before it is collected, and where that does not matter. */
  get stableUntil(): Date | null {
    if (this.collectedAt === null || this.stabilityMinutes === null) return null;
    return new Date(this.collectedAt.getTime() + this.stabilityMinutes * minuteMs);
  }

  /** Takes it to another status, or says where it could go instead. `field` is where the caller named it. */
  moveTo(status: SpecimenStatus, field: readonly string[]): UserError | null {
    const allowed = nextSpecimenStatuses(this.status, this.held);
    if (!allowed.includes(status)) {
      const held = this.held ? ' and held' : '';
      const ways = allowed.length > 0 ? `it can become ${allowed.join(' or ')}` : 'nothing follows that';
      const release = this.held ? ', and the laboratory can release it' : '';
      return userError(
        'WRONG_STATE',
        `The specimen ${this.accessionNumber} is ${this.status}${held} and cannot become ${status}: ${ways}${release}.`,
        field,
      );
    }
    this.status = status;
    return null;
  }
}

export const SpecimenConnection = connectionOf(Specimen, 'Specimen');

export enum SpecimenOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(SpecimenOrderField, {
  name: 'SpecimenOrderField',
  description: 'What specimens can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were planned.' } },
});

export const specimenById = loaderById(Specimen);
export const specimenByAccessionNumber = loaderByKey(Specimen, 'accessionNumber');

/** An order has at most some hundred. */
export const specimensOfOrder = loaderByParent(Specimen, 'orderId', ['accessionNumber']);

export const specimenList = defineList<Specimen, SpecimenOrderField>({ name: 'specimens', entity: Specimen, orders: { CREATED_AT: [] } });

export const newestSpecimenFirst = { field: SpecimenOrderField.CREATED_AT, direction: OrderDirection.DESC };
