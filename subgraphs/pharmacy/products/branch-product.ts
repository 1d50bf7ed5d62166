import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('branch_products')
@ObjectType({ implements: Node, description: 'How a branch keeps and sells a product.' })
@Directive('@key(fields: "id")')
@Access('medicines:read')
export class BranchProduct extends TenantEntity implements Node {
  @IdColumn('branchproduct')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('product')
  productId: string;

  @AmountColumn({ nullable: true })
  priceMinor: bigint | null;

  @Column('text')
  currency: string;

  @Column('integer', { nullable: true })
  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'At or below how many available packs it is low; null when nobody watches it.',
  })
  reorderPoint: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'Up to how many packs it is ordered when it is low.' })
  orderUpTo: number | null;
}

export const branchProductById = loaderById(BranchProduct);

/** Of one product, at the branches that the caller may see. */
export const branchProductsOfProduct = loaderByParent(BranchProduct, 'productId', ['id']);
