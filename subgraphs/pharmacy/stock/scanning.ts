import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { ProductStatus } from '../products/product-terms.js';
import type { Product } from '../products/product.js';
import { dayAtBranch } from './branch-days.js';
import { packs } from './held-item.js';
import { Lot, lotById } from './lot.js';
import { PackWarning, PackWarningCode, ScannedPack } from './pack-scan.js';
import { readPackScan, type PackScan } from './reading-scans.js';
import { ScannedProducts } from './scanned-product.js';
import { expiresSoon, StockItem } from './stock-item.js';
import { KeptStatus } from './stock-terms.js';

const nothing = {
  problem: null,
  gtin: null,
  nationalCode: null,
  lotNumber: null,
  serialNumber: null,
  expiresOn: null,
  expiryDayKnown: true,
  producedOn: null,
  product: null,
  lot: null,
  stock: [],
  available: 0,
  warnings: [],
};

/** What a pack is, what the branch has of it, and what to look at before it is given out. */
export async function scanPack(context: Context, branchId: string, text: string): Promise<ScannedPack> {
  const scan = readPackScan(text);
  if ('problem' in scan) return Object.assign(new ScannedPack(), nothing, scan);
  const day = await context.load(dayAtBranch, branchId);
  if (day === null) throw new Error(`It is no day at ${branchId}`);
  const found = (await ScannedProducts.find(context.db, [scan])).of(scan);
  if ('problem' in found) {
    const warnings = [warning(PackWarningCode.UNKNOWN_PRODUCT, found.problem), ...expiryWarnings(scan, null, day)];
    return Object.assign(new ScannedPack(), nothing, scan, { warnings });
  }
  const lot = scan.lotNumber === null ? null : await lotNamed(context, found, scan.lotNumber);
  const kept = scan.lotNumber !== null && lot === null ? [] : await stockAt(context, branchId, found, lot);
  const known = kept.map(({ item, lot: { expiresOn } }) => ({ item, expiresOn }));
  const stock = known.toSorted((one, other) => (one.expiresOn ?? '9').localeCompare(other.expiresOn ?? '9')).map(({ item }) => item);
  const available = kept.reduce((sum, { item, lot: itsLot }) => sum + item.availableOn(day, itsLot), 0);
  const warnings = [...productWarnings(found), ...lotWarnings(scan, lot), ...expiryWarnings(scan, lot, day), ...stockWarnings(scan, stock)];
  return Object.assign(new ScannedPack(), nothing, scan, { product: found, lot, stock, available, warnings });
}

async function lotNamed(context: Context, { id }: Product, lotNumber: string): Promise<Lot | null> {
  return context.db.first(Lot, sql`where product_id = ${toUuid('product', id)} and lot_number = ${lotNumber}`);
}

async function stockAt(context: Context, branchId: string, product: Product, lot: Lot | null): Promise<{ item: StockItem; lot: Lot }[]> {
  const ofLot = lot === null ? sql`true` : sql`lot_id = ${toUuid('lot', lot.id)}`;
  const items = await context.db.all(
    StockItem,
    sql`where branch_id = ${toUuid('branch', branchId)} and product_id = ${toUuid('product', product.id)} and on_hand > 0 and ${ofLot} order by id`,
  );
  const lots = await Promise.all(items.map(({ lotId }) => context.load(lotById, lotId)));
  return items.flatMap((item, index) => {
    const itsLot = lots[index];
    return itsLot ? [{ item, lot: itsLot }] : [];
  });
}

function productWarnings({ name, status }: Product): PackWarning[] {
  if (status === ProductStatus.ACTIVE) return [];
  const message =
    status === ProductStatus.INACTIVE
      ? `${name} is not in use any more: what is left can be sold, but no more of it is ordered.`
      : `${name} was entered in error: choose the product that it is, and do not use this one.`;
  return [warning(PackWarningCode.PRODUCT_INACTIVE, message)];
}

function lotWarnings({ lotNumber }: PackScan, lot: Lot | null): PackWarning[] {
  if (lotNumber === null) return [];
  if (lot === null)
    return [warning(PackWarningCode.UNKNOWN_LOT, `Lot ${lotNumber} was never taken in: compare it with the pack, or take it in first.`)];
  return lot.recallId === null
    ? []
    : [warning(PackWarningCode.RECALLED, `Lot ${lotNumber} was recalled: do not give it out, and put it with the recalled packs.`)];
}

/** By the pack, and by the record of its lot: the earlier of both counts. */
function expiryWarnings({ expiresOn, lotNumber }: PackScan, lot: Lot | null, day: string): PackWarning[] {
  const warnings: PackWarning[] = [];
  const last = [expiresOn, lot?.expiresOn ?? null].filter((date) => date !== null).sort()[0] ?? null;
  if (last !== null && last < day)
    warnings.push(warning(PackWarningCode.EXPIRED, `It expired on ${last}: do not give it out, and write it off.`));
  else if (expiresSoon({ expiresOn: last }, day))
    warnings.push(warning(PackWarningCode.EXPIRES_SOON, `It can be used until ${last}: see that it is used up by then.`));
  if (lot !== null && expiresOn !== null && lot.expiresOn !== expiresOn) {
    const record = lot.expiresOn === null ? 'by its record it never expires' : `its record says ${lot.expiresOn}`;
    const message = `The pack says that lot ${lotNumber} expires on ${expiresOn}, and ${record}: read the pack, and correct the lot if it is right.`;
    warnings.push(warning(PackWarningCode.EXPIRY_DIFFERS, message));
  }
  return warnings;
}

function stockWarnings({ lotNumber }: PackScan, stock: readonly StockItem[]): PackWarning[] {
  const what = lotNumber === null ? 'this product' : `lot ${lotNumber}`;
  if (stock.length === 0)
    return [warning(PackWarningCode.NOT_IN_STOCK, `By the record the branch has no packs of ${what}: take them in, or correct the stock.`)];
  const stopped = [KeptStatus.ON_HOLD, KeptStatus.QUARANTINED];
  const held = stock.filter(({ keptStatus }) => stopped.includes(keptStatus)).reduce((sum, { onHand }) => sum + onHand, 0);
  if (held === 0) return [];
  const message = `${packs(held)} of ${what} ${held === 1 ? 'is' : 'are'} on hold or in quarantine here: see that this is none of them.`;
  return [warning(PackWarningCode.ON_HOLD, message)];
}

function warning(code: PackWarningCode, message: string): PackWarning {
  return Object.assign(new PackWarning(), { code, message });
}
