import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { Product } from '../products/product.js';
import { addingError } from './adding-error.js';
import { heldBack, holdItem, itemAt, mostPacks, nothing, reasonErrors, takingError, type Place } from './held-item.js';
import { Lot } from './lot.js';
import { moveStock } from './moving.js';
import {
  AdjustStockPayload,
  keptAs,
  WriteOffStockPayload,
  type AdjustStockInput,
  type WriteOffStockInput,
} from './stock-changes.inputs.js';
import { stockConstraints } from './stock-constraints.js';
import { lockStock } from './stock-lock.js';
import { StockLocation } from './stock-location.js';
import { MovementKind } from './stock-terms.js';

const permission = 'stock:adjust';

export async function adjustStock(context: Context, input: AdjustStockInput): Promise<AdjustStockPayload> {
  const options = { name: 'adjustStock', permission, constraints: stockConstraints };
  return context.db.command(AdjustStockPayload, options, async (transaction) => {
    const { quantity } = input;
    const reason = input.reason.trim();
    const errors = [...reasonErrors(reason), ...lengthErrors(mostLetters.text, { reason })];
    if (errors.length > 0) return new Refusal(errors, nothing);
    if (quantity === 0 || Math.abs(quantity) > mostPacks)
      return refuse(
        'INVALID',
        `quantity is the difference, from -${mostPacks} to ${mostPacks} and not zero.`,
        ['input', 'quantity'],
        nothing,
      );
    const location = await transaction.first(StockLocation, sql`where id = ${toUuid('stocklocation', input.locationId)}`);
    if (!location)
      return refuse('NOT_FOUND', 'There is no such place at the branches where you may do this.', ['input', 'locationId'], nothing);
    const named = await transaction.first(Lot, sql`where id = ${toUuid('lot', input.lotId)}`);
    const product = named && (await transaction.first(Product, sql`where id = ${toUuid('product', named.productId)}`));
    if (!product) return refuse('NOT_FOUND', 'There is no such lot.', ['input', 'lotId'], nothing);
    const twoPeople = controlledRefusal(product, 'correcting what is on hand of it', 'requestControlledAdjustment');
    if (twoPeople) return twoPeople;
    await lockStock(transaction, [{ branchId: location.branchId, productId: product.id }]);
    const lot = (await transaction.first(Lot, sql`where id = ${toUuid('lot', named.id)}`)) ?? named;
    const place: Place = {
      branchId: location.branchId,
      locationId: location.id,
      productId: product.id,
      lotId: lot.id,
      status: keptAs(input.status),
    };
    const wrong = quantity > 0 ? addingError(place.status, { location, lot, product }) : null;
    if (wrong) return new Refusal([wrong], nothing);
    if (quantity < 0) {
      const branch = await branchOf(transaction, location);
      const state = heldBack(place.status, lot, branch.today);
      if (state !== null) {
        const message = `What is ${state} leaves only as a loss (writeOffStock) or back to its supplier, not by a correction.`;
        return refuse('WRONG_STATE', message, ['input', 'quantity'], nothing);
      }
      const error = takingError((await itemAt(transaction, place)) ?? { onHand: 0, reserved: 0 }, -quantity);
      if (error) return new Refusal([error], nothing);
    }
    await moveStock(transaction, null, [{ kind: MovementKind.ADJUSTMENT, ...place, quantity, reason }]);
    return { stockItem: await itemAt(transaction, place) };
  });
}

export async function writeOffStock(context: Context, input: WriteOffStockInput): Promise<WriteOffStockPayload> {
  const options = { name: 'writeOffStock', permission, constraints: stockConstraints };
  return context.db.command(WriteOffStockPayload, options, async (transaction) => {
    const reason = input.reason.trim();
    const errors = [...reasonErrors(reason), ...lengthErrors(mostLetters.text, { reason })];
    if (errors.length > 0) return new Refusal(errors, nothing);
    const held = await holdItem(transaction, input.stockItemId);
    if (held instanceof Refusal) return held;
    const twoPeople = controlledRefusal(held.product, 'destroying it', 'requestControlledDestruction');
    if (twoPeople) return twoPeople;
    const error = takingError(held.item, input.quantity);
    if (error) return new Refusal([error], nothing);
    await moveStock(transaction, null, [{ kind: MovementKind.LOSS, ...held.place, quantity: -input.quantity, reason }]);
    return { stockItem: await itemAt(transaction, held.place) };
  });
}

function controlledRefusal({ name, controlledSchedule }: Product, what: string, mutation: string): Refusal | null {
  if (controlledSchedule === null) return null;
  const message = `${name} is a controlled substance (${controlledSchedule}): ${what} takes two people. Ask for it with ${mutation}.`;
  return refuse('NOT_ALLOWED', message, ['input'], nothing);
}
