import { sql } from '#kernel/database/sql.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { costsOfLots, type UnitCost } from '../stock/lot-costs.js';

const permission = 'stock:read';

export interface CountTotals {
  readonly lines: number;
  readonly counted: number;
  readonly differing: number;
  readonly surplus: number;
  readonly missing: number;
  /** What the differences come to, by currency. */
  readonly value: readonly UnitCost[];
}

interface TotalsRow {
  readonly count_id: string;
  readonly lines: number;
  readonly counted: number;
  readonly differing: number;
  readonly surplus: number;
  readonly missing: number;
}

interface DifferingRow {
  readonly id: string;
  readonly count_id: string;
  readonly branch_id: string;
  readonly lot_id: string;
  readonly difference: number;
}

export const totalsOfCount = defineLoader<string, CountTotals>('totals of stock count', async (context: Context, ids) => {
  const uuids = ids.map((id) => toUuid('stockcount', id));
  const rows = await context.db.rows<TotalsRow>(
    sql`select count_id, count(*)::int as lines, count(counted)::int as counted, count(*) filter (where counted <> expected)::int as differing,
        coalesce(sum(greatest(counted - expected, 0)), 0)::int as surplus, coalesce(sum(greatest(expected - counted, 0)), 0)::int as missing
      from stock_count_lines where count_id = any (${uuids}::uuid[]) group by count_id`,
    permission,
  );
  const differing = await context.db.rows<DifferingRow>(
    sql`select id, count_id, branch_id, lot_id, counted - expected as difference from stock_count_lines
      where count_id = any (${uuids}::uuid[]) and counted <> expected`,
    permission,
  );
  const values = await valuesOf(context, differing);
  const valueOf = Map.groupBy(values, ({ row }) => toTypeId('stockcount', row.count_id));
  const totals = new Map(rows.map((row) => [toTypeId('stockcount', row.count_id) as string, row]));
  const none = { lines: 0, counted: 0, differing: 0, surplus: 0, missing: 0 };
  return new Map(ids.map((id) => [id, { ...none, ...totals.get(id), value: sums(valueOf.get(id as `stockcount_${string}`) ?? []) }]));
});

export const valueOfDifference = defineLoader<string, UnitCost>('value of difference', async (context: Context, ids) => {
  const uuids = ids.map((id) => toUuid('stockcountline', id));
  const rows = await context.db.rows<DifferingRow>(
    sql`select id, count_id, branch_id, lot_id, counted - expected as difference from stock_count_lines
      where id = any (${uuids}::uuid[]) and counted is not null`,
    permission,
  );
  return new Map((await valuesOf(context, rows)).map(({ row, ...value }) => [toTypeId('stockcountline', row.id), value]));
});

type Valued = UnitCost & { readonly row: DifferingRow };

/** At what a pack of the lot last cost the branch; lots of which nobody knows it have no value. */
async function valuesOf(context: Context, rows: readonly DifferingRow[]): Promise<Valued[]> {
  const reader = {
    rows: <R extends object>(statement: Parameters<typeof context.db.rows>[0]) => context.db.rows<R>(statement, permission),
  };
  const valued: Valued[] = [];
  for (const [branch, ofBranch] of Map.groupBy(rows, (row) => row.branch_id)) {
    const lots = ofBranch.map((row) => toTypeId('lot', row.lot_id));
    const costs = await costsOfLots(reader, toTypeId('branch', branch), lots);
    for (const row of ofBranch) {
      const cost = costs.get(toTypeId('lot', row.lot_id));
      if (cost) valued.push({ row, amountMinor: cost.amountMinor * BigInt(row.difference), currency: cost.currency });
    }
  }
  return valued;
}

function sums(values: readonly UnitCost[]): UnitCost[] {
  const byCurrency = new Map<string, bigint>();
  for (const { amountMinor, currency } of values) byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + amountMinor);
  return [...byCurrency].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}
