import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { RecallClass, RecallStatus } from './recall-terms.js';

@Entity('recalls')
@ObjectType({ implements: Node, description: 'That lots of a product are called back by their maker or the authority, at every branch.' })
@Directive('@key(fields: "id")')
@Access('stock:read')
export class Recall extends TenantEntity implements Node {
  @IdColumn('recall')
  id: string;

  @ReferenceColumn('product')
  productId: string;

  @Column('text')
  @Field(() => RecallClass, { simple: true, description: 'How dangerous the lots are.' })
  class: RecallClass;

  @Column('text')
  @Field(() => RecallStatus, { simple: true, description: 'Whether it holds.' })
  status: RecallStatus;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Why they are called back.' })
  reason: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'How the letter of the maker or the authority names it.' })
  reference: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it began here.' })
  startedAt: Date;

  @Column('text', { nullable: true })
  startedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was lifted.' })
  endedAt: Date | null;

  @Column('text', { nullable: true })
  endedBy: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was lifted.' })
  endReason: string | null;
}

/** Rows of a view: what somebody still has of a lot. */
@Entity('recall_reaches')
@ObjectType({ description: 'Packs of a recalled lot that a patient was given at a branch and has not given back.' })
@Access('patients:read')
export class ReachedPatient {
  @PrimaryColumn('uuid')
  id: string;

  @ReferenceColumn('recall')
  recallId: string;

  @ReferenceColumn('patient')
  patientId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs: those given, less those given back.' })
  quantity: number;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When the last of them was given.' })
  lastAt: Date;
}

export const RecallConnection = connectionOf(Recall, 'Recall');
export const ReachedPatientConnection = connectionOf(ReachedPatient, 'ReachedPatient');

export enum RecallOrderField {
  STARTED_AT = 'STARTED_AT',
}

registerEnumType(RecallOrderField, {
  name: 'RecallOrderField',
  description: 'What recalls can be sorted by.',
  valuesConfig: { STARTED_AT: { description: 'When they began.' } },
});

export enum ReachedPatientOrderField {
  LAST_AT = 'LAST_AT',
}

registerEnumType(ReachedPatientOrderField, {
  name: 'ReachedPatientOrderField',
  description: 'What patients whom a recall reached can be sorted by.',
  valuesConfig: { LAST_AT: { description: 'When they were last given some of it.' } },
});

export const recallById = loaderById(Recall);

export const recallList = defineList<Recall, RecallOrderField>({ name: 'recalls', entity: Recall, orders: { STARTED_AT: [] } });

export const newestRecallFirst = { field: RecallOrderField.STARTED_AT, direction: OrderDirection.DESC };

export const reachedPatientList = defineList<ReachedPatient, ReachedPatientOrderField>({
  name: 'reachedPatients',
  entity: ReachedPatient,
  orders: { LAST_AT: ['lastAt'] },
});

export const patientsOfRecall = nestedList(reachedPatientList, 'recallId');

/** Whoever was given some last most likely still has it. */
export const latestReachedFirst = { field: ReachedPatientOrderField.LAST_AT, direction: OrderDirection.DESC };
