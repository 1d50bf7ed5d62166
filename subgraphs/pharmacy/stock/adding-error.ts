import { userError, type UserError } from '#kernel/graph/user-error.js';
import { ProductStatus } from '../products/product-terms.js';
import type { Product } from '../products/product.js';
import type { Lot } from './lot.js';
import type { StockLocation } from './stock-location.js';
import { KeptStatus } from './stock-terms.js';

interface Found {
  readonly location: StockLocation;
  readonly lot: Lot;
  readonly product: Product;
}

/**
 * Why packs that were found cannot be entered there; null when they can. What is found of a recalled lot is recalled too, and nothing
 * is found where nothing can be put or of what never was.
 */
export function addingError(status: KeptStatus, { location, lot, product }: Found): UserError | null {
  if (!location.active) {
    const message = `${location.name} is not in use: say another place, or take it into use first.`;
    return userError('WRONG_STATE', message, ['input', 'locationId']);
  }
  if (product.status === ProductStatus.ENTERED_IN_ERROR)
    return userError('WRONG_STATE', `${product.name} was entered in error: choose the product that it is.`, ['input', 'lotId']);
  if (lot.recallId === null || status === KeptStatus.RECALLED) return null;
  return userError('WRONG_STATE', `${lot.called} was recalled: what is found of it is RECALLED, not ${status}.`, ['input', 'status']);
}
