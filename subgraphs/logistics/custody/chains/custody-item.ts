import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineLoader, loaderById } from '#kernel/subgraph/loader.js';

@Entity('custody_items')
@ObjectType({
  implements: Node,
  description: 'A thing of which it is kept who has it; seen by the branches that have had it or are offered it.',
})
@Directive('@key(fields: "id")')
@Access('custody:read')
export class CustodyItem extends TenantEntity implements Node {
  @IdColumn('custodyitem')
  id: string;

  @Column('text')
  @Field(() => ID, { simple: true, description: 'What it is in the graph: `specimen_…`, `lot_…`, an instrument.' })
  itemId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'As people know it: `EDTA blood`.' })
  name: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What stands on its label, to be scanned at each handover.' })
  code: string | null;

  @ReferenceColumn('order', { nullable: true })
  orderId: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many times it changed hands.' })
  length: number;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Hash of its last handover; null before the first.' })
  headHash: string | null;

  @Column('text', { nullable: true })
  @Field(() => ID, { simple: true, nullable: true, description: 'Who has it: `staff_…` or `branch_…`; null before the first handover.' })
  holderId: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The name of who has it.' })
  holderName: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Since when.' })
  heldSince: Date | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it was last taken by one who does not carry it on.' })
  delivered: boolean;

  /** As people call it at a handover: by its label, else by its name. */
  get label(): string {
    return this.code ?? this.name;
  }
}

export const custodyItemById = loaderById(CustodyItem);

/** By what it is in the graph. */
export const custodyItemOf = defineLoader<string, CustodyItem>('custody item of', async ({ db }, itemIds) => {
  const items = await db.all(CustodyItem, sql`where item_id = any (${itemIds}::text[])`);
  return new Map(items.map((item) => [item.itemId, item]));
});
