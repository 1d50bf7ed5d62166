import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { toUuid } from '#kernel/graph/type-id.js';
import { inTenant } from '../../testing/behind-the-graph.js';
import type { Dispensary } from '../../testing/dispensary.js';

export interface RecordedLine {
  readonly productId: string;
  readonly quantity: number;
  /** What is paid for it, tax included. */
  readonly amount: bigint;
  readonly discount?: bigint;
  readonly tax?: bigint;
  readonly cost?: bigint | null;
}

/** A sale as it stands in the tables, of any moment. */
export interface RecordedSale {
  readonly begunAt: Date;
  readonly paidAt: Date;
  readonly kind?: 'SALE' | 'RETURN';
  readonly status?: 'COMPLETED' | 'VOIDED';
  readonly branchId?: string;
  readonly currency?: string;
  readonly sellerId?: string;
  readonly lines: readonly RecordedLine[];
  /** By default cash to the unit. */
  readonly tenders?: readonly { readonly kind: string; readonly amount: bigint }[];
  readonly change?: bigint;
}

/** Writes sales behind the graph, on days that no till can sell on. */
export async function recordSales(owner: pg.Client, dispensary: Dispensary, sales: readonly RecordedSale[]): Promise<void> {
  const rows = sales.map((sale, index) => rowsOf(dispensary, sale, index));
  const insert = (table: string, records: readonly object[]) => {
    const columns = Object.keys(records[0] ?? {}).join(', ');
    const json = JSON.stringify(records, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    return owner.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`, [json]);
  };
  await inTenant(owner, dispensary.tenant, async () => {
    for (const table of ['sales', 'sale_lines', 'sale_tenders'] as const) {
      const records = rows.flatMap((row): readonly object[] => row[table]);
      if (records.length > 0) await insert(table, records);
    }
  });
}

function rowsOf(dispensary: Dispensary, sale: RecordedSale, index: number) {
  const { kind = 'SALE', status = 'COMPLETED', currency = 'MNT', lines, change = 0n } = sale;
  const total = sum(lines.map(({ amount }) => amount));
  const discount = sum(lines.map((line) => line.discount ?? 0n));
  const tenders = sale.tenders ?? [{ kind: 'CASH', amount: total }];
  const paid = sum(tenders.map(({ amount }) => amount));
  const sale_id = uuidOf(sale.begunAt);
  const place = { branch_id: toUuid('branch', sale.branchId ?? dispensary.branchId), occurred_at: sale.begunAt };
  return {
    sales: [
      {
        id: sale_id,
        ...place,
        kind,
        status,
        currency,
        till_session_id: randomUUID(),
        original_id: kind === 'RETURN' ? randomUUID() : null,
        subtotal_minor: total + discount,
        discount_minor: discount,
        tax_minor: sum(lines.map(({ tax }) => tax ?? 0n)),
        total_minor: total,
        rounding_minor: paid - change - total,
        paid_minor: paid,
        change_minor: change,
        discount_approved: false,
        receipt_number: `R-${sale_id}-${index}`,
        seller_id: sale.sellerId ?? null,
        completed_at: sale.paidAt,
        voided_at: status === 'VOIDED' ? sale.paidAt : null,
      },
    ],
    sale_lines: lines.map((line, position) => ({
      id: uuidOf(sale.begunAt),
      ...place,
      sale_id,
      position: position + 1,
      product_id: toUuid('product', line.productId),
      quantity: line.quantity,
      unit_price_minor: (line.amount + (line.discount ?? 0n)) / BigInt(line.quantity),
      discount_approved: false,
      // Shared between line and sale, as both count.
      discount_minor: (line.discount ?? 0n) / 2n,
      sale_discount_minor: (line.discount ?? 0n) - (line.discount ?? 0n) / 2n,
      amount_minor: line.amount,
      tax_minor: line.tax ?? 0n,
      cost_minor: line.cost ?? null,
    })),
    sale_tenders: tenders.map((tender, position) => ({
      sale_id,
      ...place,
      position: position + 1,
      kind: tender.kind,
      amount_minor: tender.amount,
      reference: 'Terminal 1',
    })),
  };
}

/** A version 7 id of a moment. */
function uuidOf(moment: Date): string {
  const time = moment.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
