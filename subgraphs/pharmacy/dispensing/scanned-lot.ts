import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { Product } from '../products/product.js';
import { Lot } from '../stock/lot.js';
import { readPackScan, type PackScan } from '../stock/reading-scans.js';
import { packIsOf } from '../stock/scanned-product.js';

const field = ['input', 'scan'];

/** What the code of a pack says, if the pack is of this product. */
export function readPackOf(product: Product, scan: string): PackScan | UserError {
  const pack = readPackScan(scan);
  if ('problem' in pack) return userError('INVALID', pack.problem, field);
  if (packIsOf(pack, product)) return pack;
  const shown = pack.gtin === null ? `the national number ${pack.nationalCode}` : `the GTIN ${pack.gtin}`;
  return userError(
    'INVALID',
    `This is another product: the pack has ${shown}, and ${product.name} has ${product.gtin ?? product.nationalCode ?? 'no code on record'}.`,
    field,
  );
}

/** The lot that a pack names, by its number and its expiry; null when the pack names none. */
export async function lotOfPack(transaction: Transaction, product: Product, pack: PackScan): Promise<Lot | UserError | null> {
  if (pack.lotNumber === null) return null;
  const lot = await transaction.first(Lot, sql`where product_id = ${toUuid('product', product.id)} and lot_number = ${pack.lotNumber}`);
  if (!lot)
    return userError(
      'NOT_FOUND',
      `Lot ${pack.lotNumber} of ${product.name} was never received here: set the pack aside and look into it.`,
      field,
    );
  if (pack.expiresOn !== null && pack.expiresOn !== lot.expiresOn) {
    const message = `The pack says that lot ${lot.lotNumber} expires on ${pack.expiresOn}, and it is known to expire ${lot.expiresOn ?? 'never'}: set the pack aside and look into it.`;
    return userError('INVALID', message, field);
  }
  return lot;
}

/** The lot that was chosen by its id. */
export async function lotChosen(transaction: Transaction, product: Product, lotId: string): Promise<Lot | UserError> {
  const lot = await transaction.first(Lot, sql`where id = ${toUuid('lot', lotId)} and product_id = ${toUuid('product', product.id)}`);
  return lot ?? userError('NOT_FOUND', `There is no such lot of ${product.name}.`, ['input', 'lotId']);
}
