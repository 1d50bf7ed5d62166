import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, ReferencesColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import type { KeptStatus } from '../stock/stock-terms.js';
import { CountMode, countSteps, CountStatus, type CountStep } from './count-terms.js';

@Entity('stock_counts')
@ObjectType({ implements: Node, description: 'A count of what is there, of all or of a part of the stock of a branch.' })
@Directive('@key(fields: "id")')
@Access('stock:read')
export class StockCount extends TenantEntity implements Node {
  @IdColumn('stockcount')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its number at the branch: `UB1-SC-000042`.' })
  number: string;

  @Column('text')
  @Field(() => CountStatus, { simple: true, description: 'How far it has come.' })
  status: CountStatus;

  @Column('text')
  @Field(() => CountMode, { simple: true, description: 'Whether stock moves meanwhile.' })
  mode: CountMode;

  @ReferenceColumn('stocklocation', { nullable: true })
  locationId: string | null;

  @ReferencesColumn('product')
  productIds: string[];

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What is to be said of it.' })
  note: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was cancelled, or why lines were sent back.' })
  statusReason: string | null;

  @Column('text', { nullable: true })
  countedBy: string | null;

  @Column('text', { nullable: true })
  reviewedBy: string | null;

  @Column('text', { nullable: true })
  postedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the books were corrected.' })
  postedAt: Date | null;

  /** Takes it a step on, or refuses with when that is done. */
  take(step: CountStep, nothing: Readonly<Record<string, unknown>>): Refusal | null {
    const { from, to } = countSteps[step];
    const possible: readonly CountStatus[] = from;
    if (!possible.includes(this.status))
      return refuse('WRONG_STATE', `The count is ${this.status}: this is done while it is ${from.join(' or ')}.`, ['input', 'id'], nothing);
    this.status = to;
    return null;
  }
}

@Entity('stock_count_lines')
@ObjectType({ implements: Node, description: 'What is to be counted: packs of one lot, in one place and one state.' })
@Directive('@key(fields: "id")')
@Access('stock:read')
export class StockCountLine extends TenantEntity implements Node {
  @IdColumn('stockcountline')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('stockcount')
  countId: string;

  @ReferenceColumn('stocklocation')
  locationId: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @Column('text', { name: 'status' })
  keptStatus: KeptStatus;

  /** See `expected` in the graph for who may know it when. */
  @Column('integer', { name: 'expected', nullable: true })
  onBooks: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'How many packs were there; null until they are counted.' })
  counted: number | null;

  @Column('text', { nullable: true })
  countedBy: string | null;

  @Column('integer', { nullable: true })
  corrections: number | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it is held still.' })
  frozen: boolean;

  /** Packs more than the books said, or fewer; null until they are counted. */
  get difference(): number | null {
    return this.counted === null || this.onBooks === null ? null : this.counted - this.onBooks;
  }
}

export const StockCountConnection = connectionOf(StockCount, 'StockCount');
export const StockCountLineConnection = connectionOf(StockCountLine, 'StockCountLine');

export enum StockCountOrderField {
  REQUESTED_AT = 'REQUESTED_AT',
}

registerEnumType(StockCountOrderField, {
  name: 'StockCountOrderField',
  description: 'What counts of stock can be sorted by.',
  valuesConfig: { REQUESTED_AT: { description: 'When they were asked for.' } },
});

export enum StockCountLineOrderField {
  WALK = 'WALK',
}

registerEnumType(StockCountLineOrderField, {
  name: 'StockCountLineOrderField',
  description: 'What lines of a count can be sorted by.',
  valuesConfig: { WALK: { description: 'Place by place, and in each by the name of the product; what was found beside, last.' } },
});

export const stockCountById = loaderById(StockCount);
export const stockCountLineById = loaderById(StockCountLine);

export const stockCountList = defineList<StockCount, StockCountOrderField>({
  name: 'stockCounts',
  entity: StockCount,
  orders: { REQUESTED_AT: [] },
});

export const newestStockCountFirst = { field: StockCountOrderField.REQUESTED_AT, direction: OrderDirection.DESC };

/** Lines are made in the order of the walk, and so are their ids. */
const stockCountLineList = defineList<StockCountLine, StockCountLineOrderField>({
  name: 'stockCountLines',
  entity: StockCountLine,
  orders: { WALK: [] },
});

export const linesOfStockCount = nestedList(stockCountLineList, 'countId');

export const inOrderOfWalk = { field: StockCountLineOrderField.WALK, direction: OrderDirection.ASC };
