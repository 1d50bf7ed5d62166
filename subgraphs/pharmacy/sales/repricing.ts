import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { UserError } from '#kernel/graph/user-error.js';
import { discountRefusal } from './discount-rights.js';
import { priceSale } from './pricing.js';
import type { SaleLine } from './sale-line.js';
import type { Sale } from './sale.js';

/**
 * Prices a basket that is held, and keeps it. Refused is what leaves more taken off than the caller may take off: a discount that
 * was little for many lines can be much for few.
 */
export async function reprice(transaction: Transaction, sale: Sale, lines: readonly SaleLine[]): Promise<UserError | null> {
  applyPrices(sale, lines);
  const tooMuch = await discountRefusal(transaction, sale, lines);
  if (tooMuch) return tooMuch;
  await keepPrices(transaction, sale, lines);
  return null;
}

/** Prices a basket that is held, and keeps it, with all that was rightly taken off it by whomever. */
export async function priceAnew(transaction: Transaction, sale: Sale, lines: readonly SaleLine[]): Promise<void> {
  applyPrices(sale, lines);
  await keepPrices(transaction, sale, lines);
}

async function keepPrices(transaction: Transaction, sale: Sale, lines: readonly SaleLine[]): Promise<void> {
  await keepLinePrices(transaction, sale, lines);
  await keepSale(transaction, sale);
}

function applyPrices(sale: Sale, lines: readonly SaleLine[]): void {
  const priced = priceSale(lines, sale.discount);
  for (const [index, line] of lines.entries()) {
    const { discountMinor, saleDiscountMinor, amountMinor, taxMinor } = priced.lines[index] ?? {};
    Object.assign(line, { discountMinor, saleDiscountMinor, amountMinor, taxMinor });
  }
  const { subtotalMinor, discountMinor, taxMinor, totalMinor } = priced;
  Object.assign(sale, { subtotalMinor, discountMinor, taxMinor, totalMinor });
}

/** Writes the lines that changed, in one statement. */
async function keepLinePrices(transaction: Transaction, sale: Sale, lines: readonly SaleLine[]): Promise<void> {
  const rows = lines.map((line) => ({
    id: toUuid('saleline', line.id),
    discount_basis_points: line.discountBasisPoints,
    discount_amount_minor: line.discountAmountMinor?.toString() ?? null,
    discount_approved: line.discountApproved,
    discount_minor: line.discountMinor.toString(),
    sale_discount_minor: line.saleDiscountMinor.toString(),
    amount_minor: line.amountMinor.toString(),
    tax_name: line.taxName,
    tax_basis_points: line.taxBasisPoints,
    tax_minor: line.taxMinor.toString(),
  }));
  await transaction.rows(sql`update sale_lines set discount_basis_points = line.discount_basis_points,
      discount_amount_minor = line.discount_amount_minor, discount_approved = line.discount_approved, discount_minor = line.discount_minor,
      sale_discount_minor = line.sale_discount_minor, amount_minor = line.amount_minor, tax_name = line.tax_name,
      tax_basis_points = line.tax_basis_points, tax_minor = line.tax_minor
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, discount_basis_points integer, discount_amount_minor bigint,
      discount_approved boolean, discount_minor bigint, sale_discount_minor bigint, amount_minor bigint, tax_name text,
      tax_basis_points integer, tax_minor bigint)
    where sale_lines.id = line.id and sale_lines.sale_id = ${toUuid('sale', sale.id)} and sale_lines.occurred_at = ${sale.occurredAt}
      and (sale_lines.discount_basis_points, sale_lines.discount_amount_minor, sale_lines.discount_approved, sale_lines.discount_minor,
        sale_lines.sale_discount_minor, sale_lines.amount_minor, sale_lines.tax_name, sale_lines.tax_basis_points, sale_lines.tax_minor)
      is distinct from (line.discount_basis_points, line.discount_amount_minor, line.discount_approved, line.discount_minor,
        line.sale_discount_minor, line.amount_minor, line.tax_name, line.tax_basis_points, line.tax_minor)`);
}

/** Writes a sale that is held, in its month. Its version grows also when only its lines changed. */
export async function keepSale(transaction: Transaction, sale: Sale): Promise<void> {
  const [row] = await transaction.rows<{ version: number; updated_at: Date }>(sql`update sales set status = ${sale.status},
      till_session_id = ${toUuid('tillsession', sale.tillSessionId)}, patient_id = ${sale.patientId && toUuid('patient', sale.patientId)},
      discount_basis_points = ${sale.discountBasisPoints}, discount_amount_minor = ${sale.discountAmountMinor}, discount_approved = ${sale.discountApproved},
      discount_approved_minor = ${sale.discountApprovedMinor}, subtotal_minor = ${sale.subtotalMinor}, discount_minor = ${sale.discountMinor},
      tax_minor = ${sale.taxMinor}, total_minor = ${sale.totalMinor},
      rounding_minor = ${sale.roundingMinor}, paid_minor = ${sale.paidMinor}, change_minor = ${sale.changeMinor}, held_until = ${sale.heldUntil},
      receipt_number = ${sale.receiptNumber}, receipt_code = ${sale.receiptCode}, seller_id = ${sale.sellerId}, completed_at = ${sale.completedAt},
      voided_at = ${sale.voidedAt}, voided_by = ${sale.voidedBy}, reason = ${sale.reason}
    where id = ${toUuid('sale', sale.id)} and occurred_at = ${sale.occurredAt} returning version, updated_at`);
  if (!row) throw new Error(`The sale ${sale.id} was not there to be changed`);
  Object.assign(sale, { version: row.version, updatedAt: row.updated_at });
}
