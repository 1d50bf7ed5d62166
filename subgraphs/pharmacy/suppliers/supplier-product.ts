import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('supplier_products')
@ObjectType({ implements: Node, description: 'A product as a supplier sells it.' })
@Directive('@key(fields: "id")')
@Access('suppliers:read')
export class SupplierProduct extends TenantEntity implements Node {
  @IdColumn('supplierproduct')
  id: string;

  @ReferenceColumn('supplier')
  supplierId: string;

  @ReferenceColumn('product')
  productId: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Under which code the supplier sells it.' })
  supplierCode: string | null;

  @AmountColumn({ nullable: true })
  priceMinor: bigint | null;

  @Column('text', { nullable: true })
  currency: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'It is sold in multiples of so many packs.' })
  packMultiple: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'The fewest packs that it is sold in.' })
  minimumOrder: number;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether the product is ordered here first; true at one supplier at most.' })
  preferred: boolean;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether the supplier still sells it.' })
  active: boolean;
}

export const SupplierProductConnection = connectionOf(SupplierProduct, 'SupplierProduct');

export const supplierProductById = loaderById(SupplierProduct);

export const supplierProductList = defineList<SupplierProduct, 'ADDED_AT'>({
  name: 'supplierProducts',
  entity: SupplierProduct,
  orders: { ADDED_AT: [] },
});

export const productsOfSupplier = nestedList(supplierProductList, 'supplierId');

export const oldestSupplierProductFirst = { field: 'ADDED_AT', direction: OrderDirection.ASC } as const;

/** Of one product: who sells it are few. */
export const suppliersOfProduct = loaderByParent(SupplierProduct, 'productId', ['id']);
