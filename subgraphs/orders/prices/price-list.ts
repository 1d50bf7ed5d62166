import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { CurrencyScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

@Entity('price_lists')
@ObjectType({
  implements: Node,
  description:
    'What products cost when they are ordered, without tax. Of the lists that are valid, that of the customer is asked before one for all, that of the branch before one for all branches, then the one of higher priority.',
})
@Directive('@key(fields: "id")')
@Access('orders:read')
export class PriceList extends TenantEntity implements Node {
  @IdColumn('pricelist')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name, unique in the tenant.' })
  name: string;

  @Column('text')
  nameKey: string;

  @ReferenceColumn('customer', { nullable: true })
  customerId: string | null;

  @ReferenceColumn('branch', { nullable: true })
  branchId: string | null;

  @Column('text')
  @Field(() => CurrencyScalar, { simple: true, description: 'The currency of its prices.' })
  currency: string;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'From when on it is valid; always before its end when null.' })
  validFrom: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'At that moment it is over; never when null.' })
  validUntil: Date | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Of several lists for the same customer and branch, the higher one is asked first.' })
  priority: number;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it is used.' })
  active: boolean;
}

@Entity('price_list_items')
@ObjectType({ implements: Node, description: 'What a pack of a product costs by a list, from so many packs on.' })
@Directive('@key(fields: "id")')
@Access('orders:read')
export class PriceListItem extends TenantEntity implements Node {
  @IdColumn('pricelistitem')
  id: string;

  @ReferenceColumn('pricelist')
  priceListId: string;

  @ReferenceColumn('product')
  productId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'For orders of so many packs or more.' })
  minimumQuantity: number;

  @AmountColumn()
  unitPriceMinor: bigint;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'The rate of its tax in hundredths of a percent: 1000 is 10 %.' })
  taxBasisPoints: number;
}

export const PriceListConnection = connectionOf(PriceList, 'PriceList');
export const PriceListItemConnection = connectionOf(PriceListItem, 'PriceListItem');

export enum PriceListOrderField {
  NAME = 'NAME',
}

registerEnumType(PriceListOrderField, {
  name: 'PriceListOrderField',
  description: 'What price lists can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const priceListById = loaderById(PriceList);
export const priceListItemById = loaderById(PriceListItem);

export const priceListList = defineList<PriceList, PriceListOrderField>({
  name: 'priceLists',
  entity: PriceList,
  orders: { NAME: ['nameKey'] },
});

export const priceListsByName = { field: PriceListOrderField.NAME, direction: OrderDirection.ASC };

const itemList = defineList<PriceListItem, 'CREATED_AT'>({ name: 'priceListItems', entity: PriceListItem, orders: { CREATED_AT: [] } });

export const itemsOfList = nestedList(itemList, 'priceListId');

export const firstItemFirst = { field: 'CREATED_AT', direction: OrderDirection.ASC } as const;
