import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { PrintedDocument } from '#kernel/printing/printed-document.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineLoader, type Loader } from '#kernel/subgraph/loader.js';
import { profileOfBranch } from '#kernel/branches/branch-profile.js';
import { receiptOf } from './receipt.js';
import { linesOfSale } from './sale-line.js';
import { tendersOfSale } from './sale-tender.js';
import { saleById, type Sale } from './sale.js';

/**
 * The receipt of a sale, with the names of today: of products, and of who took the money. Null for a basket, which has none. Who may
 * see the sale may see all that its receipt says.
 */
export async function readReceipt(context: Context, sale: Sale): Promise<PrintedDocument | null> {
  if (sale.receiptNumber === null) return null;
  const lines = (await context.load(linesOfSale, sale.id)) ?? [];
  const [tenders, branch, names, lotNumbers, cashier, original] = await Promise.all([
    context.load(tendersOfSale, sale.id),
    context.load(profileOfBranch, sale.branchId),
    loadAll(
      context,
      productName,
      lines.map(({ productId }) => productId),
    ),
    loadAll(
      context,
      lotNumber,
      lines.flatMap(({ lots }) => (lots ?? []).map(({ lotId }) => lotId)),
    ),
    sale.sellerId?.startsWith('staff_') ? context.load(staffName, sale.sellerId) : null,
    sale.originalId === null ? null : context.load(saleById, sale.originalId),
  ]);
  if (!branch) throw new Error(`The branch of the sale ${sale.id} is not known`);
  const originalNumber = original?.receiptNumber ?? null;
  return receiptOf({ sale, lines, tenders: tenders ?? [], branch, names, lotNumbers, cashier, originalNumber });
}

/** By product; also for those who may see sales but no medicines. */
const productName = defineLoader<string, string>('name of product', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('product', id));
  const rows = await db.rows<{ id: string; name: string }>(sql`select id, name from products where id = any (${uuids}::uuid[])`, null);
  return new Map(rows.map(({ id, name }) => [toTypeId('product', id), name]));
});

/** By lot; also for those who may see sales but no stock. */
const lotNumber = defineLoader<string, string>('number of lot', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('lot', id));
  const rows = await db.rows<{ id: string; lot_number: string }>(
    sql`select id, lot_number from lots where id = any (${uuids}::uuid[])`,
    null,
  );
  return new Map(rows.map((row) => [toTypeId('lot', row.id), row.lot_number]));
});

/** As platform names them; nobody when who asks may not know the staff. */
const staffName = defineLoader<string, string>('name of staff', async (context: Context, ids) => {
  const people = await context.read<{ displayName?: string }>('Staff', ids, 'displayName');
  return new Map([...people].flatMap(([id, { displayName }]) => (displayName === undefined ? [] : [[id, displayName]])));
});

async function loadAll(context: Context, loader: Loader<string, string>, ids: readonly string[]): Promise<Map<string, string>> {
  const values = await Promise.all(ids.map((id) => context.load(loader, id)));
  return new Map(ids.flatMap((id, index) => (values[index] == null ? [] : [[id, values[index]]])));
}
