import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { soonDays } from './allocation.js';
import { daysAfter } from './expiry.js';
import type { Lot } from './lot.js';
import { KeptStatus, StockStatus } from './stock-terms.js';

@Entity('stock_items')
@ObjectType({ implements: Node, description: 'How much of a lot is in one place, in one state.' })
@Directive('@key(fields: "id")')
@Access('stock:read')
export class StockItem extends TenantEntity implements Node {
  @IdColumn('stockitem')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('stocklocation')
  locationId: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot')
  lotId: string;

  /** See `status` in the graph for what it is today. */
  @Column('text', { name: 'status' })
  keptStatus: KeptStatus;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Packs that are there.' })
  onHand: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Packs of these that are set aside for somebody.' })
  reserved: number;

  /** What it is on a day of its branch, YYYY-MM-DD. */
  statusOn(day: string, lot: Lot): StockStatus {
    if (this.keptStatus !== KeptStatus.AVAILABLE) return StockStatus[this.keptStatus];
    if (lot.recallId !== null) return StockStatus.RECALLED;
    return lot.hasExpiredBy(day) ? StockStatus.EXPIRED : StockStatus.AVAILABLE;
  }

  /** Packs that can be given out to somebody new on that day. */
  availableOn(day: string, lot: Lot): number {
    return this.statusOn(day, lot) === StockStatus.AVAILABLE ? this.onHand - this.reserved : 0;
  }
}

/** Whether a lot is still good on a day, but not for long. */
export function expiresSoon({ expiresOn }: Pick<Lot, 'expiresOn'>, day: string): boolean {
  return expiresOn !== null && expiresOn >= day && expiresOn <= daysAfter(day, soonDays);
}

export const StockItemConnection = connectionOf(StockItem, 'StockItem');

export enum StockItemOrderField {
  ADDED_AT = 'ADDED_AT',
}

registerEnumType(StockItemOrderField, {
  name: 'StockItemOrderField',
  description: 'What stock can be sorted by.',
  valuesConfig: { ADDED_AT: { description: 'When some of the lot was first put there.' } },
});

export const stockItemById = loaderById(StockItem);

export const stockItemList = defineList<StockItem, StockItemOrderField>({
  name: 'stockItems',
  entity: StockItem,
  orders: { ADDED_AT: [] },
});

export const stockByAge = { field: StockItemOrderField.ADDED_AT, direction: OrderDirection.ASC };
