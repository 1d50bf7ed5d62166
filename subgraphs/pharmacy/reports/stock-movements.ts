import { sql, type Sql } from '#kernel/database/sql.js';
import type { ReportBranch, ReportRange } from './report-range.js';

export interface MovementRow {
  readonly occurred_at: Date;
  readonly kind: string;
  readonly name: string;
  readonly gtin: string | null;
  readonly lot_number: string;
  readonly location: string;
  readonly status: string;
  readonly quantity: number;
  readonly unit_cost_minor: string | null;
  readonly reason: string | null;
  readonly created_by: string | null;
}

/** Every movement of a branch in these days, in the order of time. */
export function stockMovements({ uuid }: ReportBranch, { begins, ends }: ReportRange): Sql {
  return sql`select movement.occurred_at, movement.kind, product.name, product.gtin, lot.lot_number, location.name as location, movement.status, movement.quantity,
      movement.unit_cost_minor, movement.reason, movement.created_by
    from stock_movements movement join products product on product.id = movement.product_id join lots lot on lot.id = movement.lot_id
    join stock_locations location on location.id = movement.location_id
    where movement.branch_id = ${uuid} and movement.occurred_at >= ${begins} and movement.occurred_at < ${ends}
    order by movement.occurred_at, movement.id`;
}
