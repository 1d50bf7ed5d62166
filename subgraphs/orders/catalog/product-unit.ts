import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

/** What every product is counted in; of a service, a time that it is done. */
export const packUnit = 'PACK';

@Entity('product_units')
@ObjectType({
  implements: Node,
  description: 'In what a product can be ordered beside packs: so many of the unit are so many packs, exactly.',
})
@Directive('@key(fields: "id")')
@Access('medicines:read')
export class ProductUnit extends TenantEntity implements Node {
  @IdColumn('productunit')
  id: string;

  @ReferenceColumn('product')
  productId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'As it is written in orders: `BOX`. `PACK` is always there, and no unit of its own.' })
  code: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name for people: `Box of 10`.' })
  name: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'So many of the unit are `packCount` packs: 1 of a box, 30 of the tablets of a pack.' })
  unitCount: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'So many packs are `unitCount` of the unit: 10 of a box of ten.' })
  packCount: number;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description:
      'By UCUM, where the unit is a measure such as `mL`: then it can be ordered in everything that is commensurable, such as `L`.',
  })
  ucumCode: string | null;
}

export const productUnitById = loaderById(ProductUnit);

/** A product has a handful. */
export const unitsOfProduct = loaderByParent(ProductUnit, 'productId', ['code']);
