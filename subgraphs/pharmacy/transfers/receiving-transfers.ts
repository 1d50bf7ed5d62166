import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { OpenBranch } from '#kernel/branches/at-branch.js';
import { transferUpdated } from '../events.js';
import { temperatureReason } from '../stock/holding-packs.js';
import { moveStock, type NewMovement } from '../stock/moving.js';
import { placeNamed, usualPlace } from '../stock/places.js';
import type { StockLocation } from '../stock/stock-location.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { atEnd } from './at-end.js';
import { TransferStatus } from './transfer-status.js';
import { ReceiveTransferPayload, type ReceiveTransferInput, type ReceivedShipmentInput } from './transfer.inputs.js';
import { TransferShipment, type Transfer } from './transfer.js';

const nothing = { transfer: null };

/** The goods arrive, all of them or not; what is missing stays in transit until somebody says what became of it. */
export async function receiveTransfer(context: Context, input: ReceiveTransferInput): Promise<ReceiveTransferPayload> {
  return atEnd(
    context,
    ReceiveTransferPayload,
    { name: 'receiveTransfer', ...input, end: 'toBranchId', nothing },
    async (transaction, transfer, branch) => {
      const refused = transfer.moveTo(TransferStatus.RECEIVED, nothing);
      if (refused) return refused;
      const shipments = await transaction.all(TransferShipment, sql`where transfer_id = ${toUuid('transfer', transfer.id)} order by id`);
      const wrong = differencesRefusal(shipments, input.shipments);
      if (wrong) return wrong;
      const location = input.locationId ? await placeNamed(transaction, branch, input.locationId) : await usualPlace(transaction, branch);
      if (!location) return refuse('NOT_FOUND', 'There is no such place at the branch.', ['input', 'locationId'], nothing);
      const said = new Map(input.shipments.map((each) => [each.shipmentId, each]));
      const arrived = shipments.map((shipment) => ({
        shipment,
        received: said.get(shipment.id)?.received ?? shipment.shipped,
        damaged: said.get(shipment.id)?.damaged ?? 0,
      }));
      await lockStock(
        transaction,
        shipments.map(({ productId }) => ({ branchId: branch.id, productId })),
      );
      await takeIn(transaction, transfer, branch, location, arrived);
      const rows = arrived.map(({ shipment, received, damaged }) => ({ id: toUuid('shipment', shipment.id), received, damaged }));
      await transaction.rows(sql`update transfer_shipments shipment set received = arrived.received, damaged = arrived.damaged
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as arrived (id uuid, received integer, damaged integer) where shipment.id = arrived.id`);
      Object.assign(transfer, { receivedAt: new Date(), receivedBy: transaction.context.actor.id });
      await transaction.publish(transferUpdated, {
        subject: transfer.id,
        branch: transfer.fromBranchId,
        data: { status: transfer.status },
      });
      return { transfer: await transaction.save(transfer) };
    },
  );
}

function differencesRefusal(shipments: readonly TransferShipment[], said: readonly ReceivedShipmentInput[]): Refusal | null {
  const field = ['input', 'shipments'];
  const known = new Map(shipments.map((shipment) => [shipment.id, shipment]));
  if (new Set(said.map(({ shipmentId }) => shipmentId)).size < said.length)
    return refuse('INVALID', 'Each shipment is received once.', field, nothing);
  for (const { shipmentId, received, damaged } of said) {
    const shipment = known.get(shipmentId);
    if (!shipment) return refuse('NOT_FOUND', 'There is no such shipment of this transfer.', [...field, 'shipmentId'], nothing);
    if (received < 0 || received > shipment.shipped)
      return refuse(
        'INVALID',
        `${shipment.shipped} packs were shipped: 0 to ${shipment.shipped} can arrive, not ${received}.`,
        [...field, 'received'],
        nothing,
      );
    if (damaged < 0 || damaged > received)
      return refuse(
        'INVALID',
        `${received} packs arrived: 0 to ${received} of them can be damaged, not ${damaged}.`,
        [...field, 'damaged'],
        nothing,
      );
  }
  return null;
}

interface Arrived {
  readonly shipment: TransferShipment;
  readonly received: number;
  readonly damaged: number;
}

/**
 * Brings packs into the branch, and says how: as available, damaged, recalled when their lot was called back on the way, or on hold when they
 * were too warm or too cold.
 */
export async function takeIn(
  transaction: Transaction,
  transfer: Pick<Transfer, 'id'>,
  branch: OpenBranch,
  location: StockLocation,
  arrived: readonly Arrived[],
  status: KeptStatus = KeptStatus.AVAILABLE,
): Promise<NewMovement[]> {
  const lots = arrived.map(({ shipment }) => toUuid('lot', shipment.lotId));
  const recalled = await transaction.rows<{ id: string }>(
    sql`select id from lots where id = any (${lots}::uuid[]) and recall_id is not null`,
  );
  const called = new Set(recalled.map(({ id }) => id));
  const movements = arrived.flatMap(({ shipment, received, damaged }): NewMovement[] => {
    const { productId, lotId, unitCostMinor, currency } = shipment;
    const unitCost = unitCostMinor === null || currency !== branch.currency ? null : { amountMinor: unitCostMinor, currency };
    const incoming = { kind: MovementKind.TRANSFER_IN, branchId: branch.id, locationId: location.id, productId, lotId, unitCost };
    const isHeld = shipment.breached && status === KeptStatus.AVAILABLE;
    const kept = isHeld ? { status: KeptStatus.ON_HOLD, reason: temperatureReason } : { status };
    const good = called.has(toUuid('lot', lotId)) ? { status: KeptStatus.RECALLED } : kept;
    return [
      { ...incoming, ...good, quantity: received - damaged },
      { ...incoming, status: KeptStatus.DAMAGED, quantity: damaged },
    ].filter(({ quantity }) => quantity > 0);
  });
  return moveStock(transaction, { type: 'transfer', id: transfer.id }, movements);
}
