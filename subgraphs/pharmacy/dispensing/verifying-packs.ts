import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Product } from '../products/product.js';
import type { PackScan } from '../stock/reading-scans.js';
import { named, readLots, type DispenseLot } from './dispense-lots.js';
import { packs } from './dispense-plan.js';
import { DispenseStatus } from './dispense-status.js';
import { VerifyDispensePackPayload, type VerifyDispensePackInput } from './dispense.inputs.js';
import { MedicationDispense } from './dispense.js';
import { preparePermission } from './preparing.js';
import { lotOfPack, readPackOf } from './scanned-lot.js';

const nothing = { dispense: null, lot: null };
const field = ['input', 'scan'];
const constraints = {
  dispense_packs_once: { code: 'TAKEN', message: 'This very pack was scanned already: scan the others.', field },
} as const;

/** Compares a pack in the hand with what was set aside, and keeps its serial number. */
export async function verifyDispensePack(context: Context, input: VerifyDispensePackInput): Promise<VerifyDispensePackPayload> {
  const options = { name: 'verifyDispensePack', permission: preparePermission, constraints };
  return context.db.command(VerifyDispensePackPayload, options, async (transaction) => {
    const dispense = await transaction.lock(MedicationDispense, input.id);
    if (!dispense) return refuse('NOT_FOUND', 'There is no such dispense at the branches where you may do this.', ['input', 'id'], nothing);
    if (dispense.status !== DispenseStatus.PREPARATION && dispense.status !== DispenseStatus.IN_PROGRESS)
      return refuse(
        'WRONG_STATE',
        `The dispense is ${dispense.status}: packs are scanned before they are handed over.`,
        ['input', 'id'],
        nothing,
      );
    const product = await transaction.first(Product, sql`where id = ${toUuid('product', dispense.productId)}`);
    if (!product) throw new Error(`The product of ${dispense.id} is gone`);
    const pack = readPackOf(product, input.scan);
    if (pack instanceof UserError) return new Refusal([pack], nothing);
    const lot = await allocatedLot(transaction, dispense, product, pack);
    if (lot instanceof UserError) return new Refusal([lot], nothing);
    const elsewhere = pack.serialNumber === null ? null : await otherDispense(transaction, dispense, pack.serialNumber);
    if (elsewhere) return new Refusal([userError('TAKEN', elsewhere, field)], nothing);
    await transaction.rows(sql`insert into dispense_packs (branch_id, dispense_id, position, lot_id, serial_number)
      select ${toUuid('branch', dispense.branchId)}, ${toUuid('dispense', dispense.id)}, count(*) + 1, ${toUuid('lot', lot.lotId)}, ${pack.serialNumber}
      from dispense_packs where dispense_id = ${toUuid('dispense', dispense.id)}`);
    return { dispense, lot: (await readLots(transaction, dispense.id)).find(({ lotId }) => lotId === lot.lotId) ?? null };
  });
}

/** The lot of this dispense that the pack is of, while packs of it are still to be scanned. */
async function allocatedLot(
  transaction: Transaction,
  dispense: MedicationDispense,
  product: Product,
  pack: PackScan,
): Promise<DispenseLot | UserError> {
  const lots = await readLots(transaction, dispense.id);
  const aside = lots.map((each) => `${named(each)} (${packs(each.quantity)})`).join(', ');
  if (pack.lotNumber === null && !lots.some(({ lotNumber }) => lotNumber === ''))
    return userError(
      'INVALID',
      `The code names no lot: scan the square code (DataMatrix) of the pack, or compare by eye: ${aside}.`,
      field,
    );
  const known = await lotOfPack(transaction, product, pack);
  if (known instanceof UserError) return known;
  const own = lots.filter(({ lotId, lotNumber }) => (known ? lotId === known.id : lotNumber === ''));
  const [lot] = own;
  if (!lot)
    return userError(
      'INVALID',
      `Lot ${pack.lotNumber} was not set aside for this: give ${aside}, or prepare it again from this pack.`,
      field,
    );
  const quantity = own.reduce((sum, each) => sum + each.quantity, 0);
  return lot.verified >= quantity
    ? userError('INVALID', `All ${packs(quantity)} of lot ${named(lot)} were scanned already: this one is too many.`, field)
    : lot;
}

/** A serial number is of one pack: where else it was scanned, and not given back or left. */
async function otherDispense(transaction: Transaction, { id, productId }: MedicationDispense, serial: string): Promise<string | null> {
  const [row] = await transaction.rows<{ number: string; status: string }>(sql`select other.number, other.status from dispense_packs pack
    join dispenses other on other.id = pack.dispense_id
    where pack.serial_number = ${serial} and other.id <> ${toUuid('dispense', id)} and other.product_id = ${toUuid('product', productId)}
      and (other.status in ('PREPARATION', 'IN_PROGRESS', 'ON_HOLD') or other.status = 'COMPLETED' and not exists (
        select from dispense_lots lot where lot.dispense_id = other.id and lot.lot_id = pack.lot_id and lot.returned > 0))
    limit 1`);
  return row ? `The pack with the serial number ${serial} belongs to ${row.number} (${row.status}): set it aside and look into it.` : null;
}
