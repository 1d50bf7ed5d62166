import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { JsonScalar } from '#kernel/graph/scalars/index.js';
import { loaderById } from '#kernel/subgraph/loader.js';

@Entity('order_rules')
@ObjectType({
  implements: Node,
  description:
    'When something holds of an order that is placed, something is done. Rules are looked at in their order; docs/orders.md says how they are written.',
})
@Directive('@key(fields: "id")')
@Access('orders:read')
export class OrderRule extends TenantEntity implements Node {
  @IdColumn('orderrule')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What it is called.' })
  name: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'The lowest is looked at first; among equals the older one.' })
  position: number;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it is looked at.' })
  active: boolean;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Grows by one with each new wording; an order is explained by the wording that it met.' })
  revision: number;

  @Column('jsonb')
  @Field(() => JsonScalar, {
    simple: true,
    description: 'Its wording: an object with `name`, `when`, `then` and perhaps `stop`, in the long form.',
  })
  definition: object;
}

export const orderRuleById = loaderById(OrderRule);
