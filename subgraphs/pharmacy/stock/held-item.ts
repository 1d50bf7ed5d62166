import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, userError, type Refusal, type UserError } from '#kernel/graph/user-error.js';
import { branchOf, type OpenBranch } from '#kernel/branches/at-branch.js';
import { Product } from '../products/product.js';
import { Lot } from './lot.js';
import type { NewMovement } from './moving.js';
import { StockItem } from './stock-item.js';
import { lockStock } from './stock-lock.js';
import { KeptStatus } from './stock-terms.js';

export const nothing = { stockItem: null };

/** Most packs that one line can move: more is a slip of the hand. */
export const mostPacks = 1_000_000;

/** Where packs are, of what, and in which state. */
export type Place = Pick<NewMovement, 'branchId' | 'locationId' | 'productId' | 'lotId' | 'status'>;

/** Stock that nobody else changes until the transaction ends, and what one has to know of it. */
export interface HeldItem {
  readonly item: StockItem;
  readonly place: Place;
  readonly lot: Lot;
  readonly product: Product;
  readonly branch: OpenBranch;
}

export async function holdItem(transaction: Transaction, stockItemId: string): Promise<HeldItem | Refusal> {
  const is = sql`where id = ${toUuid('stockitem', stockItemId)}`;
  const found = await transaction.first(StockItem, is);
  if (!found)
    return refuse('NOT_FOUND', 'There is no such stock at the branches where you may do this.', ['input', 'stockItemId'], nothing);
  await lockStock(transaction, [found]);
  const item = await transaction.first(StockItem, is);
  const lot = await transaction.first(Lot, sql`where id = ${toUuid('lot', found.lotId)}`);
  const product = await transaction.first(Product, sql`where id = ${toUuid('product', found.productId)}`);
  if (!item || !lot || !product) throw new Error(`Stock ${stockItemId} has lost its lot or product`);
  const { branchId, locationId, productId, lotId, keptStatus: status } = item;
  return { item, place: { branchId, locationId, productId, lotId, status }, lot, product, branch: await branchOf(transaction, item) };
}

/** Stock by where it is; null where there never was any. */
export function itemAt(transaction: Transaction, { locationId, lotId, status }: Place): Promise<StockItem | null> {
  const [location, lot] = [toUuid('stocklocation', locationId), toUuid('lot', lotId)];
  return transaction.first(StockItem, sql`where location_id = ${location} and lot_id = ${lot} and status = ${status}`);
}

/** Why so many packs cannot be taken from there; null when they can. What is set aside for somebody stays. */
export function takingError({ onHand, reserved }: Pick<StockItem, 'onHand' | 'reserved'>, quantity: number): UserError | null {
  const field = ['input', 'quantity'];
  if (quantity < 1) return userError('INVALID', `quantity is 1 or more, not ${quantity}.`, field);
  if (quantity > onHand) return userError('INVALID', `There are ${packs(onHand)} there, not ${quantity}: count again.`, field);
  if (quantity <= onHand - reserved) return null;
  return userError(
    'WRONG_STATE',
    `Of the ${packs(onHand)} there, ${reserved} are set aside for somebody, so ${onHand - reserved} can be taken: give back first what is set aside.`,
    field,
  );
}

/** In words, why packs leave only as a loss or back to their supplier on a day; null for what can be given out. */
export function heldBack(status: KeptStatus, lot: Lot, today: string): string | null {
  if (status !== KeptStatus.AVAILABLE) return inWords[status];
  if (lot.recallId !== null) return 'recalled';
  return lot.hasExpiredBy(today) ? 'expired' : null;
}

/** What somebody says of why, without the space around it. */
export function reasonErrors(reason: string): UserError[] {
  return reason ? [] : [userError('REQUIRED', 'Say why, in reason.', ['input', 'reason'])];
}

export function packs(count: number): string {
  return `${count} ${count === 1 ? 'pack' : 'packs'}`;
}

/** As in "Lot A1 of this product is on hold". */
export const inWords: Readonly<Record<KeptStatus, string>> = {
  AVAILABLE: 'available',
  ON_HOLD: 'on hold',
  QUARANTINED: 'in quarantine',
  RECALLED: 'recalled',
  DAMAGED: 'damaged',
};
