import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { stockChanged, stockLow } from '../events.js';
import type { StockSubject } from './stock-lock.js';
import { KeptStatus, type MovementKind } from './stock-terms.js';

/** The document that causes a movement, such as `{ type: 'sale', id: 'sale_…' }`; the type is the id's prefix. */
export interface MovementSource {
  readonly type: string;
  readonly id: string;
}

export interface NewMovement {
  readonly kind: MovementKind;
  readonly branchId: string;
  readonly locationId: string;
  readonly productId: string;
  readonly lotId: string;
  readonly status: KeptStatus;
  /** Packs: positive in, negative out. */
  readonly quantity: number;
  readonly unitCost?: { readonly amountMinor: bigint; readonly currency: string } | null;
  readonly reason?: string | null;
  readonly patientId?: string | null;
  /** The second person, of what needs two. */
  readonly witnessId?: string | null;
  readonly serialNumber?: string | null;
}

export interface PostedMovement extends NewMovement {
  readonly id: string;
}

/** Changes stock, and tells of it; hold the stock first (`lockStock`). The database refuses what would take more than there is. */
export async function moveStock(
  transaction: Transaction,
  source: MovementSource | null,
  movements: readonly NewMovement[],
): Promise<PostedMovement[]> {
  if (movements.length === 0) return [];
  const posted = movements.map((movement) => ({ ...movement, id: newId('movement') }));
  const rows = posted.map((movement) => ({
    id: toUuid('movement', movement.id),
    branch_id: toUuid('branch', movement.branchId),
    location_id: toUuid('stocklocation', movement.locationId),
    product_id: toUuid('product', movement.productId),
    lot_id: toUuid('lot', movement.lotId),
    status: movement.status,
    kind: movement.kind,
    quantity: movement.quantity,
    unit_cost_minor: movement.unitCost?.amountMinor.toString() ?? null,
    currency: movement.unitCost?.currency ?? null,
    reason: movement.reason ?? null,
    patient_id: movement.patientId ? toUuid('patient', movement.patientId) : null,
    witness_id: movement.witnessId ?? null,
    serial_number: movement.serialNumber ?? null,
  }));
  await transaction.rows(sql`insert into stock_movements (id, branch_id, location_id, product_id, lot_id, status, kind, quantity,
      unit_cost_minor, currency, reason, patient_id, witness_id, serial_number, source_type, source_id)
    select line.*, ${source?.type ?? null}, ${source ? toUuid(source.type, source.id) : null}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, branch_id uuid, location_id uuid, product_id uuid, lot_id uuid,
      status text, kind text, quantity integer, unit_cost_minor bigint, currency text, reason text, patient_id uuid, witness_id text, serial_number text)`);
  await tellChanged(transaction, posted);
  await tellLow(transaction, posted);
  return posted;
}

/** Tells who follows the branch that a product's stock is another, by movement or by reservation. */
export async function tellChanged(transaction: Transaction, subjects: readonly StockSubject[]): Promise<void> {
  const once = new Map(subjects.map(({ branchId, productId }) => [`${branchId} ${productId}`, { branchId, productId }]));
  await transaction.publishAll(
    stockChanged,
    [...once.values()].map(({ branchId, productId }) => ({ subject: productId, branch: branchId, data: {} })),
  );
}

interface LowRow {
  readonly branch_id: string;
  readonly product_id: string;
  readonly usable: number;
  readonly reorder_point: number;
}

/** Tells of products that these movements brought down to their reorder point. What has expired was not there before either. */
async function tellLow(transaction: Transaction, movements: readonly NewMovement[]): Promise<void> {
  const moved = movements.filter(({ status }) => status === KeptStatus.AVAILABLE);
  if (!moved.some(({ quantity }) => quantity < 0)) return;
  const lines = moved.map(({ branchId, productId, lotId, quantity }) => ({
    branch_id: toUuid('branch', branchId),
    product_id: toUuid('product', productId),
    lot_id: toUuid('lot', lotId),
    quantity,
  }));
  const rows = await transaction.rows<LowRow>(sql`with fallen as (
      select line.branch_id, line.product_id, sum(line.quantity) as change
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (branch_id uuid, product_id uuid, lot_id uuid, quantity integer)
      join lots lot on lot.id = line.lot_id and (lot.expires_on is null or lot.expires_on >= branch_day(line.branch_id))
      group by line.branch_id, line.product_id having sum(line.quantity) < 0
    )
    select kept.branch_id, kept.product_id, kept.reorder_point, coalesce(sum(item.on_hand) filter (where lot.id is not null), 0)::int as usable
    from fallen join branch_products kept on kept.branch_id = fallen.branch_id and kept.product_id = fallen.product_id
    left join stock_items item on item.branch_id = kept.branch_id and item.product_id = kept.product_id and item.status = 'AVAILABLE'
    left join lots lot on lot.id = item.lot_id and (lot.expires_on is null or lot.expires_on >= branch_day(kept.branch_id))
    group by kept.branch_id, kept.product_id, kept.reorder_point, fallen.change
    having coalesce(sum(item.on_hand) filter (where lot.id is not null), 0) <= kept.reorder_point
      and coalesce(sum(item.on_hand) filter (where lot.id is not null), 0) - fallen.change > kept.reorder_point`);
  await transaction.publishAll(
    stockLow,
    rows.map((row) => ({
      subject: toTypeId('product', row.product_id),
      branch: toTypeId('branch', row.branch_id),
      data: { onHand: row.usable, reorderPoint: row.reorder_point },
    })),
  );
}
