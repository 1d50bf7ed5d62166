import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineList } from '#kernel/subgraph/list.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import type { Discount } from './pricing.js';
import { momentOfSale } from './sale-moment.js';
import { SaleKind, SaleStatus } from './sale-terms.js';

@Entity('sales')
@ObjectType({ implements: Node, description: 'A basket at a till, the sale that it becomes, or goods that came back.' })
@Directive('@key(fields: "id")')
@Access('sales:read')
export class Sale extends TenantEntity implements Node {
  @IdColumn('sale')
  id: string;

  /** The moment in its id, and its partition. */
  @PrimaryColumn({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When its basket was begun.' })
  occurredAt: Date;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => SaleKind, { simple: true, description: 'Which way goods and money go.' })
  kind: SaleKind;

  @Column('text')
  @Field(() => SaleStatus, { simple: true, description: 'How far it has come.' })
  status: SaleStatus;

  @ReferenceColumn('tillsession')
  tillSessionId: string;

  @ReferenceColumn('patient', { nullable: true })
  patientId: string | null;

  @Column('text')
  currency: string;

  @ReferenceColumn('sale', { nullable: true })
  originalId: string | null;

  @Column('integer', { nullable: true })
  discountBasisPoints: number | null;

  @AmountColumn({ nullable: true })
  discountAmountMinor: bigint | null;

  @Column('boolean')
  discountApproved: boolean;

  /** How much it was when it was approved. */
  @AmountColumn({ nullable: true })
  discountApprovedMinor: bigint | null;

  @AmountColumn()
  subtotalMinor: bigint;

  @AmountColumn()
  discountMinor: bigint;

  @AmountColumn()
  taxMinor: bigint;

  @AmountColumn()
  totalMinor: bigint;

  @AmountColumn()
  roundingMinor: bigint;

  @AmountColumn()
  paidMinor: bigint;

  @AmountColumn()
  changeMinor: bigint;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when the goods of a held basket are set aside.' })
  heldUntil: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The number of its receipt, without gaps at the branch: `UB1-R-000042`; null until it is paid.',
  })
  receiptNumber: string | null;

  @Column('text', { nullable: true })
  receiptCode: string | null;

  @Column('text', { nullable: true })
  sellerId: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was paid, or refunded.' })
  completedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was voided.' })
  voidedAt: Date | null;

  @Column('text', { nullable: true })
  voidedBy: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was voided, or why the goods came back.' })
  reason: string | null;

  /** The discount of the whole, as it was given. */
  get discount(): Discount | null {
    if (this.discountBasisPoints !== null) return { basisPoints: this.discountBasisPoints };
    return this.discountAmountMinor === null ? null : { amountMinor: this.discountAmountMinor };
  }
}

/** A new one, with nothing in it. */
export function emptySale(facts: Pick<Sale, 'id' | 'branchId' | 'kind' | 'tillSessionId' | 'patientId' | 'currency' | 'originalId'>): Sale {
  return Object.assign(new Sale(), {
    ...facts,
    occurredAt: momentOfSale(facts.id),
    status: SaleStatus.OPEN,
    discountBasisPoints: null,
    discountAmountMinor: null,
    discountApproved: false,
    discountApprovedMinor: null,
    subtotalMinor: 0n,
    discountMinor: 0n,
    taxMinor: 0n,
    totalMinor: 0n,
    roundingMinor: 0n,
    paidMinor: 0n,
    changeMinor: 0n,
    heldUntil: null,
    receiptNumber: null,
    receiptCode: null,
    sellerId: null,
    completedAt: null,
    voidedAt: null,
    voidedBy: null,
    reason: null,
  });
}

export const SaleConnection = connectionOf(Sale, 'Sale');

export enum SaleOrderField {
  OCCURRED_AT = 'OCCURRED_AT',
}

registerEnumType(SaleOrderField, {
  name: 'SaleOrderField',
  description: 'What sales can be sorted by.',
  valuesConfig: { OCCURRED_AT: { description: 'When their baskets were begun.' } },
});

/** Looks only into the months that the ids name. */
export const saleById = defineLoader<string, Sale>('Sale by id', async ({ db }, ids) => {
  const sales = await db.all(Sale, salesWithIds(ids));
  return new Map(sales.map((sale) => [sale.id, sale]));
});

export function salesWithIds(ids: readonly string[]): Sql {
  const uuids = ids.map((id) => toUuid('sale', id));
  const moments = ids.map(momentOfSale);
  return sql`where id = any (${uuids}::uuid[]) and occurred_at = any (${moments}::timestamptz[])`;
}

/** What came back of a sale, the first return first. Nothing comes back before it was sold. */
export const returnsOfSale = defineLoader<string, Sale[]>('returns of sale', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('sale', id));
  const first = new Date(Math.min(...ids.map((id) => momentOfSale(id).getTime())));
  const returns = await db.all(
    Sale,
    sql`where original_id = any (${uuids}::uuid[]) and occurred_at >= ${first} and status = 'COMPLETED' order by occurred_at, id`,
  );
  return Map.groupBy(returns, ({ originalId }) => originalId ?? '');
});

export const saleList = defineList<Sale, SaleOrderField>({ name: 'sales', entity: Sale, orders: { OCCURRED_AT: ['occurredAt'] } });

export const newestSaleFirst = { field: SaleOrderField.OCCURRED_AT, direction: OrderDirection.DESC };
