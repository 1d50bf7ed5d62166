import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import type { Discount, TaxRate } from './pricing.js';
import { momentOfSale, momentsOfLine } from './sale-moment.js';
import type { Sale } from './sale.js';

/** Packs of one lot that a line took from one place; the amount as text, as JSON has no bigint. */
export interface SoldLot {
  readonly lotId: string;
  readonly locationId: string;
  readonly quantity: number;
  /** What a pack had cost; null where nobody knows. */
  readonly unitCostMinor: string | null;
}

@Entity('sale_lines')
@ObjectType({ implements: Node, description: 'One product in a sale.' })
@Directive('@key(fields: "id")')
@Access('sales:read')
export class SaleLine extends TenantEntity implements Node {
  @IdColumn('saleline')
  id: string;

  /** Of its sale: they share their month. */
  @PrimaryColumn({ type: 'timestamptz', precision: 3 })
  occurredAt: Date;

  @ReferenceColumn('sale')
  saleId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Its place on the receipt, from 1; a line that was taken out leaves a gap.' })
  position: number;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot', { nullable: true })
  lotId: string | null;

  @ReferenceColumn('dispense', { nullable: true })
  dispenseId: string | null;

  @ReferenceColumn('saleline', { nullable: true })
  originalLineId: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs.' })
  quantity: number;

  @AmountColumn()
  unitPriceMinor: bigint;

  @Column('integer', { nullable: true })
  discountBasisPoints: number | null;

  @AmountColumn({ nullable: true })
  discountAmountMinor: bigint | null;

  @Column('boolean')
  discountApproved: boolean;

  @AmountColumn()
  discountMinor: bigint;

  @AmountColumn()
  saleDiscountMinor: bigint;

  @AmountColumn()
  amountMinor: bigint;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Which tax its amount contains: `VAT`; null where none.' })
  taxName: string | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'At which rate, in basis points: 1000 is 10 %.' })
  taxBasisPoints: number | null;

  @AmountColumn()
  taxMinor: bigint;

  @Column('jsonb', { nullable: true })
  lots: SoldLot[] | null;

  @AmountColumn({ nullable: true })
  costMinor: bigint | null;

  /** Its own discount, as it was given. */
  get discount(): Discount | null {
    if (this.discountBasisPoints !== null) return { basisPoints: this.discountBasisPoints };
    return this.discountAmountMinor === null ? null : { amountMinor: this.discountAmountMinor };
  }

  get tax(): TaxRate | null {
    return this.taxName === null || this.taxBasisPoints === null ? null : { name: this.taxName, basisPoints: this.taxBasisPoints };
  }
}

/** Looks only into the months in which their sales can have been begun. */
export const saleLineById = defineLoader<string, SaleLine>('SaleLine by id', async ({ db }, ids) => {
  const lines = await db.all(SaleLine, linesWithIds(ids));
  return new Map(lines.map((line) => [line.id, line]));
});

export function linesWithIds(ids: readonly string[]): Sql {
  const uuids = ids.map((id) => toUuid('saleline', id));
  const moments = ids.map(momentsOfLine);
  const from = new Date(Math.min(...moments.map((moment) => moment.from.getTime())));
  const until = new Date(Math.max(...moments.map((moment) => moment.until.getTime())));
  return sql`where id = any (${uuids}::uuid[]) and occurred_at >= ${from} and occurred_at <= ${until}`;
}

export const linesOfSale = defineLoader<string, SaleLine[]>('lines of sale', async ({ db }, saleIds) => {
  const lines = await db.all(SaleLine, linesOf(saleIds));
  return Map.groupBy(lines, ({ saleId }) => saleId);
});

export async function readLines(transaction: Transaction, sale: Sale): Promise<SaleLine[]> {
  return transaction.all(SaleLine, linesOf([sale.id]));
}

/** In the order of the receipts. */
export function linesOf(saleIds: readonly string[]): Sql {
  const uuids = saleIds.map((id) => toUuid('sale', id));
  const moments = saleIds.map(momentOfSale);
  return sql`where sale_id = any (${uuids}::uuid[]) and occurred_at = any (${moments}::timestamptz[]) order by sale_id, position`;
}

/** The lines that returns of a sale gave back so far; hold the sale first. */
export async function readReturnedLines(transaction: Transaction, sale: Sale): Promise<SaleLine[]> {
  return transaction.all(
    SaleLine,
    sql`where (sale_id, occurred_at) in (select id, occurred_at from sales where original_id = ${toUuid('sale', sale.id)}
      and occurred_at >= ${sale.occurredAt} and status = 'COMPLETED') and occurred_at >= ${sale.occurredAt}`,
  );
}
