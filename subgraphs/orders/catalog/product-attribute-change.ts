import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import type { StoredValues } from './stored-value.js';

@Entity('product_attribute_changes')
@ObjectType({ description: 'What the attributes of a product were from a moment on; never altered.' })
@Access('medicines:read')
export class ProductAttributeChange {
  @IdColumn('attributechange')
  id: string;

  @ReferenceColumn('product')
  productId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Which version of the attributes it is: their `version` at that time.' })
  number: number;

  @ReferenceColumn('attributeset')
  setId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'The revision of the set by which it was checked.' })
  revision: number;

  @Column('jsonb')
  attributes: StoredValues;

  @Column('text', { nullable: true })
  changedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'From when on.' })
  changedAt: Date;
}

export const ProductAttributeChangeConnection = connectionOf(ProductAttributeChange, 'ProductAttributeChange');

export const attributeChangeList = defineList<ProductAttributeChange, 'CHANGED_AT'>({
  name: 'productAttributeChanges',
  entity: ProductAttributeChange,
  orders: { CHANGED_AT: [] },
});

export const changesOfProduct = nestedList(attributeChangeList, 'productId');

export const newestChangeFirst = { field: 'CHANGED_AT', direction: OrderDirection.DESC } as const;
