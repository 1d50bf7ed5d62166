import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch } from '#kernel/branches/at-branch.js';
import { Product } from '../products/product.js';
import type { RegisterRequest } from '../register/register-request.js';
import { RegisterRequestKind } from '../register/register-terms.js';
import { requestTwoPeople } from '../register/requesting.js';
import { moveStock, type NewMovement } from '../stock/moving.js';
import { usualPlace } from '../stock/places.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { StockItem } from '../stock/stock-item.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { otherEndRefusal, transferPermission } from './at-end.js';
import { takeIn } from './receiving-transfers.js';
import { DifferenceOutcome, SettleTransferDifferencePayload, type SettleTransferDifferenceInput } from './transfer.inputs.js';
import { shipmentById, Transfer, TransferShipment } from './transfer.js';
import { TransferStatus } from './transfer-status.js';

/**
 * Says what became of packs that did not arrive with the others. What is lost comes into the receiving branch's books and leaves them
 * as a loss at the same cost, so that movements account for every pack; controlled ones wait on hold for the second person.
 */
export async function settleTransferDifference(
  context: Context,
  input: SettleTransferDifferenceInput,
): Promise<SettleTransferDifferencePayload> {
  const nothing = { shipment: null, request: null };
  const absent = () =>
    refuse('NOT_FOUND', 'There is no such shipment to the branches where you may do this.', ['input', 'shipmentId'], nothing);
  const options = { name: 'settleTransferDifference', permission: transferPermission, constraints: stockConstraints };
  const seen = await context.load(shipmentById, input.shipmentId);
  if (!seen) return context.db.command(SettleTransferDifferencePayload, options, () => Promise.resolve(absent()));
  const elsewhere = otherEndRefusal(context, seen, 'toBranchId', ['input', 'shipmentId'], nothing);
  if (elsewhere) return context.db.command(SettleTransferDifferencePayload, options, () => Promise.resolve(elsewhere));
  return atBranch(
    context,
    SettleTransferDifferencePayload,
    { ...options, branchId: seen.toBranchId, nothing },
    async (transaction, branch) => {
      const reason = input.reason.trim();
      if (!reason) return refuse('REQUIRED', 'Say what was found out.', ['input', 'reason'], nothing);
      const tooLong = lengthErrors(mostLetters.text, { reason });
      if (tooLong.length > 0) return new Refusal(tooLong, nothing);
      const transfer = await transaction.lock(Transfer, seen.transferId);
      const shipment = await transaction.lock(TransferShipment, input.shipmentId);
      if (!transfer || !shipment) return absent();
      const stale = staleVersion(shipment, input.expectedVersion, 'shipment', nothing);
      if (stale) return stale;
      if (transfer.status !== TransferStatus.RECEIVED)
        return refuse('WRONG_STATE', `The transfer is ${transfer.status}: receive it first.`, ['input', 'shipmentId'], nothing);
      if (input.quantity < 1 || input.quantity > shipment.outstanding)
        return refuse(
          'INVALID',
          `${shipment.outstanding} packs of the shipment are outstanding: settle 1 to that many, not ${input.quantity}.`,
          ['input', 'quantity'],
          nothing,
        );
      const location = await usualPlace(transaction, branch);
      await lockStock(transaction, [{ branchId: branch.id, productId: shipment.productId }]);
      const arrived = [{ shipment, received: input.quantity, damaged: 0 }];
      if (input.outcome === DifferenceOutcome.FOUND) {
        await takeIn(transaction, transfer, branch, location, arrived);
        shipment.received += input.quantity;
        return { shipment: await transaction.save(shipment), request: null };
      }
      const [taken] = await takeIn(transaction, transfer, branch, location, arrived, KeptStatus.ON_HOLD);
      if (!taken) throw new Error(`Nothing of ${shipment.id} was taken in`);
      const request = await giveUp(transaction, transfer, taken, reason);
      if (request instanceof Refusal) return new Refusal(request.errors, nothing);
      shipment.lost += input.quantity;
      return { shipment: await transaction.save(shipment), request };
    },
  );
}

/** Takes lost packs out again as a loss; or asks for it, when they are of a controlled substance. */
async function giveUp(
  transaction: Transaction,
  transfer: Transfer,
  taken: NewMovement,
  reason: string,
): Promise<RegisterRequest | Refusal | null> {
  const { branchId, locationId, productId, lotId, status, unitCost = null } = taken;
  const quantity = -taken.quantity;
  const product = await transaction.first(Product, sql`where id = ${toUuid('product', productId)}`);
  if (!product?.isControlled) {
    const loss = { kind: MovementKind.LOSS, branchId, locationId, productId, lotId, status, quantity, unitCost, reason };
    await moveStock(transaction, { type: 'transfer', id: transfer.id }, [loss]);
    return null;
  }
  const place = sql`where location_id = ${toUuid('stocklocation', locationId)} and lot_id = ${toUuid('lot', lotId)} and status = ${status}`;
  const item = await transaction.first(StockItem, place);
  if (!item) throw new Error(`The packs of ${transfer.id} that were taken in are gone`);
  const asked = await requestTwoPeople(transaction, { stockItemId: item.id, quantity, reason, kind: RegisterRequestKind.DESTRUCTION });
  return asked instanceof Refusal ? asked : asked.request;
}
