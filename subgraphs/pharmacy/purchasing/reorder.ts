import { sql, type Sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { openStatuses } from './purchase-order-status.js';
import { ReorderSuggestion } from './reorder-suggestion.js';

/** How the supplier of choice sells a product. */
export interface OfferTerms {
  readonly supplierId: string;
  readonly packMultiple: number;
  readonly minimumOrder: number;
  readonly priceMinor: bigint | null;
  readonly currency: string | null;
}

export interface ReorderQuestion {
  readonly branchId: string;
  /** Of the branch, whose day decides what has expired. */
  readonly timeZone: string;
  /** Of the branch: a supplier that has a price in it goes first. */
  readonly currency: string;
  /** Only what is ordered of this supplier. */
  readonly supplierId?: string | null;
  readonly productIds?: readonly string[] | null;
}

/** More than a person goes through at once; the rest comes when these are ordered. */
export const mostSuggestions = 500;

interface SuggestionRow {
  readonly product_id: string;
  readonly reorder_point: number;
  readonly order_up_to: number | null;
  readonly available: number;
  readonly on_order: number;
  readonly supplier_id: string | null;
  readonly pack_multiple: number | null;
  readonly minimum_order: number | null;
  readonly price_minor: string | null;
  readonly currency: string | null;
}

/**
 * What a branch runs low of, by name, with the supplier of choice: the preferred one, else the cheapest in the branch's currency. What
 * is on order counts as if it were there, drafts included, and so does what comes from another branch, so that nothing is ordered twice.
 */
export function reorderStatement({ branchId, timeZone, currency, supplierId, productIds }: ReorderQuestion): Sql {
  const branch = toUuid('branch', branchId);
  const supplier = supplierId ? toUuid('supplier', supplierId) : null;
  const products = productIds ? productIds.map((id) => toUuid('product', id)) : null;
  return sql`with coming as materialized (
      select product_id, sum(quantity) as quantity from (
        select line.product_id, line.quantity - line.received as quantity
        from purchase_orders ordered join purchase_order_lines line on line.purchase_order_id = ordered.id
        where ordered.branch_id = ${branch} and ordered.status = any (${[...openStatuses]}::text[]) and line.received < line.quantity
        union all
        select line.product_id, line.approved
        from transfers transfer join transfer_lines line on line.transfer_id = transfer.id
        where transfer.to_branch_id = ${branch} and transfer.status = 'APPROVED'
        union all
        select shipment.product_id, shipment.shipped - shipment.received - shipment.lost
        from transfer_shipments shipment
        where shipment.to_branch_id = ${branch} and shipment.received + shipment.lost < shipment.shipped
          and (select lot.recall_id from lots lot where lot.id = shipment.lot_id) is null
      ) awaited group by product_id
    )
    select kept.product_id, kept.reorder_point, kept.order_up_to, stock.available, coalesce(coming.quantity, 0)::int as on_order,
      offer.supplier_id, offer.pack_multiple, offer.minimum_order, offer.price_minor, offer.currency
    from branch_products kept
    join products on products.id = kept.product_id and products.status = 'ACTIVE'
    left join coming on coming.product_id = kept.product_id
    cross join lateral (
      select coalesce(sum(item.on_hand - item.reserved), 0)::int as available
      from stock_items item join lots lot on lot.id = item.lot_id
      where item.product_id = kept.product_id and item.branch_id = kept.branch_id and item.status = 'AVAILABLE' and item.on_hand > 0 and item.on_hand > item.reserved
        and lot.recall_id is null and (lot.expires_on is null or lot.expires_on >= (clock_timestamp() at time zone ${timeZone})::date)
    ) stock
    left join lateral (
      select sold.supplier_id, sold.pack_multiple, sold.minimum_order, sold.price_minor, sold.currency
      from supplier_products sold join suppliers supplier on supplier.id = sold.supplier_id
      where sold.product_id = kept.product_id and sold.active and supplier.active
      order by sold.preferred desc, sold.currency is distinct from ${currency}, sold.price_minor, sold.id limit 1
    ) offer on true
    where kept.branch_id = ${branch} and kept.reorder_point is not null
      and stock.available + coalesce(coming.quantity, 0) <= kept.reorder_point
      and (${supplier}::uuid is null or offer.supplier_id = ${supplier}::uuid)
      and (${products}::uuid[] is null or kept.product_id = any (${products}::uuid[]))
    order by products.name_key, kept.product_id limit ${mostSuggestions}`;
}

/** Whoever runs the statement: a read of a call, or a command's own transaction. */
export async function reorderSuggestionsBy(
  rows: (statement: Sql) => Promise<object[]>,
  question: ReorderQuestion,
): Promise<ReorderSuggestion[]> {
  return ((await rows(reorderStatement(question))) as SuggestionRow[]).map(suggestionOf);
}

/** Enough to come above the reorder point, and up to where it is ordered; in whole packs of the supplier, and not less than it sells. */
export function quantityToOrder(
  missing: number,
  { packMultiple, minimumOrder }: Pick<OfferTerms, 'packMultiple' | 'minimumOrder'>,
): number {
  return Math.ceil(Math.max(missing, minimumOrder) / packMultiple) * packMultiple;
}

function suggestionOf(row: SuggestionRow): ReorderSuggestion {
  const target = row.order_up_to ?? row.reorder_point + 1;
  const offer = offerOf(row);
  return Object.assign(new ReorderSuggestion(), {
    productId: toTypeId('product', row.product_id),
    offer,
    available: row.available,
    onOrder: row.on_order,
    reorderPoint: row.reorder_point,
    orderUpTo: row.order_up_to,
    quantity: quantityToOrder(target - row.available - row.on_order, offer ?? { packMultiple: 1, minimumOrder: 1 }),
  });
}

function offerOf({ supplier_id, pack_multiple, minimum_order, price_minor, currency }: SuggestionRow): OfferTerms | null {
  if (supplier_id === null) return null;
  return {
    supplierId: toTypeId('supplier', supplier_id),
    packMultiple: pack_multiple ?? 1,
    minimumOrder: minimum_order ?? 1,
    priceMinor: price_minor === null ? null : BigInt(price_minor),
    currency,
  };
}
