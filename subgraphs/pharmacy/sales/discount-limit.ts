import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById } from '#kernel/subgraph/loader.js';

@Entity('discount_limits')
@ObjectType({
  implements: Node,
  description:
    'How much somebody of a role may take off a sale in all. Who has several roles may take off what one of them allows, both in part and amount; nobody whose roles are not listed takes off anything, unless with the permission `sales:discount`.',
})
@Directive('@key(fields: "id")')
@Access('tills:read')
export class DiscountLimit extends TenantEntity implements Node {
  @IdColumn('discountlimit')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The code of the role, by which it is granted: `CASHIER`.' })
  role: string;

  @Column('text')
  currency: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'At most this part of the sale before discounts, in basis points: 500 is 5 %.' })
  maxBasisPoints: number;

  @AmountColumn()
  maxAmountMinor: bigint;
}

export const discountLimitById = loaderById(DiscountLimit);
