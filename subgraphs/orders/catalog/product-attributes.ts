import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList } from '#kernel/subgraph/list.js';
import { defineLoader, loaderById } from '#kernel/subgraph/loader.js';
import type { StoredValues } from './stored-value.js';

@Entity('product_attributes')
@ObjectType({ implements: Node, description: 'What a product is in the respects of its attribute set.' })
@Directive('@key(fields: "id")')
@Access('medicines:read')
export class ProductAttributes extends TenantEntity implements Node {
  @IdColumn('productattributes')
  id: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('attributeset')
  setId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'The revision of the set by which the values were checked when they were written.' })
  revision: number;

  @Column('jsonb')
  attributes: StoredValues;
}

export const ProductAttributesConnection = connectionOf(ProductAttributes, 'ProductAttributes');

export const productAttributesById = loaderById(ProductAttributes);

export const productAttributesList = defineList<ProductAttributes, 'CREATED_AT'>({
  name: 'productAttributes',
  entity: ProductAttributes,
  orders: { CREATED_AT: [] },
});

export const firstWrittenFirst = { field: 'CREATED_AT', direction: OrderDirection.ASC } as const;

/** A product has one or none. */
export const attributesOfProduct = defineLoader<string, ProductAttributes>('attributes of products', async ({ db }, products) => {
  const mapper = db.mapper(ProductAttributes);
  const uuids = products.map((id) => mapper.columnValue('productId', id));
  const rows = await db.all(ProductAttributes, sql`where product_id = any (${uuids}::uuid[])`);
  return new Map(rows.map((row) => [row.productId, row]));
});
