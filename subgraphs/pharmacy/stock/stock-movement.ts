import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineList } from '#kernel/subgraph/list.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { momentsOfMovements } from './movement-moment.js';
import type { KeptStatus } from './stock-terms.js';
import { MovementKind } from './stock-terms.js';

@Entity('stock_movements')
@ObjectType({ implements: Node, description: 'One change of stock, never altered: what is on hand is the sum of these.' })
@Directive('@key(fields: "id")')
@Access('stock:read')
export class StockMovement extends TenantEntity implements Node {
  @IdColumn('movement')
  id: string;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it happened.' })
  occurredAt: Date;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('stocklocation')
  locationId: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @Column('text', { name: 'status' })
  keptStatus: KeptStatus;

  @Column('text')
  @Field(() => MovementKind, { simple: true, description: 'Why.' })
  kind: MovementKind;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs: positive in, negative out, never zero.' })
  quantity: number;

  @AmountColumn({ nullable: true })
  unitCostMinor: bigint | null;

  @Column('text', { nullable: true })
  currency: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why, in the words of who did it.' })
  reason: string | null;

  @Column('text', { nullable: true })
  sourceType: string | null;

  @Column('uuid', { nullable: true })
  sourceId: string | null;

  @ReferenceColumn('patient', { nullable: true })
  patientId: string | null;

  @Column('text', { nullable: true })
  witnessId: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The serial number of the pack, where a scan said it.' })
  serialNumber: string | null;

  @Column('text', { nullable: true })
  createdBy: string | null;
}

export const StockMovementConnection = connectionOf(StockMovement, 'StockMovement');

export enum StockMovementOrderField {
  OCCURRED_AT = 'OCCURRED_AT',
}

registerEnumType(StockMovementOrderField, {
  name: 'StockMovementOrderField',
  description: 'What movements can be sorted by.',
  valuesConfig: { OCCURRED_AT: { description: 'When they happened.' } },
});

export const movementById = defineLoader<string, StockMovement>('StockMovement by id', async ({ db }, ids) => {
  const movements = await db.all(StockMovement, movementsWithIds(ids));
  const found = new Map(movements.map((movement) => [movement.id, movement]));
  db.auditDenials(
    StockMovement,
    ids.filter((id) => !found.has(id)),
  );
  return found;
});

/** By their ids, in the months alone that these tell of. */
export function movementsWithIds(ids: readonly string[]): Sql {
  const uuids = ids.map((id) => toUuid('movement', id));
  const { from, until } = momentsOfMovements(ids);
  return sql`where id = any (${uuids}::uuid[]) and occurred_at >= ${from} and occurred_at <= ${until}`;
}

export const movementList = defineList<StockMovement, StockMovementOrderField>({
  name: 'stockMovements',
  entity: StockMovement,
  orders: { OCCURRED_AT: ['occurredAt'] },
});

export const newestMovementFirst = { field: StockMovementOrderField.OCCURRED_AT, direction: OrderDirection.DESC };
