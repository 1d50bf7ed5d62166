import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';

/** For whom and when something is ordered. */
export interface PriceQuestion {
  readonly customerId: string | null;
  /** The branch whose order it is. */
  readonly branchId: string | null;
  readonly currency: string;
  readonly at: Date;
}

export interface PricedLine {
  readonly productId: string;
  /** In packs. */
  readonly quantity: number;
}

/** What a pack costs, without tax. */
export interface Price {
  readonly unitPriceMinor: bigint;
  readonly taxBasisPoints: number;
}

interface PriceRow {
  readonly product_id: string;
  readonly unit_price_minor: string;
  readonly tax_basis_points: number;
}

/**
 * What each product costs, in one statement for any number of lines and lists; products without a price are left out. Several lines of
 * a product are priced as one of all their packs.
 */
export async function pricesFor(
  transaction: Transaction,
  { lines, ...question }: PriceQuestion & { readonly lines: readonly PricedLine[] },
): Promise<Map<string, Price>> {
  if (lines.length === 0) return new Map();
  const rows = await transaction.rows<PriceRow>(sql`
    select distinct on (line.product_id) line.product_id, item.unit_price_minor, item.tax_basis_points
    from ${wantedLines(lines)} join ${pricesThatHold(question)}
    order by line.product_id, ${bestFirst}`);
  return new Map(
    rows.map((row) => [
      toTypeId('product', row.product_id),
      { unitPriceMinor: BigInt(row.unit_price_minor), taxBasisPoints: row.tax_basis_points },
    ]),
  );
}

/** All prices that hold for a line, the one that is taken first. */
export function pricesOfLine(line: PricedLine, question: PriceQuestion): Sql {
  return sql`select item.id as item_id, list.id as list_id
    from ${wantedLines([line])} join ${pricesThatHold(question)} order by ${bestFirst}`;
}

/** Products with how many packs of them are wanted, as `line`. */
function wantedLines(lines: readonly PricedLine[]): Sql {
  const packs = new Map<string, number>();
  for (const { productId, quantity } of lines) packs.set(productId, (packs.get(productId) ?? 0) + quantity);
  const products = [...packs.keys()].map((id) => toUuid('product', id));
  return sql`unnest(${products}::uuid[], ${[...packs.values()]}::integer[]) as line (product_id, quantity)`;
}

/** The items that a line could be priced by, as `item`, and their lists, as `list`. */
function pricesThatHold(question: PriceQuestion): Sql {
  return sql`price_list_items item on item.product_id = line.product_id and item.minimum_quantity <= line.quantity
    join price_lists list on list.id = item.price_list_id and ${listHolds(question)}`;
}

/** Whether `list` is to be asked. */
function listHolds({ customerId, branchId, currency, at }: PriceQuestion): Sql {
  const customer = customerId === null ? null : toUuid('customer', customerId);
  const branch = branchId === null ? null : toUuid('branch', branchId);
  return sql`list.currency = ${currency} and ${isMeantFor(sql`${customer}::uuid`, sql`${branch}::uuid`, at)}`;
}

/** Whether `list` is for the customer and the branch, of which each may be null, at that moment. */
export function isMeantFor(customer: Sql, branch: Sql, at: Date): Sql {
  return sql`list.active
    and (list.customer_id is null or list.customer_id = ${customer}) and (list.branch_id is null or list.branch_id = ${branch})
    and (list.valid_from is null or list.valid_from <= ${at}) and (list.valid_until is null or list.valid_until > ${at})`;
}

/** The list first, then the price within it: a customer's list is asked before all others even where those are cheaper. */
export const bestFirst = sql`(list.customer_id is not null) desc, (list.branch_id is not null) desc, list.priority desc,
  list.valid_from desc nulls last, list.id desc, item.minimum_quantity desc`;
