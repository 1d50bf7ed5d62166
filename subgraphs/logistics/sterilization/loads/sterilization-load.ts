import { Directive, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { BiologicalStatus, IndicatorResult, LoadStatus } from './load-terms.js';

@Entity('sterilization_loads')
@ObjectType({ implements: Node, description: 'What is sterilized in one cycle of a sterilizer.' })
@Directive('@key(fields: "id")')
@Access('sterilization:read')
export class SterilizationLoad extends TenantEntity implements Node {
  @IdColumn('sterilizationload')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('sterilizer')
  sterilizerId: string;

  @ReferenceColumn('programme')
  programmeId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Counted by sterilizer from 1, without gaps.' })
  cycleNumber: number;

  @Column('text')
  @Field(() => String, { simple: true, description: 'With the codes of branch and sterilizer: `UB1-AC1-000042`.' })
  number: string;

  @Column('text')
  @Field(() => LoadStatus, { simple: true, description: 'How far it is.' })
  status: LoadStatus;

  @ReferenceColumn('task', { nullable: true })
  taskId: string | null;

  @ReferenceColumn('order', { nullable: true })
  orderId: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What else is to be known.' })
  note: string | null;

  @Column('double precision')
  @Field(() => Float, {
    simple: true,
    description: 'The temperature to be held, as the programme was when the load began, in degrees Celsius.',
  })
  celsius: number;

  @Column('double precision')
  @Field(() => Float, { simple: true, description: 'For how many minutes without a break.' })
  holdingMinutes: number;

  @Column('double precision', { nullable: true })
  @Field(() => Float, { simple: true, nullable: true, description: 'The least F0 in minutes; null where none is asked for.' })
  minimumF0: number | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it needs a biological indicator.' })
  biologicalIndicator: boolean;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many readings of the chamber there are.' })
  readings: number;

  @Column('double precision', { nullable: true })
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description:
      'F0 by the readings, of steam only: minutes at 121.1 °C that killed as much (z = 10 °C). Each interval counts at the colder of its two readings, and not at all when it is longer than a minute.',
  })
  f0: number | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, { simple: true, nullable: true, description: 'The longest unbroken time at the temperature or above, in minutes.' })
  heldMinutes: number | null;

  @Column('double precision', { nullable: true })
  @Field(() => Float, { simple: true, nullable: true, description: 'The highest temperature, in degrees Celsius.' })
  highestCelsius: number | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the cycle began.' })
  startedAt: Date | null;

  @Column('text', { nullable: true })
  startedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the cycle was over.' })
  finishedAt: Date | null;

  @Column('text', { nullable: true })
  finishedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was released or rejected.' })
  decidedAt: Date | null;

  @Column('text', { nullable: true })
  decidedBy: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was rejected.' })
  decisionReason: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Why it was released before its biological indicator was read; null when it was not.',
  })
  earlyReleaseReason: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was called back.' })
  recalledAt: Date | null;

  @Column('text', { nullable: true })
  recalledBy: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was called back.' })
  recallReason: string | null;
}

@Entity('sterilization_items')
@ObjectType({ description: 'A package of a load: a set, or an instrument alone.' })
@Access('sterilization:read')
export class SterilizationItem {
  @IdColumn('sterilizationitem')
  id: string;

  @ReferenceColumn('sterilizationload')
  loadId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('integer')
  position: number;

  @ReferenceColumn('instrumentset', { nullable: true })
  setId: string | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'Which version of the set it was, from the start of the cycle on.' })
  setVersion: number | null;

  @ReferenceColumn('instrument', { nullable: true })
  instrumentId: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The code of the set or instrument.' })
  code: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'As it was called.' })
  name: string;

  @ReferenceColumn('packaging')
  packagingId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'How it is wrapped.' })
  packagingName: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'For how many days after the cycle it counts as sterile.' })
  shelfDays: number;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, {
    simple: true,
    nullable: true,
    description: 'The last day on which it counts as sterile; null before the release.',
  })
  sterileUntil: string | null;
}

@Entity('chemical_indicators')
@ObjectType({ description: 'What a chemical indicator of a package showed (ISO 11140-1).' })
@Access('sterilization:read')
export class ChemicalIndicator {
  @ReferenceColumn('sterilizationitem', { primary: true })
  itemId: string;

  @Column('integer', { primary: true })
  @Field(() => Int, { simple: true, description: 'Its class by ISO 11140-1: 1 to 6.' })
  class: number;

  @ReferenceColumn('sterilizationload')
  loadId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => IndicatorResult, { simple: true, description: 'What it shows.' })
  result: IndicatorResult;

  @Column('text', { nullable: true })
  readBy: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it was read.' })
  readAt: Date;
}

@Entity('biological_indicators')
@ObjectType({ implements: Node, description: 'Spores that were in the chamber, and are incubated to see whether any survived.' })
@Directive('@key(fields: "id")')
@Access('sterilization:read')
export class BiologicalIndicator extends TenantEntity implements Node {
  @IdColumn('biologicalindicator')
  id: string;

  @ReferenceColumn('sterilizationload')
  loadId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The lot that it is of.' })
  lotNumber: string;

  @Column('text')
  @Field(() => BiologicalStatus, { simple: true, description: 'What it shows.' })
  status: BiologicalStatus;

  @Column('text', { nullable: true })
  incubatedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'Since when it is incubated.' })
  incubatedAt: Date;

  @Column('text', { nullable: true })
  readBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was read.' })
  readAt: Date | null;
}

export const SterilizationLoadConnection = connectionOf(SterilizationLoad, 'SterilizationLoad');

export enum SterilizationLoadOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(SterilizationLoadOrderField, {
  name: 'SterilizationLoadOrderField',
  description: 'What loads can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were prepared.' } },
});

export const loadById = loaderById(SterilizationLoad);
/** A task has few. */
export const loadsOfTask = loaderByParent(SterilizationLoad, 'taskId', ['id']);
export const itemsOfLoad = loaderByParent(SterilizationItem, 'loadId', ['position']);
export const chemicalIndicatorsOfItem = loaderByParent(ChemicalIndicator, 'itemId', ['class']);
export const biologicalIndicatorById = loaderById(BiologicalIndicator);
export const biologicalIndicatorsOfLoad = loaderByParent(BiologicalIndicator, 'loadId', ['id']);

export const loadList = defineList<SterilizationLoad, SterilizationLoadOrderField>({
  name: 'sterilizationLoads',
  entity: SterilizationLoad,
  orders: { CREATED_AT: [] },
});

export const newestLoadFirst = { field: SterilizationLoadOrderField.CREATED_AT, direction: OrderDirection.DESC };
