import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById } from '#kernel/subgraph/loader.js';

@Entity('order_webhooks')
@ObjectType({
  implements: Node,
  description:
    'A server of yours that rules of orders call by its name. Messages are signed after Standard Webhooks, and say no more than which order it is.',
})
@Directive('@key(fields: "id")')
@Access('orders:configure')
export class OrderWebhook extends TenantEntity implements Node {
  @IdColumn('orderwebhook')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'By which rules call it: `lims`. It never changes.' })
  name: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Where it answers.' })
  url: string;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it is called.' })
  active: boolean;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was switched off; null when nothing but you did it.' })
  disabledReason: string | null;
}

export const orderWebhookById = loaderById(OrderWebhook);
