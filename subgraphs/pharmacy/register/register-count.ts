import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { CountOutcome } from './register-terms.js';

@Entity('register_counts')
@ObjectType({ implements: Node, description: 'The count of all controlled substances of a branch, on a day.' })
@Directive('@key(fields: "id")')
@Access('registers:read')
export class RegisterCount extends TenantEntity implements Node {
  @IdColumn('registercount')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The day at the branch.' })
  countedOn: string;

  @ReferenceColumn('staff')
  countedBy: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What is to be said of it.' })
  note: string | null;
}

@Entity('register_count_lines')
@ObjectType({ implements: Node, description: 'What was counted of one lot, and what the register said at that moment.' })
@Directive('@key(fields: "id")')
@Access('registers:read')
export class RegisterCountLine extends TenantEntity implements Node {
  @IdColumn('registercountline')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('registercount')
  countId: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs the register said.' })
  expected: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs were there.' })
  counted: number;

  @Column('text')
  @Field(() => CountOutcome, { simple: true, description: 'What came of it.' })
  outcome: CountOutcome;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'What a second count found, where there was one.' })
  recounted: number | null;

  @Column('integer')
  @Field(() => Int, {
    simple: true,
    description: 'How many packs of the difference are not settled yet: negative where packs are missing, zero once all is settled.',
  })
  unsettled: number;

  /** Takes what two people corrected from what is left to settle. */
  settle(quantity: number): void {
    this.unsettled -= quantity;
    if (this.unsettled === 0) this.outcome = CountOutcome.CORRECTED;
  }
}

/** Whether a correction goes the way of a difference, and no further. */
export function isPartOf(quantity: number, difference: number): boolean {
  return Math.sign(quantity) === Math.sign(difference) && Math.abs(quantity) <= Math.abs(difference);
}

export const RegisterCountConnection = connectionOf(RegisterCount, 'RegisterCount');

export enum RegisterCountOrderField {
  COUNTED_ON = 'COUNTED_ON',
}

registerEnumType(RegisterCountOrderField, {
  name: 'RegisterCountOrderField',
  description: 'What counts can be sorted by.',
  valuesConfig: { COUNTED_ON: { description: 'The day.' } },
});

export const registerCountById = loaderById(RegisterCount);

export const countLineById = loaderById(RegisterCountLine);

export const linesOfCount = loaderByParent(RegisterCountLine, 'countId', ['id']);

export const registerCountList = defineList<RegisterCount, RegisterCountOrderField>({
  name: 'registerCounts',
  entity: RegisterCount,
  orders: { COUNTED_ON: ['countedOn'] },
});

export const newestCountFirst = { field: RegisterCountOrderField.COUNTED_ON, direction: OrderDirection.DESC };
