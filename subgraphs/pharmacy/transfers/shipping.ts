import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { transferUpdated } from '../events.js';
import { allocateStock, type Pick } from '../stock/allocation.js';
import type { UnitCost } from '../stock/lot-costs.js';
import { moveStock } from '../stock/moving.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { atEnd } from './at-end.js';
import { packsByCost } from './packs-by-cost.js';
import { TransferStatus } from './transfer-status.js';
import { ShipTransferPayload, type ShipTransferInput } from './transfer.inputs.js';
import { TransferLine } from './transfer.js';

/** The goods leave, what expires first before the rest: from now on they are in transit, and in no branch's stock. */
export async function shipTransfer(context: Context, input: ShipTransferInput): Promise<ShipTransferPayload> {
  const nothing = { transfer: null };
  return atEnd(
    context,
    ShipTransferPayload,
    { name: 'shipTransfer', ...input, end: 'fromBranchId', nothing },
    async (transaction, transfer, branch) => {
      const refused = transfer.moveTo(TransferStatus.IN_TRANSIT, nothing);
      if (refused) return refused;
      const all = await transaction.all(TransferLine, sql`where transfer_id = ${toUuid('transfer', transfer.id)} order by id`);
      const lines = all.filter(({ approved }) => (approved ?? 0) > 0);
      await lockStock(
        transaction,
        lines.map(({ productId }) => ({ branchId: branch.id, productId })),
      );
      const wanted = lines.map(({ productId, approved }) => ({ productId, quantity: approved ?? 0 }));
      const allocations = await allocateStock(transaction, branch, wanted);
      const missing = allocations.reduce((sum, allocation) => sum + allocation.missing, 0);
      if (missing > 0 && !input.allowPartial)
        return refuse(
          'WRONG_STATE',
          `${missing} of the approved packs are not there to be sent: send what there is (allowPartial), or wait for more.`,
          ['input', 'id'],
          nothing,
        );
      const picks = allocations.flatMap(({ picks: taken }, index) => taken.map((pick) => ({ ...pick, lineId: lines[index]?.id ?? '' })));
      if (picks.length === 0) return refuse('WRONG_STATE', 'Nothing of it is there to be sent.', ['input', 'id'], nothing);
      const packs = await packsByCost(transaction, branch.id, picks);
      // They leave at what they come in at elsewhere, so that no value is made or lost on the way.
      await moveStock(
        transaction,
        { type: 'transfer', id: transfer.id },
        packs.map(({ locationId, productId, lotId, quantity, unitCost }) => ({
          kind: MovementKind.TRANSFER_OUT,
          branchId: branch.id,
          locationId,
          productId,
          lotId,
          status: KeptStatus.AVAILABLE,
          quantity: -quantity,
          unitCost,
        })),
      );
      const rows = byLotAndCost(packs).map((pick) => ({
        id: toUuid('shipment', newId('shipment')),
        line_id: toUuid('transferline', pick.lineId),
        product_id: toUuid('product', pick.productId),
        lot_id: toUuid('lot', pick.lotId),
        shipped: pick.quantity,
        unit_cost_minor: pick.unitCost?.amountMinor.toString() ?? null,
        currency: pick.unitCost?.currency ?? null,
      }));
      await transaction.rows(sql`insert into transfer_shipments (id, transfer_id, from_branch_id, to_branch_id, line_id, product_id, lot_id, shipped, unit_cost_minor, currency)
      select shipment.id, ${toUuid('transfer', transfer.id)}, ${toUuid('branch', transfer.fromBranchId)}, ${toUuid('branch', transfer.toBranchId)},
        shipment.line_id, shipment.product_id, shipment.lot_id, shipment.shipped, shipment.unit_cost_minor, shipment.currency
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as shipment (id uuid, line_id uuid, product_id uuid, lot_id uuid, shipped integer, unit_cost_minor bigint, currency text)`);
      Object.assign(transfer, { shippedAt: new Date(), shippedBy: transaction.context.actor.id });
      await transaction.publish(transferUpdated, { subject: transfer.id, branch: transfer.toBranchId, data: { status: transfer.status } });
      return { transfer: await transaction.save(transfer) };
    },
  );
}

type LinePick = Pick & { readonly lineId: string; readonly unitCost: UnitCost | null };

/** One shipment a lot and cost, from however many places it was taken. */
function byLotAndCost(picks: readonly LinePick[]): LinePick[] {
  const lots = new Map<string, LinePick>();
  for (const pick of picks) {
    const key = [pick.lineId, pick.lotId, pick.unitCost?.amountMinor, pick.unitCost?.currency].join(' ');
    lots.set(key, { ...pick, quantity: pick.quantity + (lots.get(key)?.quantity ?? 0) });
  }
  return [...lots.values()];
}
