import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

@Entity('instrument_uses')
@ObjectType({ implements: Node, description: 'That a sterile set or instrument was used; never altered.' })
@Directive('@key(fields: "id")')
@Access('sterilization:read')
export class InstrumentUse implements Node {
  @IdColumn('instrumentuse')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('sterilizationload')
  loadId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The number of the load that had made it sterile: `UB1-AC1-000042`.' })
  loadNumber: string;

  @ReferenceColumn('instrumentset', { nullable: true })
  setId: string | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'Which version of the set it was.' })
  setVersion: number | null;

  @ReferenceColumn('instrument', { nullable: true })
  instrumentId: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The code of the set or instrument.' })
  code: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'As it was called.' })
  name: string;

  @ReferenceColumn('patient', { nullable: true })
  patientId: string | null;

  @ReferenceColumn('order', { nullable: true })
  orderId: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What else is to be known: the procedure.' })
  note: string | null;

  @Column('text')
  usedBy: string;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When.' })
  usedAt: Date;
}

@InputType({ description: 'Which uses; all conditions given must hold.' })
export class InstrumentUseFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'On this patient.' })
  patientId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For this order.' })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of what this load made sterile.' })
  loadId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this instrument, alone or in a set.' })
  instrumentId?: string | null;
}

@InputType({ description: 'What was used on whom.' })
export class UseInstrumentsInput {
  @Field(() => ID, { nullable: true, description: 'Where; the chosen branch when left out.' })
  branchId?: string | null;

  @Field(() => [String], { description: 'What a scanner reads on the sets and instruments: 1 to 200.' })
  codes: string[];

  @Field(() => ID, { nullable: true, description: 'The patient; this, the order or both.' })
  patientId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The order.' })
  orderId?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When; now when left out. Of what a recall has set aside since, a time before the recall.',
  })
  at?: Date | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether they are still being used: IN_USE until the step TAKEN_BACK. Else they are DIRTY at once.',
  })
  stillInUse: boolean;

  @Field(() => String, { nullable: true, description: 'What else is to be known: the procedure.' })
  note?: string | null;
}

@ObjectType({ description: 'The uses, or why not: then nothing is recorded of any of them.' })
export class UseInstrumentsPayload extends MutationPayload {
  @Field(() => [InstrumentUse], { simple: true, description: 'One of each set or instrument.' })
  uses: InstrumentUse[];
}

export const InstrumentUseConnection = connectionOf(InstrumentUse, 'InstrumentUse');

export enum InstrumentUseOrderField {
  RECORDED_AT = 'RECORDED_AT',
}

registerEnumType(InstrumentUseOrderField, {
  name: 'InstrumentUseOrderField',
  description: 'What uses can be sorted by.',
  valuesConfig: { RECORDED_AT: { description: 'When they were recorded.' } },
});

export const useById = loaderById(InstrumentUse);

export const useList = defineList<InstrumentUse, InstrumentUseOrderField>({
  name: 'instrumentUses',
  entity: InstrumentUse,
  orders: { RECORDED_AT: [] },
});

export const newestUseFirst = { field: InstrumentUseOrderField.RECORDED_AT, direction: OrderDirection.DESC };
