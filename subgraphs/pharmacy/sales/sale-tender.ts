import { Field, ObjectType } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Money } from '#kernel/graph/money.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { TenderKind } from '../tills/till-terms.js';
import { momentOfSale } from './sale-moment.js';
import type { Sale } from './sale.js';

@ObjectType({ description: 'With what a sale was paid, or a return refunded.' })
@Access('sales:read')
export class SaleTender {
  @Field(() => TenderKind, { simple: true, description: 'With what.' })
  kind: TenderKind;

  @Field(() => Money, { simple: true, description: 'How much; of cash, before the change.' })
  amount: Money;

  @Field(() => String, { simple: true, nullable: true, description: 'The slip, the transaction, or the coverage or claim of an insurer.' })
  reference: string | null;
}

/** As it is kept. */
export interface KeptTender {
  readonly kind: TenderKind;
  readonly amountMinor: bigint;
  readonly reference: string | null;
}

interface TenderRow {
  readonly sale_id: string;
  readonly kind: TenderKind;
  readonly amount_minor: string;
  readonly reference: string | null;
}

export const tendersOfSale = defineLoader<string, KeptTender[]>('tenders of sale', async ({ db }, saleIds) => {
  const rows = await db.rows<TenderRow>(tendersOf(saleIds), 'sales:read');
  return Map.groupBy(rows.map(kept), ({ saleId }) => saleId);
});

export async function readTenders(transaction: Transaction, sale: Sale): Promise<KeptTender[]> {
  return (await transaction.rows<TenderRow>(tendersOf([sale.id]))).map(kept);
}

export async function keepTenders(transaction: Transaction, sale: Sale, tenders: readonly KeptTender[]): Promise<void> {
  const rows = tenders.map(({ kind, amountMinor, reference }, index) => ({
    position: index + 1,
    kind,
    amount_minor: amountMinor.toString(),
    reference,
  }));
  await transaction.rows(sql`insert into sale_tenders (sale_id, occurred_at, branch_id, position, kind, amount_minor, reference)
    select ${toUuid('sale', sale.id)}, ${sale.occurredAt}::timestamptz, ${toUuid('branch', sale.branchId)}, line.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (position integer, kind text, amount_minor bigint, reference text)`);
}

function tendersOf(saleIds: readonly string[]): ReturnType<typeof sql> {
  const uuids = saleIds.map((id) => toUuid('sale', id));
  const moments = saleIds.map(momentOfSale);
  return sql`select sale_id, kind, amount_minor::text, reference from sale_tenders
    where sale_id = any (${uuids}::uuid[]) and occurred_at = any (${moments}::timestamptz[]) order by sale_id, position`;
}

function kept({ sale_id, kind, amount_minor, reference }: TenderRow): KeptTender & { readonly saleId: string } {
  return { saleId: toTypeId('sale', sale_id), kind, amountMinor: BigInt(amount_minor), reference };
}
