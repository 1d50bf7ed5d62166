import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

export enum PriceSource {
  QUOTE = 'QUOTE',
  RECEIPT = 'RECEIPT',
}

registerEnumType(PriceSource, {
  name: 'SupplierPriceSource',
  description: 'From what a price of a supplier is known.',
  valuesConfig: { QUOTE: { description: 'It was quoted or agreed.' }, RECEIPT: { description: 'It was paid for goods that came in.' } },
});

@Entity('supplier_prices')
@ObjectType({ implements: Node, description: 'What a supplier asked for a pack from a moment on; never altered.' })
@Directive('@key(fields: "id")')
@Access('suppliers:read')
export class SupplierPrice extends TenantEntity implements Node {
  @IdColumn('supplierprice')
  id: string;

  @ReferenceColumn('supplierproduct')
  supplierProductId: string;

  @ReferenceColumn('supplier')
  supplierId: string;

  @ReferenceColumn('product')
  productId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'From when on.' })
  since: Date;

  @Column('text')
  @Field(() => PriceSource, { simple: true, description: 'From what it is known.' })
  source: PriceSource;

  @AmountColumn()
  priceMinor: bigint;

  @Column('text')
  currency: string;

  @ReferenceColumn('goodsreceipt', { nullable: true })
  goodsReceiptId: string | null;
}

export const SupplierPriceConnection = connectionOf(SupplierPrice, 'SupplierPrice');

export const supplierPriceById = loaderById(SupplierPrice);

export const supplierPriceList = defineList<SupplierPrice, 'SINCE'>({
  name: 'supplierPrices',
  entity: SupplierPrice,
  orders: { SINCE: ['since'] },
});

export const pricesOfProduct = nestedList(supplierPriceList, 'productId');

export const pricesOfSupplierProduct = nestedList(supplierPriceList, 'supplierProductId');

export const newestPriceFirst = { field: 'SINCE', direction: OrderDirection.DESC } as const;
